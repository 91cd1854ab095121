"""Tables that fit the window of a terminal.

A table whose lines are longer than the window has two spaces between its columns, and its columns
shrink in the order that the view states, each down to its least width. Where that is not enough,
the first of them is left out, then the next one.
"""

from collections.abc import Mapping, Sequence

from pydock.golang.tabwriter import MIN_WIDTH, PADDING, display_width
from pydock.views.shorten import ellipsis

_GAP = 2


def fitted(
    lines: Sequence[Sequence[str]],
    names: Sequence[str],
    least: Mapping[str, int],
    window_columns: int,
) -> list[list[str]] | None:
    """Return the cells of a table that fits the window; None where it fits as it is.

    The columns `names` shrink in the order of `least`, which has their least widths.
    """
    widths = [max(map(display_width, cells)) for cells in zip(*lines, strict=True)]
    shown = sum(max(MIN_WIDTH, width + PADDING) for width in widths[:-1]) + widths[-1]
    if shown <= window_columns or not least:
        return None
    natural = dict(zip(names, widths, strict=True))
    order = [name for name in least if name in natural]
    kept = natural
    for count in range(len(order)):
        kept = _shrunk(natural, order, order[:count], least, window_columns)
        if _columns(kept) <= window_columns:
            break
    return [
        [ellipsis(cell, kept[name]) for name, cell in zip(names, line, strict=True) if name in kept]
        for line in lines
    ]


def joined(lines: Sequence[Sequence[str]]) -> str:
    """Return lines of cells as text, each column as wide as its widest cell."""
    widths = [max(map(display_width, cells)) for cells in zip(*lines, strict=True)]
    text = ""
    for line in lines:
        padded = [
            cell + " " * (width - display_width(cell))
            for cell, width in zip(line, widths, strict=True)
        ]
        text += (" " * _GAP).join(padded).rstrip(" ") + "\n"
    return text


def _shrunk(
    natural: Mapping[str, int],
    order: Sequence[str],
    left_out: Sequence[str],
    least: Mapping[str, int],
    window_columns: int,
) -> dict[str, int]:
    """Return the widths of the columns that are not left out, shrunk as far as is necessary."""
    kept = {name: width for name, width in natural.items() if name not in left_out}
    for name in order:
        excess = _columns(kept) - window_columns
        if name in kept and excess > 0:
            kept[name] = max(min(kept[name], least[name]), kept[name] - excess)
    return kept


def _columns(widths: Mapping[str, int]) -> int:
    return sum(widths.values()) + _GAP * (len(widths) - 1)
