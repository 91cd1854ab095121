"""Options and output of the commands that list objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, combined, option, own_option
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import SWITCH, Seconds, SortColumns

if TYPE_CHECKING:
    from pydock.views.listing import Listing, View

    Item = TypeVar("Item", bound=Mapping[str, Any])
    V = TypeVar("V", bound=View)

B = TypeVar("B", bound=Body)


filter_option = option("filter", "f", FILTERS, "Filter output (name=value)", complete="filters")
format_option = option(
    "format",
    help="Output format: 'table', 'table TEMPLATE', 'json' or a Go template",
    complete="choices:table,json+fields",
)
watch_option = own_option(
    "watch",
    "",
    Seconds(),
    "Redraw the list when it changes, every second at most, or every SECONDS",
)


def quiet_option(text: str) -> Callable[[B], B]:
    return option("quiet", "q", SWITCH, text)


def list_options(quiet_text: str) -> Callable[[B], B]:
    """The options of most commands that list: --filter, --format and --quiet."""
    return combined(filter_option, format_option, quiet_option(quiet_text))


def sort_option(columns: str) -> Callable[[B], B]:
    """--sort by the columns of `pydock.views.sorting`."""
    names = columns.split()
    text = "Sort by columns (COLUMN[,COLUMN]), descending after -"
    return own_option("sort", "", SortColumns(names), text, complete=f"choices:{','.join(names)}")


class ListFilters:
    """Filters of a list: those of the request, and those with !=, which are applied here."""

    def __init__(self, noun: str, filters: Filters) -> None:
        """Raises PydockError for an invalid filter with !=."""
        self.sent = filters
        self.excluded: Filters = {}
        if any(name.endswith("!") for name in filters):
            from pydock.views.negative_filters import Exclusion

            self.excluded = {name: filters[name] for name in filters if name.endswith("!")}
            self.sent = {name: filters[name] for name in filters if name not in self.excluded}
            self._exclusion = Exclusion(noun, self.excluded)

    def kept(self, items: Iterable[Item]) -> Iterable[Item]:
        """Return the objects that no filter with != leaves out."""
        return self._exclusion.kept(items) if self.excluded else items


def in_order(rows: Iterable[V], noun: str, columns: Sequence[str]) -> Iterable[V]:
    """Return rows in the order of --sort, without which they stay as they are."""
    if not columns:
        return rows
    from pydock.views.sorting import sorted_rows

    return sorted_rows(rows, noun, columns)


def list_format(app: App, format: str, setting: str, *, quiet: bool = False) -> str:
    """--format or, without --quiet, the setting of config.json."""
    return format or ("" if quiet else app.config.text(setting))


def open_listing(
    app: App,
    view: type[View],
    format: str,
    setting: str,
    *,
    quiet: bool,
    columns: Sequence[str] = (),
    window_columns: int = 0,
) -> Listing:
    """The listing for --format, --quiet and a setting; PydockError for an invalid template."""
    from pydock.views.listing import Listing

    format = list_format(app, format, setting, quiet=quiet)
    return Listing(view, format, quiet=quiet, columns=columns, window_columns=window_columns)


def window_columns(app: App, *, no_trunc: bool = False) -> int:
    """Return the columns that a table has to fit: those of a terminal; 0 without --no-trunc."""
    _, columns = (None if no_trunc else app.console_size()) or (0, 0)
    return columns


def print_rows(app: App, listing: Listing, rows: Iterable[View], sort_by: str = "Name") -> None:
    """Print rows in the natural order of a column."""
    app.write(listing.text(naturally(rows, sort_by)))


def naturally(rows: Iterable[V], column: str = "Name") -> list[V]:
    """Return rows in the natural order of a column."""
    from pydock.views.natural_order import natural_key

    return sorted(rows, key=lambda row: natural_key(row.cell(column)))
