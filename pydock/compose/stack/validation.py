"""Validates a document against the schema, and reports the most specific problem."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import has_type
from pydock.compose.stack.schema import DOCUMENT, Rule, minor_of
from pydock.golang.time.duration import parse_duration
from pydock.options.ports import parse_ports

#: types of JSON -> names in YAML
_YAML_TYPES = {"object": "mapping", "array": "list"}


class _Problem(NamedTuple):
    location: tuple[str, ...]
    text: str
    is_type: bool = False
    #: unexpected key at the path
    key: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(self.location) or '(root)'} {self.text}"

    @property
    def rank(self) -> tuple[int, bool]:
        """Deeper paths are more specific, and so are wrong types."""
        return max(len(self.location), 1), self.is_type


def validate(document: Mapping[str, Any], version: str) -> None:
    """Raise ComposeError with the path of a value that violates the schema of the version."""
    problems = list(_problems(DOCUMENT, document, (), minor_of(version)))
    if problems:
        worst = max(problems, key=lambda problem: problem.rank)
        raise ComposeError(str(worst), (*worst.location, worst.key))


def _problems(rule: Rule, value: Any, location: tuple[str, ...], minor: int) -> Iterator[_Problem]:
    if rule.choices:
        yield from _of_choices(rule, value, location, minor)
    elif not _fits(rule, value):
        names = [_YAML_TYPES.get(name, name) for name in rule.types]
        text = " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        yield _Problem(location, f"must be a {text}", is_type=True)
    elif isinstance(value, dict):
        yield from _of_mapping(rule, value, location, minor)
    elif isinstance(value, list):
        yield from _of_list(rule, value, location, minor)
    elif value is not None:
        yield from _of_scalar(rule, value, location, minor)


def _of_choices(
    rule: Rule, value: Any, location: tuple[str, ...], minor: int
) -> Iterator[_Problem]:
    choices = [choice for choice in rule.choices if choice.since <= minor]
    fitting = [choice for choice in choices if _fits(choice, value)]
    yield from _problems((fitting or choices)[0], value, location, minor)


def _fits(rule: Rule, value: Any) -> bool:
    """Does the value have a type of the rule?"""
    return not rule.types or has_type(value, rule.types)


def _of_mapping(
    rule: Rule, value: dict[str, Any], location: tuple[str, ...], minor: int
) -> Iterator[_Problem]:
    for name in rule.required:
        if name not in value:
            yield _Problem(location, f"{name} is required")
    for key, item in value.items():
        known = rule.properties.get(key)
        if known is not None and known.since <= minor:
            yield from _problems(known, item, (*location, key), minor)
        elif rule.others is not None and re.search(f"^{rule.keys}$", key):
            yield from _problems(rule.others, item, (*location, key), minor)
        elif not _is_open(rule, key, minor):
            yield _Problem(location, f"Additional property {key} is not allowed", key=key)


def _is_open(rule: Rule, key: str, minor: int) -> bool:
    """Is a key allowed that is not in the rule?"""
    if rule.open is not None and minor >= rule.open:
        return True
    return key.startswith("x-") and rule.extensions is not None and minor >= rule.extensions


def _of_list(
    rule: Rule, value: list[Any], location: tuple[str, ...], minor: int
) -> Iterator[_Problem]:
    seen: dict[str, int] = {}
    for index, item in enumerate(value):
        if rule.items is not None:
            yield from _problems(rule.items, item, (*location, str(index)), minor)
        if rule.unique:
            first = seen.setdefault(json.dumps(item, sort_keys=True), index)
            if first != index:
                yield _Problem(location, f"array items[{first},{index}] must be unique")


def _of_scalar(rule: Rule, value: Any, location: tuple[str, ...], minor: int) -> Iterator[_Problem]:
    if rule.enum and value not in rule.enum:
        values = ", ".join(f'"{value}"' for value in rule.enum)
        field = ".".join(location)
        yield _Problem(location, f"{field} must be one of the following: {values}")
    if rule.minimum is not None and value < rule.minimum:
        yield _Problem(location, f"Must be greater than or equal to {rule.minimum}")
    if rule.format and not (rule.format == "duration" and minor < 4):
        try:
            _FORMATS[rule.format](str(value))
        except ValueError:
            yield _Problem(location, f"Does not match format '{rule.format}'")


_FORMATS: dict[str, Callable[[str], object]] = {
    "duration": parse_duration,
    "ports": lambda text: parse_ports([text], []),
}
