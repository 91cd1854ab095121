"""The kinds of value that options take, in pflag's terms.

A kind turns each text that follows an option into the option's new value. It knows
nothing of the option's name: the parser of the command line puts that into the message.
Kinds that belong to one subject (mounts, networks, ulimits...) stand in its module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.golang.strconv.numbers import parse_bool, parse_float, parse_int, parse_uint


class Kind:
    """How an option reads its values; `add` is called once for each time it is given."""

    #: the word that help shows behind the option; empty for a switch
    name = "string"
    #: the text taken when the option stands alone, or None when it must have a value
    bare: str | None = None

    def initial(self) -> Any:
        """The value of an option that was not given."""
        return ""

    def add(self, old: Any, text: str) -> Any:
        """The value after the option was given with `text`; ValueError says what is wrong."""
        return text


class String(Kind):
    """Any text; the last one counts. `String(None)` tells "not given" from the empty text."""

    def __init__(self, default: str | None = "", name: str = "string") -> None:
        self.default = default
        self.name = name

    def initial(self) -> str | None:
        return self.default


class Switch(Kind):
    """On or off; stands alone or takes `=true`, `=false` and Go's other spellings.

    `Switch(None)` tells "not given" from "off".
    """

    name = ""
    bare = "true"

    def __init__(self, default: bool | None = False) -> None:
        self.default = default

    def initial(self) -> bool | None:
        return self.default

    def add(self, old: Any, text: str) -> bool:
        return parse_bool(text)


class Parsed(Kind):
    """One value that a function reads from the text; the last one counts."""

    def __init__(self, parse: Callable[[str], Any], name: str, default: Any = 0) -> None:
        self.parse = parse
        self.name = name
        self.default = default

    def initial(self) -> Any:
        return self.default

    def add(self, old: Any, text: str) -> Any:
        return self.parse(text)


class Int(Parsed):
    """A whole number of 64 bits with a sign; `Int(None)` tells "not given" from 0."""

    def __init__(self, default: int | None = 0, name: str = "int") -> None:
        super().__init__(parse_int, name, default)


class Uint(Parsed):
    """A whole number of so many bits without a sign."""

    def __init__(self, bits: int = 64, default: int | None = 0) -> None:
        name = "uint" if bits == 64 else f"uint{bits}"
        super().__init__(lambda text: parse_uint(text, bits), name, default)


class Float(Parsed):
    """A floating point number."""

    def __init__(self, default: float | None = 0.0) -> None:
        super().__init__(lambda text: parse_float(text.strip()), "float", default)


class Duration(Parsed):
    """A duration in nanoseconds; with `positive` it may not be below zero."""

    def __init__(self, default: int | None = 0, *, positive: bool = False) -> None:
        super().__init__(
            _parse_positive_duration if positive else _parse_duration,
            "duration",
            default,
        )


def _parse_duration(text: str) -> int:
    from pydock.golang.time.duration import parse_duration

    return parse_duration(text)


def _parse_positive_duration(text: str) -> int:
    nanoseconds = _parse_duration(text)
    if nanoseconds < 0:
        raise ValueError("duration cannot be negative")
    return nanoseconds


class StringList(Kind):
    """Any texts, all of them kept in order; `check` returns what to keep of each."""

    def __init__(self, name: str = "list", check: Callable[[str], str] | None = None) -> None:
        self.name = name
        self.check = check

    def initial(self) -> list[str]:
        return []

    def add(self, old: list[str], text: str) -> list[str]:
        return [*old, self.check(text) if self.check else text]


class StringSlice(StringList):
    """Texts, several of them in one as the fields of a CSV line."""

    def __init__(self, name: str = "strings") -> None:
        super().__init__(name)

    def add(self, old: list[str], text: str) -> list[str]:
        from pydock.golang.csv import split_fields

        return [*old, *(split_fields(text) if text else ())]


class StringMap(Kind):
    """`key=value` texts, the last one of a key counts; a key alone has the value ""."""

    def __init__(self, name: str = "map", check: Callable[[str], str] | None = None) -> None:
        self.name = name
        self.check = check

    def initial(self) -> dict[str, str]:
        return {}

    def add(self, old: dict[str, str], text: str) -> dict[str, str]:
        key, _, value = (self.check(text) if self.check else text).partition("=")
        return {**old, key: value}


def _parse_bytes(text: str) -> int:
    from pydock.golang.units import parse_bytes

    return parse_bytes(text)


def _parse_swap_bytes(text: str) -> int:
    """A size in bytes, or -1 for no limit."""
    return -1 if text == "-1" else _parse_bytes(text)


def _parse_cpus(text: str) -> int:
    from pydock.options.cpus import parse_cpus

    return parse_cpus(text)


STRING = String()
SWITCH = Switch()
LIST = StringList()
STRINGS = StringSlice()
MAP = StringMap()
BYTES = Parsed(_parse_bytes, "bytes")
SWAP_BYTES = Parsed(_parse_swap_bytes, "bytes")
CPUS = Parsed(_parse_cpus, "decimal")
DURATION = Duration()
