"""Writer of the completion scripts: shell code of this directory with a table of all commands."""

from collections.abc import Callable, Iterable
from pkgutil import get_data

from pydock.cli.completion.command_table import Node, nodes

#: shell -> file of this directory, and the name of the script where the shell loads it from
SHELLS = {
    "bash": ("bash.sh", "pydock"),
    "fish": ("fish.fish", "pydock.fish"),
    "powershell": ("powershell.ps1", "pydock.ps1"),
    "zsh": ("zsh.sh", "_pydock"),
}


def script(shell: str) -> str:
    """Return the completion script for one of SHELLS."""
    code = (get_data(__package__, SHELLS[shell][0]) or b"").decode()
    return code.replace("@TABLE@\n", "".join(_WRITERS[shell](node) for node in nodes()))


def _rows(node: Node) -> Iterable[tuple[str, str]]:
    """Yield the rows of a node in the table, each with its help.

    `c NAME` is a command, `f NAMES` a switch, `v NAMES SOURCE` an option with a value,
    `a SOURCE` an argument; `r`: the last argument repeats; `p`: the command line of another
    program follows, `n` of one that is not on this machine. Names are separated by commas.
    """
    for name, text in node.commands.items():
        yield f"c {name}", text
    for flag in node.flags:
        names = ",".join(flag.names)
        yield (f"v {names} {flag.source or '-'}" if flag.takes_value else f"f {names}"), flag.help
    for source in node.sources:
        yield f"a {source}", ""
    if node.repeats:
        yield "r", ""
    if node.program:
        yield ("p" if node.program == "host" else "n"), ""


def _sh(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _bash(node: Node) -> str:
    # bash shows no descriptions: its table is one string a node
    paths = "|".join(f'"{path}"' for path in node.paths)
    table = ";".join(row for row, _ in _rows(node))
    return f"    {paths}) table={_sh(table)} ;;\n"


def _zsh(node: Node) -> str:
    paths = "|".join(f'"{path}"' for path in node.paths)
    rows = "".join(f"      {_sh(row)} {_sh(text)}\n" for row, text in _rows(node))
    return f"    ({paths}) table=(\n{rows}    ) ;;\n"


def _fish(node: Node) -> str:
    paths = " ".join(f'"{path}"' for path in node.paths)
    rows = "".join(
        f"            {_fish_quoted(row)} {_fish_quoted(text)} \\\n" for row, text in _rows(node)
    )
    return f"        case {paths}\n            printf '%s\\n' \\\n{rows}            ''\n"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _powershell(node: Node) -> str:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    rows = "".join(f"    {quoted(row)}, {quoted(text)}\n" for row, text in _rows(node))
    places = "".join(f"$PydockTable[{quoted(path)}] = " for path in node.paths)
    return f"{places}@(\n{rows})\n"


_WRITERS: dict[str, Callable[[Node], str]] = {
    "bash": _bash,
    "fish": _fish,
    "powershell": _powershell,
    "zsh": _zsh,
}
