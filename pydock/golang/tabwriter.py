"""Tables: text whose columns are separated by tabs, aligned with spaces.

A column is as wide as its widest cell and three spaces more, at least ten. As in Go's
tabwriter, what stands behind the last tab of a line belongs to no column, and a line that
lacks a column ends it: above and below it, the column has a width of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

MIN_WIDTH = 10
PADDING = 3


def align(text: str, min_width: int = MIN_WIDTH) -> str:
    """The text with its tabs replaced by as many spaces as the columns need."""
    lines = [line.split("\t") for line in text.split("\n")]
    if not any(len(cells) > 1 for cells in lines):
        return text
    parts: list[list[str]] = [[] for _ in lines]
    for column in range(max(map(len, lines)) - 1):
        first = 0
        while first < len(lines):
            if len(lines[first]) - 1 <= column:
                first += 1
                continue
            end = first
            while end < len(lines) and len(lines[end]) - 1 > column:
                end += 1
            _align_column(lines[first:end], parts[first:end], column, min_width)
            first = end
    return "\n".join("".join(part) + cells[-1] for part, cells in zip(parts, lines, strict=True))


def _align_column(
    lines: Sequence[list[str]], parts: Sequence[list[str]], column: int, min_width: int
) -> None:
    """Add the cells of a column, all as wide as the widest, to the parts of their lines."""
    cells = [line[column] for line in lines]
    widths = [display_width(cell) for cell in cells]
    width = max(min_width, max(widths) + PADDING)
    for part, cell, shown in zip(parts, cells, widths, strict=True):
        part.append(cell + " " * (width - shown))


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes: two for wide characters and emoji."""
    simple = text.replace("…", ".")  # what most cells that are not ASCII have
    return len(text) if simple.isascii() and simple.isprintable() else _wide_width(text)


def _wide_width(text: str) -> int:
    """What a terminal shows together counts as its first character, and so do flags."""
    import unicodedata

    width = 0
    before = ""
    flag_is_open = False
    for character in text:
        category = unicodedata.category(character)
        melts = category in ("Mn", "Me", "Mc", "Cf", "Cc") or character in _MODIFIERS
        if before == _JOINER and category == "So":
            melts = True
        before = character
        if character in _FLAG_LETTERS:
            flag_is_open = not flag_is_open
            width += flag_is_open
            continue
        flag_is_open = False
        if not melts:
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


_JOINER = "\u200d"
#: two of these make a flag
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
#: tones of skin, and marks of half-width katakana
_MODIFIERS = frozenset((*map(chr, range(0x1F3FB, 0x1F400)), "\uff9e", "\uff9f"))
