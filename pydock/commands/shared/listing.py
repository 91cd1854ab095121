"""Options that listing commands share, and the filters of those that prune."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import SWITCH

B = TypeVar("B", bound=Body)


def filter_option(body: B) -> B:
    return option(
        "filter", "f", FILTERS, "Show only what fits, given as NAME=VALUE", complete="filters"
    )(body)


def format_option(body: B) -> B:
    text = "How to show it: 'table', 'table TEMPLATE', 'json', or a Go template"
    return option("format", help=text, complete="choices:table,json,{{.")(body)


def quiet_option(text: str) -> Callable[[B], B]:
    return option("quiet", "q", SWITCH, text)


def prune_filters(app: App, filters: Filters) -> Filters:
    """The filters, and those that config.json has for all that is pruned (`pruneFilters`)."""
    found = {name: list(values) for name, values in filters.items()}
    for text in app.config.texts("pruneFilters"):
        name, _, value = text.partition("=")
        opposite = {"label": "label!", "label!": "label"}.get(name, "")
        if value not in found.get(opposite, ()) and value not in found.get(name, ()):
            found.setdefault(name, []).append(value)
    return found


def wanted_format(app: App, format: str, setting: str, *, quiet: bool = False) -> str:
    """--format, or the setting of config.json in its place; --quiet is stronger than that."""
    return format or ("" if quiet else app.config.text(setting))
