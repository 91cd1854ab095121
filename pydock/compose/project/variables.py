"""Finds the variables that a document refers to, with their defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydock.options.interpolation import closing_brace

_NAME = "[_a-z][_a-z0-9]*"
_REFERENCE = re.compile(
    rf"(?i)\$(?:(?P<escaped>\$)|(?P<named>{_NAME})"
    rf"|\{{(?:(?P<braced>{_NAME}(?::?[-+?].*)?)\}}|(?P<invalid>)))"
)
_NAME_END = re.compile("[^A-Za-z0-9_]")
_OPERATORS = (":?", "?", ":-", "-", ":+", "+")


class Variable(NamedTuple):
    """A variable that a file refers to."""

    name: str
    required: bool = False
    default: str = ""
    alternate: str = ""


def variables_of(value: Any) -> dict[str, Variable]:
    """Return the variables in the texts of a document, by name."""
    return {variable.name: variable for variable in _variables(value)}


def _variables(value: Any) -> Iterator[Variable]:
    if isinstance(value, str):
        for match in _REFERENCE.finditer(value):
            yield from _of_reference(match)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _variables(item)
    elif isinstance(value, list):
        for item in value:
            yield from _variables(item)


def _of_reference(match: re.Match[str]) -> Iterator[Variable]:
    if match["escaped"]:
        return
    inner = match["named"] or match["braced"] or ""
    if not match["named"]:
        end = closing_brace(match[0])
        if end > 0:
            inner = match[0][2:end]
            yield from _variables(match[0][end + 1 :])
    ends = _NAME_END.search(inner)
    at = (ends.start() if ends else 0) or len(inner)
    name, rest = inner[:at], inner[at:]
    operator = next((each for each in _OPERATORS if rest.startswith(each)), "")
    word = rest[len(operator) :]
    variable = Variable(name)
    if operator.endswith("?"):
        variable = variable._replace(required=True)
    elif operator.endswith("-"):
        variable = variable._replace(default=word)
    elif operator:
        variable = variable._replace(alternate=word)
    yield variable
    if not operator.endswith("?"):
        yield from _variables(word)
