"""The last lines of a terminal, redrawn in place."""

import os
from collections.abc import Mapping
from io import TextIOBase
from typing import BinaryIO, TextIO, cast

from pydock.terminal.locale_encoding import encoded
from pydock.terminal.window_size import DEFAULT, window_size

_UP = "\x1b[{}A"
_ERASE_REST_OF_LINE = "\x1b[K"
_ERASE_BELOW = "\x1b[J"

#: set by terminals that wrap long lines again when they become narrower
_REWRAPPING_TERMINALS = (
    "VTE_VERSION",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "ALACRITTY_WINDOW_ID",
    "WEZTERM_PANE",
    "WT_SESSION",
    "ITERM_SESSION_ID",
    "TMUX",
)


class Line:
    """A line as it is written, with colours, and its width in columns."""

    __slots__ = ("columns", "text")

    def __init__(self, text: str, columns: int) -> None:
        self.text = text
        self.columns = columns


class Region:
    """Draws lines over the ones it drew before.

    Each drawing is one write that overwrites in place and never empties a line first, so
    nothing flickers. The cursor stays below; whatever is printed next stands there.
    """

    def __init__(self, out: TextIO | BinaryIO, environ: Mapping[str, str]) -> None:
        self._out = out
        self._environ = environ
        self._rewraps = any(environ.get(name) for name in _REWRAPPING_TERMINALS)
        self._drawn: list[Line] = []

    def window(self) -> os.terminal_size:
        """Return the current size of the window."""
        try:
            return window_size(self._out.fileno(), DEFAULT)
        except (OSError, ValueError):
            return DEFAULT

    def draw(self, lines: list[Line], window_columns: int) -> None:
        """Draw these lines, each of them shorter than the window."""
        rows = self._rows(window_columns)
        text = _UP.format(rows) if rows else ""
        text += "".join(f"\r{line.text}{_ERASE_REST_OF_LINE}\n" for line in lines)
        if rows > len(lines):
            text += _ERASE_BELOW
        if text:
            self._write(text)
        self._drawn = lines

    def leave(self) -> None:
        """Keep the lines on screen; the next drawing begins below them."""
        self._drawn = []

    def _write(self, text: str) -> None:
        if isinstance(self._out, TextIOBase):
            self._out.write(text)
        else:
            cast(BinaryIO, self._out).write(encoded(text, self._environ))
        self._out.flush()

    def _rows(self, window_columns: int) -> int:
        """Return how many rows the last drawing takes in a window that may be narrower now."""
        if not self._rewraps:
            return len(self._drawn)
        return sum(max(1, -(-line.columns // window_columns)) for line in self._drawn)
