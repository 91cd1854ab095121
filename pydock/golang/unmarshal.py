"""JSON into TypedDicts, as Go's encoding/json reads it into structs.

A shape is a type: str, int, float, bool, list[T], dict[str, T], a TypedDict, `T | None` or Any.
Fields that the shape does not declare are accepted, a field may be absent, null counts as absent,
and text that is not UTF-8 is replaced. A field of type `Filled[T]` is always there, with the zero
value of its type if the JSON has none. Null within a list or map is a zero value too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)  # fmt: skip

T = TypeVar("T")

#: marks a field of a shape that is always there
Filled = Annotated[T, "filled"]

#: text that Go reads into bytes
Base64 = Annotated[str, "base64"]

DEPTH_LIMIT = 100
#: the least part of a long array that is decoded and checked at a time
_PART_BYTES = 64 << 10
_CONTAINERS = frozenset((dict, list))

_MIN_INT, _MAX_INT = -(1 << 63), (1 << 64) - 1

# Matches every escape sequence, so that "ud800" after an escaped backslash is text.
_ESCAPE = (
    r"\\(?:(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|[^u]|u)"
)


class UnmarshalError(ValueError):
    """The JSON is malformed or of another shape; the text is "[0].Names: expected array"."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = ""

    def __str__(self) -> str:
        return f"{self.path.removeprefix('.')}: {self.problem}" if self.path else self.problem

    def inside(self, step: str) -> UnmarshalError:
        """Return the error with another step, ".Name" or "[0]", before its path."""
        self.path = step + self.path
        return self


def unmarshal(shape: type[T], data: bytes | str, *, fill: bool = True) -> T:
    """Return the JSON as a value of the shape; UnmarshalError. Without `fill` it stays as it is."""
    value = load(data)
    fitted: T = fit(shape, value, fill=fill)
    return fitted


def fit(shape: Any, value: Any, *, fill: bool = True) -> Any:
    """Return a value of JSON that fits the shape, as `unmarshal` does; UnmarshalError."""
    if not fill:
        _check_depth(value)
    return _compiled(shape, fill).fitted(value, fill)


def unmarshal_each(shape: type[list[T]], data: bytes) -> Iterator[T]:
    """Yield the items of a JSON array, as `unmarshal` returns them; UnmarshalError, maybe late.

    A few are decoded at a time, as memory that is used again takes less time than more memory.
    """
    fitted = _compiled(shape, True).fitted
    count = 0
    try:
        for items in _parts_of_array(data):
            yield from fitted(items, True)
            count += len(items)
    except (ValueError, RecursionError):  # or null, or other cuts
        yield from unmarshal(shape, data)[count:]


def _parts_of_array(data: bytes) -> Iterator[list[Any]]:
    """Yield the items of an array, some at a time; ValueError or RecursionError.

    The text is cut where an object begins with the key of the first one. A cut at another place
    than between two items leaves a part that is no array.
    """
    if data[:1] != b"[":
        raise ValueError
    start, between = 1, b"}," + data[1 : data.find(b":") + 1]
    while (end := data.find(between, start + _PART_BYTES)) >= 0:
        yield DECODER.decode(f"[{_text(data[start:end])}}}]")
        start = end + len("},")
    yield DECODER.decode(f"[{_text(data[start:])}")


def load(data: bytes | str) -> Any:
    """Return the JSON as Python reads it, with invalid text replaced; UnmarshalError."""
    text = _text(data)
    try:
        return DECODER.decode(text)
    except RecursionError:
        raise UnmarshalError("exceeded max depth") from None
    except ValueError as error:
        problem = "unexpected end of JSON input" if not text.strip() else "invalid JSON"
        raise UnmarshalError(problem) from error


def _text(data: bytes | str) -> str:
    """Return the text, with U+FFFD for what is not valid."""
    text = data if isinstance(data, str) else decode_text(data)
    if "\\" in text and ("\\ud" in text or "\\uD" in text):  # one character is found sooner
        text = re.sub(_ESCAPE, _without_lone_surrogate, text)
    return text


