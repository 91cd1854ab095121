"""`eq`, `ne`, `lt` and the other comparisons of text/template."""

from typing import Any

from pydock.golang.fmt.printing import Verb, formatted
from pydock.golang.reflect import MISSING, Nil, Object, Struct, type_name, unboxed

_INCOMPATIBLE = "incompatible types for comparison"
_INVALID = "invalid type for comparison"


def equal(first: Any, *others: Any) -> bool:
    """Return whether the first value equals one of the others; raises ValueError."""
    if not others:
        raise ValueError("missing argument for comparison")
    first = unboxed(first)
    for other in others:
        if first == other if type(first) is type(other) is str else _equal(first, unboxed(other)):
            return True
    return False


def not_equal(first: Any, second: Any) -> bool:
    return not equal(first, second)


def less(first: Any, second: Any) -> bool:
    """Return whether the first value is less than the second; raises ValueError."""
    first, second = unboxed(first), unboxed(second)
    kind = _kind(first)
    if not kind or not _kind(second):
        raise ValueError(_INVALID)
    if kind != _kind(second):
        raise ValueError(_INCOMPATIBLE)
    if kind in ("bool", "complex"):
        raise ValueError(_INVALID)
    if kind == "string":
        first, second = first.encode("utf-8", "replace"), second.encode("utf-8", "replace")
    return bool(first < second)


def less_or_equal(first: Any, second: Any) -> bool:
    return less(first, second) or equal(first, second)


def greater(first: Any, second: Any) -> bool:
    return not less_or_equal(first, second)


def greater_or_equal(first: Any, second: Any) -> bool:
    return not less(first, second)


def _kind(value: Any) -> str:
    """Return the basic kind of a value, or "" for one that has no order."""
    for types, kind in (
        (bool, "bool"), (int, "int"), (float, "float"), (complex, "complex"), (str, "string"),
    ):  # fmt: skip
        if isinstance(value, types):
            return kind
    return ""


def _equal(first: Any, second: Any) -> bool:
    if first is MISSING or second is MISSING:
        return first is second
    kind = _kind(first)
    if kind != _kind(second):
        raise ValueError(_INCOMPATIBLE)
    if kind:
        return bool(first == second)
    if isinstance(first, Nil) or isinstance(second, Nil):
        return isinstance(first, Nil) and isinstance(second, Nil)
    if not isinstance(second, (Struct, Object)):
        shown = formatted(second, Verb("s"))
        raise ValueError(f"non-comparable type {shown}: {type_name(second)}")
    return first is second
