"""`--filter`: `name=value` texts, and the form in which requests carry them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydock.options.kinds import Kind

Filters = dict[str, list[str]]


class FilterMap(Kind):
    """`name=value`, kept as values by name; names are read in lower case."""

    name = "filter"

    def initial(self) -> Filters:
        return {}

    def add(self, old: Filters, text: str) -> Filters:
        if not text:
            return old
        name, equals, value = text.partition("=")
        if not equals:
            raise ValueError("bad format of filter (expected name=value)")
        name, value = name.strip().lower(), value.strip()
        values = old.get(name, [])
        return {**old, name: values if value in values else [*values, value]}


FILTERS = FilterMap()


def filters_json(filters: Mapping[str, list[str]], *, lists: bool = False) -> str:
    """The `filters` of a query: `{"label":{"a=b":true}}`, or with `lists` the form before API 1.22.

    Empty when there are none.
    """
    if not filters:
        return ""
    found = filters if lists else {name: dict.fromkeys(filters[name], True) for name in filters}
    return json.dumps(found, separators=(",", ":"))
