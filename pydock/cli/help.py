"""Layout of help pages. Imports no command: bare `--help` needs only the catalogue."""

from __future__ import annotations

from pydock import DOCKER_VERSION, __version__, catalog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    #: short name, long name, kind's name, help with its default
    Row = tuple[str, str, str, str]

#: the least width of a text beside its name; with less room it is printed below
_NARROWEST = 24

_NONE: Mapping[str, str] = {}


def width_of_window(columns: str) -> int:
    """Return the width of a page: COLUMNS, else that of the terminal, else 80."""
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    from pydock.terminal.window_size import window_size

    return next(filter(None, (window_size(fd).columns for fd in (1, 2, 0))), 80)


def version_line(program: str) -> str:
    """Return the line of `--version`, in docker's form for a program named docker."""
    if program == "docker":
        return f"Docker version {DOCKER_VERSION}, build pydock-{__version__}"
    return f"{program} version {__version__}, like docker {DOCKER_VERSION}"


def top_page(
    program: str,
    width: int,
    plugins: Mapping[str, str] = _NONE,
    broken_plugins: Mapping[str, str] = _NONE,
    aliases: Mapping[str, str] = _NONE,
) -> str:
    """Return the page of the program, with the user's command-line plugins and aliases."""
    parts = [
        f"Usage:  {program} [OPTIONS] COMMAND",
        "docker in Python: run and manage containers on any Docker-compatible engine",
    ]
    for heading in catalog.SECTIONS:
        commands = catalog.listed(heading)
        if heading == "Management Commands":
            commands = dict(sorted({**commands, **plugins}.items()))
        parts.append(f"{heading}:\n" + command_lines(commands, width))
    if aliases:
        parts.append("Aliases:\n" + command_lines(aliases, width))
    if broken_plugins:
        parts.append("Invalid Plugins:\n" + command_lines(broken_plugins, width))
    rows = [(short, long, kind, text) for long, short, kind, text in catalog.GLOBAL_OPTIONS]
    parts.append("Global Options:\n" + option_lines(rows, width))
    parts.append(f"Run '{program} COMMAND --help' for more information on a command.")
    return "\n\n".join(parts) + "\n"


def group_page(program: str, group: str, width: int, options: Sequence[Row] = ()) -> str:
    """Return the page of a group of commands."""
    shown = f"Options:\n{option_lines(options, width)}\n\n" if options else ""
    return (
        f"Usage:  {program} {group}{' [OPTIONS]' if options else ''} COMMAND\n\n"
        f"{catalog.GROUPS[group]}\n\n"
        f"{shown}"
        f"Commands:\n{command_lines(catalog.members(group), width)}\n\n"
        f"Run '{program} {group} COMMAND --help' for more information on a command.\n"
    )


def command_page(
    usages: Sequence[str],
    text: str,
    names: Sequence[str],
    options: Mapping[str, Sequence[Row]],
    width: int,
) -> str:
    """Return a command's page; `options` has their rows by heading.

    In the text examples follow a line "Examples:", with pydock as program.
    """
    description, _, examples = text.partition("\n\nExamples:\n")
    parts = ["Usage:  " + "\n        ".join(usages)]
    parts += ["\n".join(_wrap(part, width)) for part in description.split("\n\n")]
    if len(names) > 1:
        parts.append("Aliases:\n  " + ", ".join(names))
    if examples:
        program = usages[0].split()[0]
        parts.append("Examples:\n" + examples.replace("pydock ", f"{program} "))
    for heading, rows in options.items():
        parts.append(f"{heading}:\n{option_lines(rows, width)}")
    return "\n\n".join(parts) + "\n"


def command_lines(commands: Mapping[str, str], width: int) -> str:
    """Return names and their one line of help, in two columns."""
    left = max(11, *map(len, commands))
    return _in_columns([(f"  {name:<{left}} ", text) for name, text in commands.items()], width)


def option_lines(rows: Sequence[Row], width: int) -> str:
    """Return options in pflag's layout: short, long, kind, and the help wrapped beside them."""
    heads = []
    for short, long, kind, _ in rows:
        head = f"  -{short}, --{long}" if short else f"      --{long}"
        heads.append(f"{head} {kind}" if kind else head)
    left = max(map(len, heads)) + 3
    texts = (text for _, _, _, text in rows)
    return _in_columns(
        [(f"{head:<{left}}", t) for head, t in zip(heads, texts, strict=True)], width
    )


def _in_columns(rows: Sequence[tuple[str, str]], width: int) -> str:
    """Return names of one length, with texts wrapped beside them, in a narrow window below."""
    left = max(len(head) for head, _ in rows)
    is_narrow = width - left <= _NARROWEST
    if is_narrow:
        left = 10
    lines = []
    for head, text in rows:
        first, *others = _wrap(text, max(_NARROWEST, width - left - 1))
        lines += [head, f"{'':<{left}}{first}"] if is_narrow else [f"{head}{first}"]
        lines += [f"{'':<{left}}{other}" for other in others]
    return "\n".join(line.rstrip() for line in lines)


def dedented(text: str) -> str:
    """Return a docstring without the common indentation of its lines after the first."""
    first, *others = text.strip().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in others if line.strip()), default=0)
    return "\n".join([first, *(line[margin:].rstrip() for line in others)])


def styled(page: str, environ: Mapping[str, str], is_terminal: bool) -> str:
    """Return the page to write, with bold headings on a terminal."""
    return with_bold_headings(page) if has_colour(environ, is_terminal) else page


def with_bold_headings(page: str) -> str:
    """Return the page with its headings in bold."""
    lines = []
    for line in page.split("\n"):
        heading, colon, rest = line.partition(":")
        if colon and heading[:1].isupper() and (not rest or heading == "Usage"):
            line = f"\x1b[1m{heading}:\x1b[0m{rest}"
        lines.append(line)
    return "\n".join(lines)


def has_colour(environ: Mapping[str, str], is_terminal: bool) -> bool:
    """Return whether to colour: on a capable terminal, unless NO_COLOR is set."""
    return is_terminal and not environ.get("NO_COLOR") and environ.get("TERM", "dumb") != "dumb"


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return lines
