"""The last lines of a terminal, redrawn in place."""

import os
import re
from collections.abc import Mapping
from io import TextIOBase
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, TextIO, cast

from pydock.terminal.locale_encoding import encoded
from pydock.terminal.window_size import DEFAULT, window_size

_UP = "\x1b[{}A"
_ERASE_REST_OF_LINE = "\x1b[K"
_ERASE_BELOW = "\x1b[J"
_COLUMN = "\x1b[{}G"
_STYLE = re.compile(r"(\x1b\[[\d;]*m)")
_PLAIN = "\x1b[0m"
#: this number of equal columns between two changes costs less than a movement of the cursor
_GAP_COLUMNS = 5

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

    Each drawing is one write of what has changed; it overwrites in place and never empties a line
    first, so nothing flickers. The cursor stays below; whatever is printed next stands there.
    """

    def __init__(self, out: TextIO | BinaryIO, environ: Mapping[str, str]) -> None:
        self._out = out
        self._environ = environ
        self._rewraps = any(environ.get(name) for name in _REWRAPPING_TERMINALS)
        self._drawn: list[Line] = []
        self._columns = 0

    def window(self) -> os.terminal_size:
        """Return the current size of the window."""
        try:
            return window_size(self._out.fileno(), DEFAULT)
        except (OSError, ValueError):
            return DEFAULT

    def draw(self, lines: list[Line], window_columns: int) -> None:
        """Draw these lines, each of them shorter than the window."""
        rows = self._rows(window_columns)
        before: list[Line] = self._drawn if window_columns == self._columns else []
        parts = [
            _changes(before[row], line)
            if row < len(before)
            else f"\r{line.text}{_ERASE_REST_OF_LINE}"
            for row, line in enumerate(lines)
        ]
        if rows > len(lines):
            parts.append(_ERASE_BELOW)
        else:
            parts.append("")
        if any(parts):
            self._write((_UP.format(rows) if rows else "") + "\n".join(parts))
        self._drawn = lines
        self._columns = window_columns

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


def _changes(before: Line, after: Line) -> str:
    """Return what turns one line into another, with the cursor anywhere in its row."""
    if after.text == before.text:
        return ""
    old, new = _cells(before.text), _cells(after.text)
    if len(old) != before.columns or len(new) != after.columns:  # wide characters
        return f"\r{after.text}{_ERASE_REST_OF_LINE}"
    text = ""
    changed = [column for column, cell in enumerate(new) if old[column : column + 1] != [cell]]
    while changed:
        first = last = changed.pop(0)
        while changed and changed[0] - last <= _GAP_COLUMNS:
            last = changed.pop(0)
        text += _COLUMN.format(first + 1) + _styled(new[first : last + 1])
    if len(new) < len(old):
        text += _COLUMN.format(len(new) + 1) + _ERASE_REST_OF_LINE
    return text


def _cells(text: str) -> list[tuple[str, str]]:
    """Return the characters of a line, each with its style."""
    cells, style = [], ""
    for part in _STYLE.split(text):
        if _STYLE.fullmatch(part):
            style = "" if part == _PLAIN else style + part
        else:
            cells += [(character, style) for character in part]
    return cells


def _styled(cells: list[tuple[str, str]]) -> str:
    """Return characters with their styles as they are written."""
    text = ""
    for style, run in groupby(cells, key=itemgetter(1)):
        characters = "".join(character for character, _ in run)
        text += f"{style}{characters}{_PLAIN}" if style else characters
    return text
