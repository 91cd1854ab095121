"""Parsed options of `service update`, and changes of single fields by them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from pydock.options.key_values import key_values
from pydock.spec.service.option_types import ListOption, ServiceUpdateOptions

Json = dict[str, Any]


class ParsedOptions(NamedTuple):
    """Values of options by key, and the keys of the given options."""

    values: ServiceUpdateOptions
    given: Collection[str]

    def any_of(self, keys: Iterable[str]) -> bool:
        return any(key in self.given for key in keys)

    def changes(self, option: ListOption) -> bool:
        """Is `--OPTION-add` or `--OPTION-rm` given?"""
        return self.any_of((f"{option}_add", f"{option}_rm"))

    @property
    def by_key(self) -> Mapping[str, Any]:
        """The values, for keys that a table names."""
        return self.values

    def added(self, option: ListOption) -> list[Any]:
        return list(self.by_key[f"{option}_add"])

    def removed(self, option: ListOption) -> list[Any]:
        return list(self.by_key[f"{option}_rm"])

    def set_fields(self, target: Json, fields: Mapping[str, str]) -> None:
        """Set fields of the target to the values of given options; `fields` are by key."""
        for key, field in fields.items():
            if key in self.given:
                put(target, field, self.by_key[key])

    def change(
        self, target: Json, field: str, option: ListOption, changed: Callable[[Any, Any, Any], Any]
    ) -> None:
        """Set a field to `changed(old value, added, removed)`."""
        if self.changes(option):
            new = changed(target.get(field) or (), self.added(option), self.removed(option))
            put(target, field, new)

    def set_list(
        self,
        target: Json,
        field: str,
        option: ListOption,
        arrange: Callable[[Iterable[str]], list[str]] = sorted,
    ) -> None:
        """Change a list of texts: add, then remove."""
        if self.changes(option):
            removed = self.removed(option)
            items = [*(target.get(field) or ()), *self.added(option)]
            put(target, field, arrange(item for item in items if item not in removed))

    def set_pairs(self, target: Json, field: str, option: ListOption) -> None:
        """Change texts by key: remove keys, then add pairs."""
        if self.changes(option):
            removed = self.removed(option)
            old: dict[str, str] = target.get(field) or {}
            kept = {key: value for key, value in old.items() if key not in removed}
            put(target, field, {**kept, **key_values(self.added(option))})


def put(target: Json, field: str, value: Any) -> None:
    """Set a field, or delete it if the value is empty."""
    if value:
        target[field] = value
    else:
        target.pop(field, None)


def part(target: Json, field: str) -> Json:
    """Return the object in a field, created if missing."""
    if not target.get(field):
        target[field] = {}
    found: Json = target[field]
    return found


def each_once(items: Iterable[str]) -> list[str]:
    """Return the items in order, without duplicates."""
    return list(dict.fromkeys(items))
