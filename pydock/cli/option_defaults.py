"""Defaults of options: `pydock-defaults` of `plugins` in config.json, options by command.

They are those of a command line that does not have them: `{"run": "--rm", "image ls": "--all"}`.
"""

from __future__ import annotations

from pydock import catalog
from pydock.cli.config_mentions import DEFAULTS
from pydock.cli.pflag import FlagError, parse
from pydock.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.command import Command
    from pydock.cli.pflag import Parsed


def words(app: App, command: str) -> list[str]:
    """Return the default options of a command of the catalogue. Raises ConfigError.

    A warning names an unknown command.
    """
    from pydock.options.shell_words import split_words

    found: list[str] = []
    for name, text in (app.config.table("plugins").get(DEFAULTS) or {}).items():
        full = catalog.resolve(" ".join(name.split()))
        if full not in catalog.COMMANDS:
            app.warn(f'WARNING: config.json has defaults of "{name}", which is not a command')
        elif full == command:
            try:
                found += split_words(text or "")
            except ValueError as error:
                raise _invalid(name, error) from None
    return found


def add_defaults(app: App, command: str, declared: Command, parsed: Parsed) -> None:
    """Add the default options that the command line does not have. Raises ConfigError."""
    given = words(app, command)
    if not given:
        return
    try:
        defaults = parse(declared.options, given)
    except FlagError as error:
        raise _invalid(app.command_path, error) from None
    if defaults.help or defaults.rest:
        what = defaults.rest[0] if defaults.rest else "--help"
        raise _invalid(app.command_path, ValueError(f'"{what}" is not the default of an option'))
    keys = defaults.given - parsed.given
    if keys:
        names = sorted(f"--{option.long}" for option in declared.options if option.key in keys)
        app.notes.append(f'Defaults of "{app.command_path}" from config.json: {", ".join(names)}')
    parsed.values.update({key: defaults.values[key] for key in keys})
    parsed.given |= keys


def help_section(app: App, command: str) -> str:
    """Return the end of a command's help page, without what looks like a secret."""
    given = words(app, command)
    if not given:
        return ""
    from shlex import join

    from pydock.oci.secrets import masked

    return f"\nDefaults from config.json:\n  {masked(join(given))[0]}\n"


def _invalid(name: str, error: ValueError) -> ConfigError:
    return ConfigError(f'config.json: defaults of "{name}": {error}')
