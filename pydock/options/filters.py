"""`--filter name=value`, in the form that `Engine.filters` encodes for a request."""

from collections.abc import Mapping

from pydock.options.value_types import Kind

Filters = dict[str, list[str]]


def has_label(labels: Mapping[str, str], text: str) -> bool:
    """Return whether `text`, NAME or NAME=VALUE of a filter, is among labels."""
    name, equals, value = text.partition("=")
    return name in labels and (not equals or labels[name] == value)


class FilterMap(Kind):
    """Values by name; names are in lower case."""

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
