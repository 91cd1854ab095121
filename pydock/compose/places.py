"""A table of places in a document: what is done at services.*.ports, say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Places(Generic[T]):
    """A tree of the places that a table names, `*` for any key or index.

    A walk over a document descends both; where a place is missing, nothing below it is named.
    """

    def __init__(self, table: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        self.value: T | None = None
        self._named: dict[str, Places[T]] = {}
        self._any: Places[T] | None = None
        for place, value in dict(table).items():
            self._at(place.split(".")).value = value

    def _at(self, parts: Iterable[str]) -> Places[T]:
        found = self
        for part in parts:
            if part == "*":
                found._any = found._any or Places()
                found = found._any
            else:
                found = found._named.setdefault(part, Places())
        return found

    def below(self, key: str) -> Places[T] | None:
        """Return the places below a key or index."""
        return self._named.get(key, self._any)


def each(prefix: str, names: str, value: T) -> dict[str, T]:
    """Return a table with one value for several places below a prefix."""
    return {f"{prefix}.{name}": value for name in names.split()}
