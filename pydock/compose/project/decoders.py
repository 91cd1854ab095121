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
Location = tuple[str, ...]
Decode = Callable[[Any, Location], Any]

#: where values with keys that begin with x- end, outside of structs
_EXTENSIONS = "#extensions"


def wrong(location: Location, reason: str) -> ComposeError:
    """Return the error for a value: its location has field names, keys, and indexes in brackets."""
    shown = ".".join(location).replace(".[", "[")
    return ComposeError(f"decoding failed due to the following error(s):\n\n'{shown}' {reason}")


def _converted(convert: Callable[[Any], T], value: Any, location: Location) -> T:
    try:
        return convert(value)
    except ValueError as error:
        raise wrong(location, str(error)) from None


def text(value: Any, location: Location) -> str:
    return scalar_text(value)


def boolean(value: Any, location: Location) -> bool:
    return _converted(parse_boolean if isinstance(value, str) else bool, value, location)


def integer(value: Any, location: Location) -> int:
    return _converted(_integer_of, value, location)


def _integer_of(value: Any) -> int:
    if isinstance(value, str):
        return parse_int(value, any_base=False)
    return _within(value, 63)


def _within(value: float, bits: int) -> int:
    """Return a number as an integer. Raises ValueError for one of more bits."""
    if abs(value) >= 1 << bits:
        raise ValueError(f"{printed(value)} is too large")
    return int(value)


def unsigned(size: int) -> Callable[[Any, Location], int]:
    """Return the decoder of a number of that many bits; texts are not converted."""

    def decode(value: Any, location: Location) -> int:
        if isinstance(value, str):
            raise wrong(location, f"expected type 'uint{size}', got unconvertible type 'string'")
        return _converted(lambda number: _within(number, size), value, location)

    return decode


def number(value: Any, location: Location) -> float:
    """Decode a number of 32 bits."""
    return _converted(_float32_of, value, location)


def _float32_of(value: Any) -> float:
    return float32(parse_float(value) if isinstance(value, str) else value)


def size(value: Any, location: Location) -> str:
    """Decode bytes; a fraction of one is 0."""
    if isinstance(value, float):
        return ""
    found = _converted(parse_bytes if isinstance(value, str) else int, value, location)
    return str(found) if found else ""


def kept_size(value: Any, location: Location) -> str:
    """Decode bytes as `size`, but none are "0"."""
    return size(value, location) or "0"


def duration(value: Any, location: Location) -> str:
    """Decode a duration to the text that Go prints."""
    return _converted(short_forms.duration, printed(value), location)


def nonzero_duration(value: Any, location: Location) -> str:
    """Decode as `duration`, but one of no length is ""."""
    found = duration(value, location)
    return "" if found == "0s" else found


def mode(value: Any, location: Location) -> str:
    """Decode a mode: a text is octal."""
    try:
        return f"0{int(value, 8) if isinstance(value, str) else int(value):o}"
    except ValueError:
        raise wrong(location, f'strconv.ParseInt: parsing "{value}": invalid syntax') from None


def texts(value: Any, location: Location) -> list[str]:
    """Decode a text or a list of texts."""
    return [text(item, location) for item in (value if isinstance(value, list) else [value])]


def command(value: Any, location: Location) -> list[str]:
    """Decode a list of words, or a text that is split as a shell does."""
    if isinstance(value, list):
        return texts(value, location)
    return _converted(short_forms.command_words, scalar_text(value), location)


def health_test(value: Any, location: Location) -> list[str]:
    """Decode the test of a health check; a text is a command of the shell."""
    return (
        texts(value, location) if isinstance(value, list) else ["CMD-SHELL", text(value, location)]
    )


def pairs(value: Any, location: Location) -> dict[str, str]:
    """Decode a mapping or a list of `key=value`; a key alone has the value ""."""
    return {key: item or "" for key, item in _optional_pairs(value, location, checks=False).items()}


def variables(value: Any, location: Location) -> dict[str, str | None]:
    """Decode as `pairs`, but a key alone has the value None, and none ends with a blank."""
    return _optional_pairs(value, location, checks=True)


def _optional_pairs(value: Any, location: Location, *, checks: bool) -> dict[str, str | None]:
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
                raise wrong(
                    location, f"environment variable {key} is declared with a trailing space"
                )
            found[key] = rest if equals else None
    ordered: dict[str, str | None] = sorted_keys(found)
    return ordered


def many_options(value: Any, location: Location) -> dict[str, list[str]]:
    """Decode a mapping to one or more texts for each key."""
    found = {
        key: [printed(each) for each in item] if isinstance(item, list) else [printed(item)]
        for key, item in value.items()
    }
    ordered: dict[str, list[str]] = sorted_keys(found)
    return ordered


def hosts(value: Any, location: Location) -> list[str]:
    """Decode hosts to `name=address`."""
    found: list[tuple[str, str]] = []
    if isinstance(value, dict):
        for name, item in value.items():
            for address in item if isinstance(item, list) else [item]:
                found.append((name, text(address, location)))
    else:
        for item in value:
            host = printed(item)
            separator = "=" if "=" in host else ":"
            name, separated, addresses = host.partition(separator)
            if not separated:
                raise wrong(location, f"invalid additional host, missing IP: {host}")
            found.extend((name, address) for address in addresses.split(","))
    for name, _ in found:
        if not name or ":" in name or "=" in name:
            raise wrong(location, f"bad host name '{name}'")
    return sorted(f"{name}={_bare(address)}" for name, address in found)


def _bare(address: str) -> str:
    """Remove the brackets of an IPv6 address."""
    return address[1:-1] if len(address) > 2 and address[0] + address[-1] == "[]" else address


def device_count(value: Any, location: Location) -> int:
    """Decode a number of devices; all are -1."""
    if isinstance(value, str) and value.lower() == "all":
        return -1
    try:
        return _integer_of(value)
    except ValueError:
        reason = f"invalid value \"{value}\", the only value allowed is 'all' or a number"
        raise wrong(location, reason) from None


def ssh(value: Any, location: Location) -> list[str]:
    """Decode the agents and keys of a build to `id` and `id: path`."""
    return [key if path in (None, "") else f"{key}: {path}" for key, path in value.items()]
