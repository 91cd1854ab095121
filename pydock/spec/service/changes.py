"""Which options of `service update` were given, and what they do to one field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from pydock.options.key_values import key_values

Json = dict[str, Any]


class ParsedOptions(NamedTuple):
    """The options' values by key, and the keys of those on the command line."""

    values: Mapping[str, Any]
    given: Collection[str]

    def any_of(self, keys: Iterable[str]) -> bool:
        return any(key in self.given for key in keys)

    def changes(self, option: str) -> bool:
        """Is anything to be added to, or removed from, what `option` stands for?"""
        return self.any_of((f"{option}_add", f"{option}_rm"))

    def added(self, option: str) -> list[Any]:
        found: list[Any] = self.values[f"{option}_add"]
        return found

    def removed(self, option: str) -> list[Any]:
        found: list[Any] = self.values[f"{option}_rm"]
        return found

    def set_fields(self, target: Json, fields: Mapping[str, str]) -> None:
        """Set fields of the target, by key of the option that has the value."""
        for key, field in fields.items():
            if key in self.given:
                put(target, field, self.values[key])

    def change(
        self, target: Json, field: str, option: str, changed: Callable[[Any, Any, Any], Any]
    ) -> None:
        """Set a field to what `changed` makes of the old value, what to add and what to remove."""
        if self.changes(option):
            new = changed(target.get(field) or (), self.added(option), self.removed(option))
            put(target, field, new)

    def set_list(
        self,
        target: Json,
        field: str,
        option: str,
        arrange: Callable[[Iterable[str]], list[str]] = sorted,
    ) -> None:
        """A list of texts: those to add come, then those to remove go."""
        if self.changes(option):
            removed = self.removed(option)
            items = [*(target.get(field) or ()), *self.added(option)]
            put(target, field, arrange(item for item in items if item not in removed))

    def set_pairs(self, target: Json, field: str, option: str) -> None:
        """Texts by key: the keys to remove go, then the pairs to add come."""
        if self.changes(option):
            removed = self.removed(option)
            old: dict[str, str] = target.get(field) or {}
            kept = {key: value for key, value in old.items() if key not in removed}
            put(target, field, {**kept, **key_values(self.added(option))})


def put(target: Json, field: str, value: Any) -> None:
    """Set a field, or take it out when the value says nothing."""
    if value:
        target[field] = value
    else:
        target.pop(field, None)


def part(target: Json, field: str) -> Json:
    """An object inside another one, made where it is missing."""
    if not target.get(field):
        target[field] = {}
    found: Json = target[field]
    return found


def each_once(items: Iterable[str]) -> list[str]:
    """The items in their order, none of them twice."""
    return list(dict.fromkeys(items))
