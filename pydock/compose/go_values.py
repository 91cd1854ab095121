"""Values of YAML as Go prints them, and the names of their types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydock.golang.strconv.floats import shortest


def printed(value: Any) -> str:
    """Return a value as `%v` prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return shortest(value).removeprefix("+")
    if isinstance(value, dict):
        return f"map[{' '.join(f'{key}:{printed(value[key])}' for key in sorted(value))}]"
    if isinstance(value, list):
        return f"[{' '.join(map(printed, value))}]"
    return "<nil>" if value is None else str(value)


def scalar_text(value: Any) -> str:
    """Return a scalar as a text, "" for none."""
    return "" if value is None else printed(value)


def is_zero(value: Any) -> bool:
    """Is it a zero value of Go, or an empty list or mapping?"""
    return value is None or value == "" or value == 0 or value in ([], {})


def printed_text(value: Any) -> str:
    """Return a value as `%s` prints it."""
    if isinstance(value, bool | int | float):
        return f"%!s({type_name(value)}={printed(value)})"
    return "%!s(<nil>)" if value is None else printed(value)


_JSON_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"), (int, "integer"), (float, "number"), (dict, "object"), (list, "array"),
    (type(None), "null"), (str, "string"),
)  # fmt: skip


def has_type(value: Any, types: Sequence[str]) -> bool:
    """Return whether a value has one of some types of JSON Schema."""
    kind = next(name for type_, name in _JSON_TYPES if isinstance(value, type_))
    if kind == "number" and value.is_integer():
        kind = "integer"
    return kind in types or (kind == "integer" and "number" in types)


def type_name(value: Any) -> str:
    """Return the name of Go's type of a value."""
    names: dict[type, str] = {
        type(None): "<nil>", bool: "bool", int: "int", float: "float64",
        dict: "map[string]interface {}", list: "[]interface {}",
    }  # fmt: skip
    return names.get(type(value), "string")
