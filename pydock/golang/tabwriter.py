"""Align columns of text that are separated by tabs, as Go's text/tabwriter does.

A column is as wide as its widest cell plus three spaces of padding, and at least ten. The text
after the last tab of a line is not part of a column. A line without a column ends that column:
above and below the line, it has separate widths.
"""

from collections.abc import Sequence

MIN_WIDTH = 10
PADDING = 3


def align(text: str, min_width: int = MIN_WIDTH) -> str:
    """Return the text with its tabs replaced by padding."""
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
    """Append the cells of a column, padded to the widest, to the parts of their lines."""
    cells = [line[column] for line in lines]
    if has_simple_width("".join(cells)):
        width = max(min_width, max(map(len, cells)) + PADDING)
        for part, cell in zip(parts, cells, strict=True):
            part.append(cell.ljust(width))
        return
    widths = [display_width(cell) for cell in cells]
    width = max(min_width, max(widths) + PADDING)
    for part, cell, shown in zip(parts, cells, widths, strict=True):
        part.append(cell + " " * (width - shown))


def display_width(text: str) -> int:
    """Return the columns of a terminal that the text occupies: two for a wide character."""
    return len(text) if has_simple_width(text) else _wide_width(text)


def has_simple_width(text: str) -> bool:
    """Return whether each character occupies one column: printable ASCII and the ellipsis."""
    if not text.isascii():
        text = text.replace("…", ".")
    return text.isascii() and text.isprintable()


def _wide_width(text: str) -> int:
    """Count a cluster that a terminal draws together, or a flag, as its first character."""
    import unicodedata

    width = 0
    before = ""
    flag_is_open = False
    for character in text:
        category = unicodedata.category(character)
        is_joined = category in ("Mn", "Me", "Mc", "Cf", "Cc") or character in _MODIFIERS
        if before == _JOINER and category == "So":
            is_joined = True
        before = character
        if character in _FLAG_LETTERS:
            flag_is_open = not flag_is_open
            width += flag_is_open
            continue
        flag_is_open = False
        if not is_joined:
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


_JOINER = "\u200d"
#: regional indicators: two of them are a flag
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
#: skin tones, and voicing marks of half-width katakana
_MODIFIERS = frozenset((*map(chr, range(0x1F3FB, 0x1F400)), "\uff9e", "\uff9f"))
