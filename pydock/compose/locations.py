"""A table of locations in a document: what is done at services.*.ports, say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class LocationTable(Generic[T]):
    """A tree of the locations that a table names, `*` for any key or index.

    A walk over a document descends both; where a location is missing, nothing below it is named.
    """

    def __init__(self, table: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        self.value: T | None = None
        self._named: dict[str, LocationTable[T]] = {}
        self._any: LocationTable[T] | None = None
        for location, value in dict(table).items():
            self._at(location.split(".")).value = value

    def _at(self, parts: Iterable[str]) -> LocationTable[T]:
        found = self
        for part in parts:
            if part == "*":
                found._any = found._any or LocationTable()
                found = found._any
            else:
                found = found._named.setdefault(part, LocationTable())
        return found

    def below(self, key: str) -> LocationTable[T] | None:
        """Return the locations below a key or index."""
        return self._named.get(key, self._any)


def each(prefix: str, names: str, value: T) -> dict[str, T]:
    """Return a table with one value for several locations below a prefix."""
    return {f"{prefix}.{name}": value for name in names.split()}