def decode_text(data: bytes) -> str:
    """Return the bytes as text, with U+FFFD for each byte that is not UTF-8, as in Go."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        return re.sub("[\udc80-\udcff]", "�", text)


def _without_lone_surrogate(match: re.Match[str]) -> str:
    return "\\ufffd" if match[2] else match[0]


def _constant(name: str) -> float:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _finite(digits: str) -> float:
    number = float(digits)
    if abs(number) == float("inf"):
        raise ValueError(digits)
    return number


#: raises RecursionError and ValueError; `load` is for whole texts
DECODER = json.JSONDecoder(parse_constant=_constant, parse_float=_finite)


class _Type(NamedTuple):
    """A compiled type: its Python type (None for any), the check of its content, its zero value.

    `all_fit` returns whether many values fit as they are; False if in doubt.
    """

    kind: type | None
    expected: str
    check: Callable[[Any], None] | None
    zero: Callable[[], Any] | None
    all_fit: _AllFit

    def fitted(self, value: Any, fill: bool) -> Any:
        """Return the checked value, or the zero value for None; UnmarshalError."""
        if value is None:
            return self.zero() if self.zero and fill else None
        if type(value) is not self.kind and not self.accepts(value):
            raise UnmarshalError(f"expected {self.expected}")
        if self.check:
            self.check(value)
        return value

    def accepts(self, value: Any) -> bool:
        """Return whether a value of another Python type is valid: any, or an integral number."""
        return self.kind is None or (self.kind is float and type(value) is int)


_SCALARS: dict[type, tuple[str, Any]] = {
    str: ("string", ""),
    int: ("integer", 0),
    float: ("number", 0.0),
    bool: ("boolean", False),
}


@cache
def _compiled(shape: Any, fill: bool) -> _Type:
    if shape in _SCALARS:
        expected, zero = _SCALARS[shape]
        check = _check_int if shape is int else None
        return _Type(shape, expected, check, lambda: zero, _all_scalars(shape))
    if shape is Base64:
        return _Type(str, "string", _check_base64, lambda: "", lambda values, types: not values)
    if shape is Any:
        return _Type(None, "", None, lambda: None, lambda values, types: NoneType not in types)
    origin, arguments = get_origin(shape), get_args(shape)
    if origin in (Union, UnionType):
        inner = next(one for one in arguments if one is not NoneType)
        return _compiled(inner, fill)._replace(zero=None)
    if origin is list:
        item = _compiled(arguments[0], fill)
        return _Type(list, "array", _list_check(item, fill), list, _all_lists(item))
    if origin is dict:
        item = _compiled(arguments[1], fill)
        return _Type(dict, "object", _dict_check(item, fill), dict, _all_dicts(item))
    fields = []
    for name, field in get_type_hints(shape, include_extras=True).items():
        is_filled = get_origin(field) is Annotated and field is not Base64
        compiled = _compiled(get_args(field)[0] if is_filled else field, fill)
        fields.append((name, is_filled, compiled))
    check_struct = _struct_check(
        [(name, is_filled, *type[:4]) for name, is_filled, type in fields], fill
    )

    def zero_struct() -> dict[str, Any]:
        struct: dict[str, Any] = {}
        check_struct(struct)
        return struct

    return _Type(dict, "object", check_struct, zero_struct, _all_structs(fields))


def _struct_check(
    fields: list[tuple[str, bool, type | None, str, Any, Any]], fill: bool
) -> Callable[[Any], None]:
    def check(value: dict[str, Any]) -> None:
        get = value.get
        for name, is_filled, kind, expected, check_content, zero in fields:
            item = get(name)
            if item is None:
                if fill:
                    if is_filled:
                        value[name] = zero()
                    else:
                        value.pop(name, None)
            elif type(item) is kind or kind is None or (kind is float and type(item) is int):
                if check_content is not None:
                    try:
                        check_content(item)
                    except UnmarshalError as error:
                        raise error.inside(f".{name}") from None
            else:
                raise UnmarshalError(f"expected {expected}").inside(f".{name}")

    return check


def _list_check(item_type: _Type, fill: bool) -> Callable[[Any], None] | None:
    if item_type.kind is None:
        return None
    kind, check_content, all_fit = item_type.kind, item_type.check, item_type.all_fit

    def check(items: list[Any]) -> None:
        if len(items) >= _MANY and all_fit(items, set(map(type, items))):
            return
        index = 0
        try:
            for index, item in enumerate(items):
                if type(item) is not kind:
                    items[index] = item_type.fitted(item, fill)
                elif check_content is not None:
                    check_content(item)
        except UnmarshalError as error:
            raise error.inside(f"[{index}]") from None

    return check


def _dict_check(item_type: _Type, fill: bool) -> Callable[[Any], None] | None:
    if item_type.kind is None:
        return None
    kind, check_content = item_type.kind, item_type.check

    def check(items: dict[str, Any]) -> None:
        key = ""
        try:
            for key, item in items.items():
                if type(item) is not kind:
                    items[key] = item_type.fitted(item, fill)
                elif check_content is not None:
                    check_content(item)
        except UnmarshalError as error:
            raise error.inside(f"[{json.dumps(key)}]") from None

    return check


# Long lists are checked field by field, in less time: no Python code runs for an item.

#: the length of a list that is worth it
_MANY = 16

#: whether values, which are of these Python types, fit as they are
_AllFit = Callable[[Sequence[Any], set[type]], bool]


def _all_scalars(kind: type) -> _AllFit:
    def all_fit(values: Sequence[Any], types: set[type]) -> bool:
        if types - {kind}:
            return kind is float and types <= {float, int}
        return (
            kind is not int or not values or (min(values) >= _MIN_INT and max(values) <= _MAX_INT)
        )

    return all_fit


def _all_lists(item_type: _Type) -> _AllFit:
    def all_fit(values: Sequence[Any], types: set[type]) -> bool:
        if types - {list}:
            return False
        items = [*chain.from_iterable(values)]
        return item_type.all_fit(items, set(map(type, items)))

    return all_fit


def _all_dicts(item_type: _Type) -> _AllFit:
    def all_fit(values: Sequence[Any], types: set[type]) -> bool:
        if types - {dict}:
            return False
        items = [*chain.from_iterable(map(dict.values, values))]
        return item_type.all_fit(items, set(map(type, items)))

    return all_fit


def _all_structs(fields: Sequence[tuple[str, bool, _Type]]) -> _AllFit:
    def all_fit(values: Sequence[Any], types: set[type]) -> bool:
        if types - {dict}:
            return False
        for name, is_filled, field_type in fields:
            try:
                column = [*map(itemgetter(name), values)]
            except KeyError:
                if is_filled:
                    return False
                column = [value[name] for value in values if name in value]
            if not field_type.all_fit(column, set(map(type, column))):
                return False
        return True

    return all_fit


def _check_base64(value: str) -> None:
    from binascii import a2b_base64

    try:
        a2b_base64(value)
    except ValueError:
        raise UnmarshalError("invalid base64") from None


def _check_int(value: int) -> None:
    if not _MIN_INT <= value <= _MAX_INT:
        raise UnmarshalError("integer out of range")


def _check_depth(value: Any, limit: int = DEPTH_LIMIT) -> None:
    """Raise UnmarshalError for a value nested deeper than what follows can work on."""
    if type(value) not in _CONTAINERS:
        return
    if not limit:
        raise UnmarshalError("exceeded max depth")
    for item in value.values() if type(value) is dict else value:
        if type(item) in _CONTAINERS:
            _check_depth(item, limit - 1)
