"""Print notes in docker's "Info ->" form."""

from __future__ import annotations

from pydock.cli.app import App

_HEAD = " Info -> "
_COLOURED_HEAD = "\x1b[1;30;106mi\x1b[0m \x1b[96mInfo → \x1b[0m"


def note(app: App, *lines: str, stream: str = "stdout") -> None:
    """Print a note of one or more lines to "stdout" or "stderr", coloured on a terminal."""
    coloured = app.is_terminal(stream) and not app.environ.get("NO_COLOR")
    head = _COLOURED_HEAD if coloured else _HEAD
    first, *more = (f"\x1b[3m{line}\x1b[0m" if coloured else line for line in lines)
    indented = (" " * len(_HEAD) + line for line in more)
    out = app.stdout if stream == "stdout" else app.stderr
    out.write("\n".join(["", head + first, *indented, ""]))
    out.flush()
