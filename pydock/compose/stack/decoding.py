"""Decoders from values of a Compose file to the normal form: one function for each type.

A decoder takes a value and its path ("services.web.ports") and raises ComposeError. Zero values
(none, 0, "") are left out of the normal form, except for fields that distinguish them from "not
given": those are `Field(..., keeps=True)`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import is_zero, scalar_text
from pydock.compose.stack.short_forms import bare_address, parse_host
from pydock.golang.time.duration import Duration, parse_duration
from pydock.golang.units import parse_bytes
from pydock.options.shell_words import split_words

Json = dict[str, Any]
T = TypeVar("T")
Decode = Callable[[Any, str], Any]


class Memory(int):
    """Size in bytes that is written as a text."""


def wrong(location: str, reason: str) -> ComposeError:
    """Return the error for the value at a path."""
    return ComposeError(f"{location}: {reason}", location.split("."))


class Field(NamedTuple):
    decode: Decode
    #: is a zero value kept?
    keeps: bool = False


def text(value: Any, location: str) -> str:
    return scalar_text(value)


def boolean(value: Any, location: str) -> bool:
    return bool(value)


def integer(value: Any, location: str) -> int:
    return _within(value, location, -1 << 63, 1 << 63, "int64")


def unsigned(value: Any, location: str) -> int:
    return _within(value, location, 0, 1 << 64, "uint")


def port(value: Any, location: str) -> int:
    return _within(value, location, 0, 1 << 32, "uint32")


def _within(value: Any, location: str, low: int, above: int, kind: str) -> int:
    if not low <= value < above:
        raise wrong(location, f"{scalar_text(value)} overflows {kind}")
    return int(value)


def number(value: Any, location: str) -> float | int:
    return float(value) if value % 1 else int(value)


def duration(value: Any, location: str) -> Duration:
    return Duration(_parsed(parse_duration, value, location))


def size(value: Any, location: str) -> int:
    return (
        integer(value, location)
        if isinstance(value, (int, float))
        else _parsed(parse_bytes, value, location)
    )


def memory(value: Any, location: str) -> Memory:
    return Memory(_parsed(parse_bytes, value, location))


def _parsed(parse: Callable[[str], T], value: Any, location: str) -> T:
    try:
        return parse(scalar_text(value))
    except ValueError as error:
        raise wrong(location, str(error)) from None


def texts(value: Any, location: str) -> list[str]:
    """Decode a text or a list of texts."""
    return [scalar_text(item) for item in (value if isinstance(value, list) else [value])]


def command(value: Any, location: str) -> list[str]:
    return (
        texts(value, location) if isinstance(value, list) else _parsed(split_words, value, location)
    )


def health_test(value: Any, location: str) -> list[str]:
    return texts(value, location) if isinstance(value, list) else ["CMD-SHELL", scalar_text(value)]


def pairs(value: Any, location: str) -> dict[str, str]:
    """Decode a mapping or a list of `key=value`; a key alone has the value ""."""
    return {key: item or "" for key, item in optional_pairs(value, location).items()}


def optional_pairs(value: Any, location: str) -> dict[str, str | None]:
    """Decode as `pairs`, but a key alone has the value None."""
    if isinstance(value, dict):
        return {key: None if item is None else scalar_text(item) for key, item in value.items()}
    _check_kind(value, list, location)
    found: dict[str, str | None] = {}
    for item in value:
        key, equals, rest = scalar_text(item).partition("=")
        found[key] = rest if equals else None
    return found


def hosts(value: Any, location: str) -> list[str]:
    """Decode hosts to `name:address`: a mapping, or a list with `:` or `=`."""
    if isinstance(value, dict):
        return [f"{name}:{bare_address(scalar_text(value[name]))}" for name in sorted(value)]
    return [host for item in value for host in [parse_host(scalar_text(item))] if host is not None]


def ulimit(value: Any, location: str) -> Any:
    """Decode one number for both limits, or a mapping."""
    if isinstance(value, dict):
        return {key: integer(value[key], location) for key in ("soft", "hard") if value.get(key)}
    return integer(value, location) or {}


def external(value: Any, location: str) -> Any:
    """Decode true, false, or `{"name": ...}` of the old form."""
    return {"name": scalar_text(value.get("name"))} if isinstance(value, dict) else bool(value)


class Struct:
    """Decodes a mapping with fields in a fixed order."""

    def __init__(
        self, fields: Mapping[str, Field], *, extras: bool = False, short: str = ""
    ) -> None:
        """`extras` keeps keys that begin with x-; a text stands for the field `short`."""
        self.fields = fields
        self.extras = extras
        self.short = short

    def __call__(self, value: Any, location: str) -> Json:
        found: Json = {}
        if self.short and isinstance(value, str):
            value = {self.short: value}
        value = {} if value is None else value
        _check_kind(value, dict, location)
        for name, field in self.fields.items():
            if value.get(name) is None:
                continue
            item = field.decode(value[name], f"{location}.{name}")
            if field.keeps or not is_zero(item):
                found[name] = item
        return found | self._extras_of(value)

    def in_order(self, decoded: Json) -> Json:
        """Return a changed value with its fields in order."""
        found: Json = {}
        for name, field in self.fields.items():
            if name in decoded:
                item = decoded[name]
                inner = field.decode
                found[name] = inner.in_order(item) if isinstance(inner, Struct) else item
        return found | self._extras_of(decoded)

    def _extras_of(self, value: Json) -> Json:
        if not self.extras:
            return {}
        return {
            key: item
            for key, item in value.items()
            if key.startswith("x-") and key not in self.fields
        }


def _check_kind(value: Any, kind: type, location: str) -> None:
    """Raise ComposeError for another type, which the schema permits below x- keys."""
    if not isinstance(value, kind):
        noun = "list" if kind is list else "mapping"
        raise ComposeError(f"{location} must be a {noun}", location.split("."))


def list_of(decode: Decode) -> Decode:
    def decode_list(value: Any, location: str) -> list[Any]:
        _check_kind(value, list, location)
        return [decode(item, f"{location}.{index}") for index, item in enumerate(value)]

    return decode_list


def map_of(decode: Decode) -> Decode:
    return lambda value, location: {
        key: decode(item, f"{location}.{key}") for key, item in value.items()
    }
