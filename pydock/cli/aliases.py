"""Aliases: `pydock-aliases` of `plugins` in config.json has the words that each stands for.

A command of docker or of a plugin is never hidden by an alias.
"""

from __future__ import annotations

from pydock import catalog
from pydock.cli.config_mentions import ALIASES, may_have
from pydock.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydock.cli.app import App

#: how many may lead to one another
_LIMIT = 50


def aliases(app: App) -> dict[str, str]:
    """Return the aliases by name: texts that a shell would split into words."""
    if not may_have(app.environ, ALIASES, app.options.get("config") or ""):
        return {}
    found = app.config.table("plugins").get(ALIASES) or {}
    return {name: text or "" for name, text in found.items()}


def expanded(app: App, name: str) -> list[str] | None:
    """Return the words that an alias stands for, None for another name.

    It is added to the aliases of the command line. Raises ConfigError for a malformed alias, one
    that refers to itself, and one that expands through too many others.
    """
    text = None if catalog.is_builtin(name) else aliases(app).get(name)
    if text is None:
        return None
    from pydock.options.shell_words import split_words

    chain = " -> ".join([*app.aliases, name])
    if name in app.aliases:
        raise ConfigError(f'config.json: alias "{app.aliases[0]}" refers to itself: {chain}')
    app.aliases.append(name)
    if len(app.aliases) > _LIMIT:
        first = app.aliases[0]
        raise ConfigError(
            f'config.json: alias "{first}" expands through more than {_LIMIT} aliases'
        )
    try:
        words = split_words(text)
    except ValueError as error:
        raise ConfigError(f'config.json: alias "{name}": {error}') from None
    if not words:
        raise ConfigError(f'config.json: alias "{name}" is empty')
    return words


def help_lines(app: App, plugins: Iterable[str]) -> dict[str, str]:
    """Return the lines of the help page; values that look like secrets are masked."""
    found = aliases(app)
    if not found:
        return {}
    from pydock.oci.secrets import masked

    lines = {}
    for name, text in sorted(found.items()):
        if catalog.is_builtin(name) or name in plugins:
            lines[name] = "(not used: there is a command of this name)"
        else:
            lines[name] = masked(text)[0]
    return lines
