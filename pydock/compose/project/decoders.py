"""Decoders of single values: from the types of YAML to those of the canonical form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydock.compose.casts import boolean as parse_boolean
from pydock.compose.errors import ComposeError
from pydock.compose.go_values import printed, scalar_text
from pydock.compose.key_order import sorted_keys
from pydock.compose.project import short_forms
from pydock.golang.strconv.floats import float32
from pydock.golang.strconv.numbers import parse_float, parse_int
from pydock.golang.units import parse_bytes

T = TypeVar("T")
Json = dict[str, Any]
Place = tuple[str, ...]
Decode = Callable[[Any, Place], Any]

#: where values with keys that begin with x- end, outside of structs
_EXTENSIONS = "#extensions"


def wrong(place: Place, reason: str) -> ComposeError:
    """Return the error for the value at a place: names of fields, keys and indexes in brackets."""
    shown = ".".join(place).replace(".[", "[")
    return ComposeError(f"decoding failed due to the following error(s):\n\n'{shown}' {reason}")


def _converted(convert: Callable[[Any], T], value: Any, place: Place) -> T:
    try:
        return convert(value)
    except ValueError as error:
        raise wrong(place, str(error)) from None


def text(value: Any, place: Place) -> str:
    return scalar_text(value)


def boolean(value: Any, place: Place) -> bool:
    return _converted(parse_boolean if isinstance(value, str) else bool, value, place)


def integer(value: Any, place: Place) -> int:
    return _converted(_integer_of, value, place)


def _integer_of(value: Any) -> int:
    if isinstance(value, str):
        return parse_int(value, any_base=False)
    return _within(value, 63)


def _within(value: float, bits: int) -> int:
    """Return a number as an integer. Raises ValueError for one of more bits."""
    if abs(value) >= 1 << bits:
        raise ValueError(f"{printed(value)} is too large")
    return int(value)


def unsigned(size: int) -> Callable[[Any, Place], int]:
    """Return the decoder of a number of that many bits; texts are not converted."""

    def decode(value: Any, place: Place) -> int:
        if isinstance(value, str):
            raise wrong(place, f"expected type 'uint{size}', got unconvertible type 'string'")
        return _converted(lambda number: _within(number, size), value, place)

    return decode


def number(value: Any, place: Place) -> float:
    """Decode a number of 32 bits."""
    return _converted(_float32_of, value, place)


def _float32_of(value: Any) -> float:
    return float32(parse_float(value) if isinstance(value, str) else value)


def size(value: Any, place: Place) -> str:
    """Decode bytes; a fraction of one is 0."""
    if isinstance(value, float):
        return ""
    found = _converted(parse_bytes if isinstance(value, str) else int, value, place)
    return str(found) if found else ""


def kept_size(value: Any, place: Place) -> str:
    """Decode bytes as `size`, but none are "0"."""
    return size(value, place) or "0"


def duration(value: Any, place: Place) -> str:
    """Decode a duration to the text that Go prints."""
    return _converted(short_forms.duration, printed(value), place)


def nonzero_duration(value: Any, place: Place) -> str:
    """Decode as `duration`, but one of no length is ""."""
    found = duration(value, place)
    return "" if found == "0s" else found


def mode(value: Any, place: Place) -> str:
    """Decode a mode: a text is octal."""
    try:
        return f"0{int(value, 8) if isinstance(value, str) else int(value):o}"
    except ValueError:
        raise wrong(place, f'strconv.ParseInt: parsing "{value}": invalid syntax') from None


def texts(value: Any, place: Place) -> list[str]:
    """Decode a text or a list of texts."""
    return [text(item, place) for item in (value if isinstance(value, list) else [value])]


def command(value: Any, place: Place) -> list[str]:
    """Decode a list of words, or a text that is split as a shell does."""
    if isinstance(value, list):
        return texts(value, place)
    return _converted(short_forms.command_words, scalar_text(value), place)


def health_test(value: Any, place: Place) -> list[str]:
    """Decode the test of a health check; a text is a command of the shell."""
    return texts(value, place) if isinstance(value, list) else ["CMD-SHELL", text(value, place)]


def pairs(value: Any, place: Place) -> dict[str, str]:
    """Decode a mapping or a list of `key=value`; a key alone has the value ""."""
    return {key: item or "" for key, item in _optional_pairs(value, place, checks=False).items()}


def variables(value: Any, place: Place) -> dict[str, str | None]:
    """Decode as `pairs`, but a key alone has the value None, and none ends with a blank."""
    return _optional_pairs(value, place, checks=True)


def _optional_pairs(value: Any, place: Place, *, checks: bool) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    if isinstance(value, dict):
        extra = {key: item for key, item in value.items() if key.startswith("x-")}
        for key, item in value.items():
            if key not in extra:
                found[key] = None if item is None else printed(item)
        if extra:
            found[_EXTENSIONS] = printed(extra)
    else:
        for item in value:
            key, equals, rest = printed(item).partition("=")
            if checks and key[-1:].isspace():
                raise wrong(place, f"environment variable {key} is declared with a trailing space")
            found[key] = rest if equals else None
    ordered: dict[str, str | None] = sorted_keys(found)
    return ordered


def many_options(value: Any, place: Place) -> dict[str, list[str]]:
    """Decode a mapping to one or more texts for each key."""
    found = {
        key: [printed(each) for each in item] if isinstance(item, list) else [printed(item)]
        for key, item in value.items()
    }
    ordered: dict[str, list[str]] = sorted_keys(found)
    return ordered


def hosts(value: Any, place: Place) -> list[str]:
    """Decode hosts to `name=address`."""
    found: list[tuple[str, str]] = []
    if isinstance(value, dict):
        for name, item in value.items():
            for address in item if isinstance(item, list) else [item]:
                found.append((name, text(address, place)))
    else:
        for item in value:
            host = printed(item)
            separator = "=" if "=" in host else ":"
            name, separated, addresses = host.partition(separator)
            if not separated:
                raise wrong(place, f"invalid additional host, missing IP: {host}")
            found.extend((name, address) for address in addresses.split(","))
    for name, _ in found:
        if not name or ":" in name or "=" in name:
            raise wrong(place, f"bad host name '{name}'")
    return sorted(f"{name}={_bare(address)}" for name, address in found)


def _bare(address: str) -> str:
    """Remove the brackets of an IPv6 address."""
    return address[1:-1] if len(address) > 2 and address[0] + address[-1] == "[]" else address


def device_count(value: Any, place: Place) -> int:
    """Decode a number of devices; all are -1."""
    if isinstance(value, str) and value.lower() == "all":
        return -1
    try:
        return _integer_of(value)
    except ValueError:
        reason = f"invalid value \"{value}\", the only value allowed is 'all' or a number"
        raise wrong(place, reason) from None


def ssh(value: Any, place: Place) -> list[str]:
    """Decode the agents and keys of a build to `id` and `id: path`."""
    return [key if path in (None, "") else f"{key}: {path}" for key, path in value.items()]
