"""What a terminal emulator shows."""

from __future__ import annotations

import pyte


def lines_of(screen: pyte.Screen) -> list[str]:
    """The lines of a screen, without blanks at their ends.

    pyte's `display` is the same with them, and measures each of its cells, of which few are used.
    """
    return [_text(screen.buffer.get(number, {})) for number in range(screen.lines)]


def _text(line: dict[int, pyte.screens.Char]) -> str:
    """A line; the cell after a wide character has none."""
    return "".join(line[column].data for column in range(max(line, default=-1) + 1)).rstrip()
