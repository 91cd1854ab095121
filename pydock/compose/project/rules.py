"""Rules for values of a document, and what violates them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import has_type
from pydock.compose.scalars import Timestamp
from pydock.golang.strconv.quoting import quote

_SHOWN = {"object": "mapping"}

Location = tuple[str, ...]


class Problem(NamedTuple):
    """What violates a rule at a location."""

    location: Location
    text: str
    #: is it a key that is not known?
    is_key: bool = False


class Rule(NamedTuple):
    """Constraints of a value."""

    types: tuple[str, ...] = ()
    fields: Mapping[str, Rule] = {}
    #: rule of the values of other keys, which match `keys`
    others: Rule | None = None
    keys: re.Pattern[str] | None = None
    #: may a mapping have keys that begin with x-, and any key?
    extensions: bool = False
    open: bool = True
    required: tuple[str, ...] = ()
    items: Rule | None = None
    unique: bool = False
    choices: tuple[Rule, ...] = ()
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None

    def with_types(self, *names: str) -> Rule:
        return self._replace(types=names)

    def validate(self, document: Any, path: str) -> None:
        """Raise ComposeError with the most specific of the problems of a file's document."""
        problems = list(self.problems(document, ()))
        if problems:
            worst = max(problems, key=lambda problem: len(problem.location) + problem.is_key)
            raise ComposeError(f"validating {path}: {'.'.join(worst.location)} {worst.text}")

    def problems(self, value: Any, location: Location) -> Iterator[Problem]:
        """Yield what violates the rule in a value."""
        if self.choices:
            yield from self._of_choices(value, location)
        elif isinstance(value, Timestamp):
            yield Problem(location, "invalid jsonType time.Time")
        elif self.types and not has_type(value, self.types):
            names = sorted(_SHOWN.get(name, name) for name in self.types)
            shown = " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
            yield Problem(location, f"must be a {shown}")
        elif isinstance(value, dict):
            yield from self._of_mapping(value, location)
        elif isinstance(value, list):
            yield from self._of_list(value, location)
        elif self.enum or self.pattern or self.minimum is not None:
            yield from self._of_scalar(value, location)

    def _of_choices(self, value: Any, location: Location) -> Iterator[Problem]:
        """Yield the problems with all choices, unless the value fits one."""
        found = []
        for choice in self.choices:
            problems = list(choice.problems(value, location))
            if not problems:
                return
            found += problems
        yield from found

    def _of_mapping(self, value: dict[str, Any], location: Location) -> Iterator[Problem]:
        missing = [name for name in self.required if name not in value]
        if missing:
            noun = "property" if len(missing) == 1 else "properties"
            yield Problem(location, f"missing {noun} {_quoted(missing)}")
        unknown = []
        for key, item in value.items():
            rule = self.fields.get(key)
            if rule is None and self.keys is not None and self.keys.fullmatch(key):
                rule = self.others
            if rule is not None:
                yield from rule.problems(item, (*location, key))
            elif not (self.open or (self.extensions and key.startswith("x-"))):
                unknown.append(key)
        if unknown:
            yield Problem(location, f"additional properties {_quoted(unknown)} not allowed", True)

    def _of_list(self, value: list[Any], location: Location) -> Iterator[Problem]:
        if self.unique:
            seen: dict[str, int] = {}
            for index, item in enumerate(value):
                first = seen.setdefault(json.dumps(item, sort_keys=True, default=str), index)
                if first != index:
                    yield Problem(location, f"items at {first} and {index} are equal")
                    break
        if self.items is not None:
            for index, item in enumerate(value):
                yield from self.items.problems(item, (*location, str(index)))

    def _of_scalar(self, value: Any, location: Location) -> Iterator[Problem]:
        if self.enum and value not in self.enum:
            one_of = "one of " if len(self.enum) > 1 else ""
            yield Problem(location, f"value must be {one_of}{_quoted(self.enum)}")
        if self.pattern and isinstance(value, str) and not re.search(self.pattern, value):
            yield Problem(location, f"{_quote(value)} does not match pattern '{self.pattern}'")
        if isinstance(value, str):
            return
        if self.minimum is not None and value < self.minimum:
            yield Problem(location, f"must be greater than or equal to {self.minimum}")
        if self.maximum is not None and value > self.maximum:
            yield Problem(location, f"must be less than or equal to {self.maximum}")


def _quoted(names: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    return ", ".join(map(_quote, names))


def _quote(text: str) -> str:
    """Return a text in single quotes, without control characters."""
    inner = quote(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inner}'"


def types(
    *names: str,
    enum: tuple[str, ...] = (),
    pattern: str = "",
    minimum: int | None = None,
    maximum: int | None = None,
) -> Rule:
    """Return the rule of a value of one of several types."""
    return Rule(names, enum=enum, pattern=pattern, minimum=minimum, maximum=maximum)


def list_of(items: Rule, *, unique: bool = False) -> Rule:
    """Return the rule of a list; with `unique` no two items are equal."""
    return Rule(("array",), items=items, unique=unique)


def either(*choices: Rule) -> Rule:
    """Return the rule of a value that fits one of several rules."""
    return Rule(choices=choices)


def mapping(
    fields: Mapping[str, Rule],
    *,
    required: tuple[str, ...] = (),
    extensions: bool = True,
    closed: bool = True,
    null: bool = False,
) -> Rule:
    """Return the rule of a mapping with known keys, and extensions; `null` permits none."""
    names = ("object", "null") if null else ("object",)
    return Rule(names, fields, required=required, extensions=extensions, open=not closed)


def named(values: Rule, *, keys: str, closed: bool = False) -> Rule:
    """Return the rule of a mapping whose keys the user chooses; `closed`: all match `keys`."""
    return Rule(("object",), others=values, keys=re.compile(keys), open=not closed)


def strings(names: str) -> dict[str, Rule]:
    """Return rules for fields that are texts; their names are separated by blanks."""
    return dict.fromkeys(names.split(), types("string"))


def numbers(names: str) -> dict[str, Rule]:
    """Return rules for fields that are numbers; their names are separated by blanks."""
    return dict.fromkeys(names.split(), types("number"))
