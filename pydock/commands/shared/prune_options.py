"""Options of the prune commands."""

from collections.abc import Callable
from typing import TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, combined, option
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import SWITCH

B = TypeVar("B", bound=Body)


def prune_options(example: str, filter_since: str = "") -> Callable[[B], B]:
    """`--filter`, with an example of its value, and `--force`."""
    return combined(
        option("filter", "", FILTERS, f'Filter, such as "{example}"', complete="filters"),
        option("force", "f", SWITCH, "Do not prompt for confirmation"),
    )


def prune_filters(app: App, filters: Filters) -> Filters:
    """The filters, with `pruneFilters` of config.json."""
    found = {name: list(values) for name, values in filters.items()}
    for text in app.config.texts("pruneFilters"):
        name, _, value = text.partition("=")
        opposite = {"label": "label!", "label!": "label"}.get(name, "")
        if value not in found.get(opposite, ()) and value not in found.get(name, ()):
            found.setdefault(name, []).append(value)
    return found
