"""Checks a document against the schema, and picks the one complaint that helps most."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.schema import DOCUMENT, Rule, minor_of
from pydock.golang.time.duration import parse_duration
from pydock.options.ports import parse_ports

_JSON_TYPES = {
    str: "string", bool: "boolean", int: "integer", float: "number", dict: "object",
    list: "array", type(None): "null",
}  # fmt: skip

#: JSON's words for types in those of YAML
_YAML_WORDS = {"object": "mapping", "array": "list"}


class _Complaint(NamedTuple):
    place: tuple[str, ...]
    text: str
    is_type: bool = False
    #: the key at that place that should not be there
    key: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(self.place) or '(root)'} {self.text}"

    @property
    def rank(self) -> tuple[int, bool]:
        """Deeper places are more to the point, and so is a wrong type."""
        return max(len(self.place), 1), self.is_type


def validate(document: Mapping[str, Any], version: str) -> None:
    """ComposeError that names the place when the document breaks the rules of its version."""
    complaints = list(_complaints(DOCUMENT, document, (), minor_of(version)))
    if complaints:
        worst = max(complaints, key=lambda complaint: complaint.rank)
        raise ComposeError(str(worst), (*worst.place, worst.key))


def _complaints(rule: Rule, value: Any, place: tuple[str, ...], minor: int) -> Iterator[_Complaint]:
    if rule.choices:
        yield from _of_choices(rule, value, place, minor)
    elif not _fits(rule, value):
        words = [_YAML_WORDS.get(name, name) for name in rule.types]
        text = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
        yield _Complaint(place, f"must be a {text}", is_type=True)
    elif isinstance(value, dict):
        yield from _of_mapping(rule, value, place, minor)
    elif isinstance(value, list):
        yield from _of_list(rule, value, place, minor)
    elif value is not None:
        yield from _of_scalar(rule, value, place, minor)


def _of_choices(rule: Rule, value: Any, place: tuple[str, ...], minor: int) -> Iterator[_Complaint]:
    choices = [choice for choice in rule.choices if choice.since <= minor]
    fitting = [choice for choice in choices if _fits(choice, value)]
    yield from _complaints((fitting or choices)[0], value, place, minor)


def _fits(rule: Rule, value: Any) -> bool:
    """Is the value of one of the rule's types?"""
    if not rule.types:
        return True
    kind = next(name for type_, name in _JSON_TYPES.items() if isinstance(value, type_))
    if isinstance(value, bool):
        kind = "boolean"
    if isinstance(value, float) and value.is_integer():
        kind = "integer"
    return kind in rule.types or (kind == "integer" and "number" in rule.types)


def _of_mapping(
    rule: Rule, value: dict[str, Any], place: tuple[str, ...], minor: int
) -> Iterator[_Complaint]:
    for name in rule.required:
        if name not in value:
            yield _Complaint(place, f"{name} is required")
    for key, item in value.items():
        known = rule.properties.get(key)
        if known is not None and known.since <= minor:
            yield from _complaints(known, item, (*place, key), minor)
        elif rule.others is not None and re.search(f"^{rule.keys}$", key):
            yield from _complaints(rule.others, item, (*place, key), minor)
        elif not _is_open(rule, key, minor):
            yield _Complaint(place, f"Additional property {key} is not allowed", key=key)


def _is_open(rule: Rule, key: str, minor: int) -> bool:
    """May there be a key that the rule says nothing of?"""
    if rule.open is not None and minor >= rule.open:
        return True
    return key.startswith("x-") and rule.extensions is not None and minor >= rule.extensions


def _of_list(
    rule: Rule, value: list[Any], place: tuple[str, ...], minor: int
) -> Iterator[_Complaint]:
    seen: dict[str, int] = {}
    for index, item in enumerate(value):
        if rule.items is not None:
            yield from _complaints(rule.items, item, (*place, str(index)), minor)
        if rule.unique:
            first = seen.setdefault(json.dumps(item, sort_keys=True), index)
            if first != index:
                yield _Complaint(place, f"array items[{first},{index}] must be unique")


def _of_scalar(rule: Rule, value: Any, place: tuple[str, ...], minor: int) -> Iterator[_Complaint]:
    if rule.words and value not in rule.words:
        words = ", ".join(f'"{word}"' for word in rule.words)
        field = ".".join(place)
        yield _Complaint(place, f"{field} must be one of the following: {words}")
    if rule.minimum is not None and value < rule.minimum:
        yield _Complaint(place, f"Must be greater than or equal to {rule.minimum}")
    if rule.format and not (rule.format == "duration" and minor < 4):
        try:
            _FORMATS[rule.format](str(value))
        except ValueError:
            yield _Complaint(place, f"Does not match format '{rule.format}'")


_FORMATS: dict[str, Callable[[str], object]] = {
    "duration": parse_duration,
    "ports": lambda text: parse_ports([text], []),
}
