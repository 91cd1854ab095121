"""The screen of `monitor` as lines of a terminal, laid out by rich."""

from collections.abc import Sequence

from rich.text import Text

from pydock.progress.render import rendered
from pydock.progress.screen_region import Line
from pydock.views.monitor import HELP_LIST, Cell, ColumnLayout, Row

_STYLES = {
    "name": "bold", "cpu-plot": "cyan", "memory-plot": "magenta", "network-plot": "green",
    "disk-plot": "yellow",
}  # fmt: skip
_SEPARATOR = "  "


def line(text: str, columns: int, style: str = "") -> Line:
    """Return a text in one line, with an ellipsis where it is longer."""
    (found,) = rendered(Text(text, style=style, no_wrap=True, overflow="ellipsis"), columns)
    return found


def parts_line(parts: Sequence[str], columns: int, style: str = "") -> Line:
    """Return parts in one line, without the last ones that it has no room for."""
    shown = list(parts)
    while len(shown) > 1 and len(_SEPARATOR.join(shown)) > columns:
        shown.pop()
    return line(_SEPARATOR.join(shown), columns, style)


def header_line(layout: ColumnLayout, sorted_by: str, columns: int) -> Line:
    """Return the headers, that of the order underlined."""
    styles = {sorted_by: "bold underline"}
    return _cells_line(layout.header(), styles, "bold", columns)


def row_line(layout: ColumnLayout, row: Row, columns: int, *, is_selected: bool) -> Line:
    """Return the line of a container: in reverse video if it is selected."""
    if is_selected:
        return _cells_line(layout.cells(row), {}, "reverse", columns)
    return _cells_line(layout.cells(row), _STYLES, "" if row.usage else "dim", columns)


def help_lines(columns: int) -> list[Line]:
    """Return what each key does."""
    width = max(len(keys) for keys, _ in HELP_LIST) + 2
    return [line(f"{keys:<{width}}{text}", columns) for keys, text in HELP_LIST]


def _cells_line(cells: Sequence[Cell], styles: dict[str, str], style: str, columns: int) -> Line:
    text = Text(style=style, no_wrap=True, overflow="ellipsis")
    for cell in cells:
        text.append(" " * cell.gap)
        blanks = len(cell.text) - len(cell.text.lstrip(" "))
        text.append(cell.text[:blanks])
        text.append(cell.text[blanks:], styles.get(cell.column))
    (found,) = rendered(text, columns)
    return found
