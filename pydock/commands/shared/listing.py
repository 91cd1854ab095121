"""Options and formats of the commands that list objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import SWITCH

B = TypeVar("B", bound=Body)


def filter_option(body: B) -> B:
    return option("filter", "f", FILTERS, "Filter output (name=value)", complete="filters")(body)


def format_option(body: B) -> B:
    text = "Output format: 'table', 'table TEMPLATE', 'json' or a Go template"
    return option("format", help=text, complete="choices:table,json,{{.")(body)


def quiet_option(text: str) -> Callable[[B], B]:
    return option("quiet", "q", SWITCH, text)


def prune_filters(app: App, filters: Filters) -> Filters:
    """The filters, with `pruneFilters` of config.json."""
    found = {name: list(values) for name, values in filters.items()}
    for text in app.config.texts("pruneFilters"):
        name, _, value = text.partition("=")
        opposite = {"label": "label!", "label!": "label"}.get(name, "")
        if value not in found.get(opposite, ()) and value not in found.get(name, ()):
            found.setdefault(name, []).append(value)
    return found


def list_format(app: App, format: str, setting: str, *, quiet: bool = False) -> str:
    """--format or, without --quiet, the setting of config.json."""
    return format or ("" if quiet else app.config.text(setting))
