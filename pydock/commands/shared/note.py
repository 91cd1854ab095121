"""Print notes and warnings in docker's "Info ->" and "Warn ->" form."""

from collections.abc import Sequence

from pydock.cli.app import App

_INFO = (" Info -> ", "\x1b[1;30;106mi\x1b[0m \x1b[96mInfo → \x1b[0m")
_WARNING = (" Warn -> ", "\x1b[1;30;103mw\x1b[0m \x1b[93mWarn → \x1b[0m")


def note(app: App, *lines: str, stream: str = "stdout") -> None:
    """Print a note of one or more lines to "stdout" or "stderr", coloured on a terminal."""
    _print(app, _INFO, lines, stream)


def warn_of_environment(app: App, variable: str) -> None:
    """Warn on standard error of a variable that overrides what a login stores."""
    lines = (
        f"{variable} is set and takes precedence.",
        f"Unset {variable} to restore the CLI auth behaviour.",
        "",
    )
    _print(app, _WARNING, lines, "stderr")


def _print(app: App, heads: tuple[str, str], lines: Sequence[str], stream: str) -> None:
    plain, coloured_head = heads
    coloured = app.is_terminal(stream) and not app.environ.get("NO_COLOR")
    head = coloured_head if coloured else plain
    first, *more = (f"\x1b[3m{line}\x1b[0m" if coloured else line for line in lines)
    indented = (" " * len(plain) + line for line in more)
    app.stdout.flush()
    out = app.stdout if stream == "stdout" else app.stderr
    out.write("\n".join(["", head + first, *indented, ""]))
    out.flush()
