"""Completion after an alias, as after the words that it expands to."""

from collections.abc import Sequence

from click import Command
from click.shell_completion import ShellComplete

from pydock.cli.aliases import expanded
from pydock.cli.app import App
from pydock.cli.command import global_options
from pydock.cli.pflag import Parsed, parse
from pydock.errors import PydockError

#: cobra's directives for the shell
_FILES, _NO_FILES, _DIRECTORIES = 0, 4, 16


def complete(app: App, program: Command, name: str, words: Sequence[str]) -> list[str]:
    """Return what may follow an alias, as a plugin answers; the last of the words is incomplete.

    Nothing for another name.
    """
    try:
        alias = expanded(app, name)
        parsed = _parsed(app, alias or [])
    except (PydockError, ValueError):
        return []
    if alias is None or not words:
        return []
    app.options.update({key: parsed.values[key] for key in parsed.given})
    app.options_given |= parsed.given
    shell = ShellComplete(program, {"obj": app}, app.program, "")
    items = shell.get_completions([*parsed.rest, *words[:-1]], words[-1])
    kinds = {item.type for item in items}
    directive = _DIRECTORIES if "dir" in kinds else _FILES if "file" in kinds else _NO_FILES
    found = [f"{item.value}\t{item.help or ''}" for item in items if item.type == "plain"]
    return [*found, f":{directive}"]


def _parsed(app: App, line: list[str]) -> Parsed:
    """Return a command line parsed up to its command, without aliases."""
    parsed = parse(global_options(), line, interspersed=False)
    alias = expanded(app, parsed.rest[0]) if parsed.rest else None
    if alias is None:
        return parsed
    before = line[: len(line) - len(parsed.rest)]
    return _parsed(app, [*before, *alias, *parsed.rest[1:]])
