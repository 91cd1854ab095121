"""Align columns of text that are separated by tabs, as Go's text/tabwriter does.

A column is as wide as its widest cell plus three spaces of padding, and at least ten. The text
after the last tab of a line is not part of a column. A line without a column ends that column:
above and below the line, it has separate widths.
"""

from collections.abc import Iterator, Sequence
from operator import add

MIN_WIDTH = 10
PADDING = 3


def align(text: str, min_width: int = MIN_WIDTH) -> str:
    """Return the text with its tabs replaced by padding."""
    if "\t" not in text:
        return text
    rests = text.split("\n")
    aligned = [""] * len(rests)
    # The lines of each column that is left: cells are cut off one column after the other, as the
    # cells of all columns at once would take much memory.
    columns = [(0, len(rests))]
    while columns:
        columns = [
            lines for start, end in columns for lines in _lines_with_cells(rests, start, end)
        ]
        for start, end in columns:
            _align_column(rests, aligned, start, end, min_width)
    return "\n".join([begin + rest for begin, rest in zip(aligned, rests, strict=True)])


def _lines_with_cells(rests: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the end of the lines in a row that have a cell left."""
    first = start
    for index in range(start, end):
        if "\t" not in rests[index]:
            if first < index:
                yield first, index
            first = index + 1
    if first < end:
        yield first, end


def _align_column(
    rests: list[str], aligned: list[str], start: int, end: int, min_width: int
) -> None:
    """Move the next cell of each line, padded to the widest one, to what is aligned."""
    cells = []
    for index in range(start, end):
        cell, _, rests[index] = rests[index].partition("\t")
        cells.append(cell)
    begins = aligned[start:end]
    if has_simple_width("".join(cells)):
        width = max(min_width, max(map(len, cells)) + PADDING)
        padded = [cell.ljust(width) for cell in cells]
    else:
        widths = [display_width(cell) for cell in cells]
        width = max(min_width, max(widths) + PADDING)
        padded = [cell + " " * (width - shown) for cell, shown in zip(cells, widths, strict=True)]
    aligned[start:end] = map(add, begins, padded)


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
