"""Options and output of the commands that list objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, combined, option
from pydock.options.filters import FILTERS
from pydock.options.value_types import SWITCH

if TYPE_CHECKING:
    from pydock.views.listing import Listing, View

B = TypeVar("B", bound=Body)


def filter_option(body: B) -> B:
    return option("filter", "f", FILTERS, "Filter output (name=value)", complete="filters")(body)


def format_option(body: B) -> B:
    text = "Output format: 'table', 'table TEMPLATE', 'json' or a Go template"
    return option("format", help=text, complete="choices:table,json+fields")(body)


def quiet_option(text: str) -> Callable[[B], B]:
    return option("quiet", "q", SWITCH, text)


def list_options(quiet_text: str) -> Callable[[B], B]:
    """The options of most commands that list: --filter, --format and --quiet."""
    return combined(filter_option, format_option, quiet_option(quiet_text))


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
    if no_trunc or not app.is_terminal("stdout"):
        return 0
    from pydock.terminal.window_size import window_size

    return window_size(app.stdout.fileno()).columns


def print_rows(app: App, listing: Listing, rows: Iterable[View], sort_by: str = "Name") -> None:
    """Print rows in the natural order of a column."""
    from pydock.views.natural_order import natural_key

    ordered = sorted(rows, key=lambda row: natural_key(row.cell(sort_by)))
    app.write(listing.text(ordered))
