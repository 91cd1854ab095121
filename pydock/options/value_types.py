"""Types of option values, named as pflag names them: string, int, bytes, list, ...

A type parses each text of an option and returns the new value. The parser of the command line
adds the option's name to the ValueError. Types of one subject (mounts, networks, ulimits, ...)
are in its module.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pydock.golang.strconv.numbers import parse_bool, parse_int, parse_uint


class Kind:
    """Type of an option's value; `add` is called for each occurrence of the option."""

    #: name of the type in help pages; empty for a switch
    name = "string"
    #: text of an option without a value, or None if a value is required
    bare: str | None = None

    def initial(self) -> Any:
        """Return the default value."""
        return ""

    def add(self, old: Any, text: str) -> Any:
        """Return the value after one more occurrence of the option; ValueError if invalid."""
        return text

    def texts(self, value: Any) -> list[str]:
        """Return the texts whose value this is, one for each occurrence of the option."""
        return [str(value)]


class String(Kind):
    """Any text; the last one wins. `String(None)` distinguishes "not given" from ""."""

    def __init__(self, default: str | None = "") -> None:
        self.default = default

    def initial(self) -> str | None:
        return self.default


class Switch(Kind):
    """Boolean: alone, or `=true` in Go's spellings; `Switch(None)` distinguishes "not given"."""

    name = ""
    bare = "true"

    def __init__(self, default: bool | None = False) -> None:
        self.default = default

    def initial(self) -> bool | None:
        return self.default

    def add(self, old: Any, text: str) -> bool:
        return parse_bool(text)

    def texts(self, value: bool) -> list[str]:
        return ["true" if value else "false"]


class Parsed(Kind):
    """Value that a function parses; the last one wins."""

    def __init__(
        self,
        parse: Callable[[str], Any],
        name: str,
        default: Any = 0,
        text: Callable[[Any], str] = str,
    ) -> None:
        """`text` is the inverse of `parse`."""
        self.parse = parse
        self.name = name
        self.default = default
        self.text = text

    def initial(self) -> Any:
        return self.default

    def add(self, old: Any, text: str) -> Any:
        return self.parse(text)

    def texts(self, value: Any) -> list[str]:
        return [self.text(value)]


class Int(Parsed):
    """Signed integer of 64 bits; `Int(None)` distinguishes "not given" from 0."""

    def __init__(self, default: int | None = 0) -> None:
        super().__init__(parse_int, "int", default)


class Uint(Parsed):
    """Unsigned integer of `bits` bits."""

    def __init__(self, bits: int = 64, default: int | None = 0) -> None:
        name = "uint" if bits == 64 else f"uint{bits}"
        super().__init__(lambda text: parse_uint(text, bits), name, default)


class DurationValue(Parsed):
    """Duration in nanoseconds; `positive` refuses negative ones."""

    def __init__(self, default: int | None = 0, *, positive: bool = False) -> None:
        parse = _parse_positive_duration if positive else _parse_duration
        super().__init__(parse, "duration", default, _duration_text)


def _duration_text(nanoseconds: int) -> str:
    from pydock.golang.time import duration

    return str(duration.Duration(nanoseconds))


def _parse_duration(text: str) -> int:
    from pydock.golang.time.duration import parse_duration

    return parse_duration(text)


def _parse_positive_duration(text: str) -> int:
    nanoseconds = _parse_duration(text)
    if nanoseconds < 0:
        raise ValueError("duration cannot be negative")
    return nanoseconds


class Seconds(Parsed):
    """Seconds, also a fraction: 1 without a value, None if not given."""

    bare = "1"

    def __init__(self) -> None:
        super().__init__(_parse_seconds, "seconds", None)


def _parse_seconds(text: str) -> float:
    from pydock.golang.strconv.numbers import parse_float

    seconds = parse_float(text)
    if not 0.1 <= seconds <= 3600:
        raise ValueError("must be from 0.1 to 3600 seconds")
    return seconds


class Choice(Kind):
    """One of some words: the first one without a value, "" if not given."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.bare = words[0]
        self.name = "|".join(words)

    def add(self, old: str, text: str) -> str:
        if text not in self.words:
            raise ValueError(f"must be {', '.join(self.words[:-1])} or {self.words[-1]}")
        return text


class ParsedList(Kind):
    """Values in order; `parse` makes one of each text, and `text` is its inverse."""

    def __init__(
        self, parse: Callable[[str], Any], name: str = "list", text: Callable[[Any], str] = str
    ) -> None:
        self.parse = parse
        self.name = name
        self.text = text

    def initial(self) -> list[Any]:
        return []

    def add(self, old: list[Any], text: str) -> list[Any]:
        return [*old, self.parse(text)]

    def texts(self, value: list[Any]) -> list[str]:
        return list(map(self.text, value))


class StringList(ParsedList):
    """Texts in order; `check` validates and converts each."""

    def __init__(self, name: str = "list", check: Callable[[str], str] = str) -> None:
        super().__init__(check, name)


def _check_expression(text: str) -> str:
    import re

    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"invalid regular expression: {error}") from None
    return text


class Hosts(StringList):
    """The address of an engine, at most one."""

    def __init__(self) -> None:
        super().__init__("string")

    def add(self, old: list[str], text: str) -> list[str]:
        if old:
            raise ValueError("specify only one -H")
        return [text]


class StringSlice(StringList):
    """Texts; each occurrence may have several as the fields of a CSV line."""

    def __init__(self, name: str = "strings", check: Callable[[str], str] = str) -> None:
        super().__init__(name, check)

    def add(self, old: list[str], text: str) -> list[str]:
        from pydock.golang.csv import split_fields

        return [*old, *map(self.parse, split_fields(text) if text else ())]


class Fields(StringSlice):
    """Names of fields; the option without a value is all of them, None if it is not given."""

    bare = ""

    def __init__(self) -> None:
        super().__init__("fields")

    def initial(self) -> Any:
        return None

    def add(self, old: list[str] | None, text: str) -> list[str]:
        return super().add(old or [], text)


class SortColumns(Kind):
    """Columns to sort by, descending after "-"; the beginning of a name is enough."""

    name = "columns"

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = columns

    def initial(self) -> list[str]:
        return []

    def add(self, old: list[str], text: str) -> list[str]:
        return [*old, *(self._column(one.strip().lower()) for one in text.split(","))]

    def _column(self, text: str) -> str:
        name = text.removeprefix("-")
        sign = text[: len(text) - len(name)]
        found = [one for one in self.columns if one.startswith(name)]
        if name in self.columns:
            found = [name]
        if len(found) != 1 or not name:
            raise ValueError(f'no column "{name}": the columns are {", ".join(self.columns)}')
        return sign + found[0]


class StringMap(Kind):
    """`key=value` texts by key; the last of a key wins, and a key alone has the value ""."""

    name = "map"

    def __init__(self, check: Callable[[str], str] = str) -> None:
        self.check = check

    def initial(self) -> dict[str, str]:
        return {}

    def add(self, old: dict[str, str], text: str) -> dict[str, str]:
        key, _, value = self.check(text).partition("=")
        return {**old, key: value}

    def texts(self, value: dict[str, str]) -> list[str]:
        from pydock.options.key_values import pair_texts

        return pair_texts(value)


def _parse_bytes(text: str) -> int:
    from pydock.golang.units import parse_bytes

    return parse_bytes(text)


def _parse_swap_bytes(text: str) -> int:
    """Parse a size in bytes, or -1 for unlimited."""
    return -1 if text == "-1" else _parse_bytes(text)


def _bytes_text(size: int) -> str:
    from pydock.golang.units import exact_size

    return exact_size(size) if size >= 0 else str(size)


def _parse_cpus(text: str) -> int:
    from pydock.options.cpus import parse_cpus

    return parse_cpus(text)


def _cpus_text(billionths: int) -> str:
    from pydock.options.cpus import cpus_text

    return cpus_text(billionths)


def _parse_ip(text: str) -> str:
    """Return an IPv4 or IPv6 address in canonical form; "" for ""."""
    from pydock.golang.net import parse_ip

    if not text:
        return ""
    address = parse_ip(text.strip())
    if address is None:
        raise ValueError(f'failed to parse IP: "{text}"')
    return address


def _parse_ip_of_slice(text: str) -> str:
    from pydock.golang.net import parse_ip

    address = parse_ip(text.strip())
    if address is None:
        raise ValueError(f"invalid string being converted to IP address: {text}")
    return address


def _parse_network(text: str) -> str:
    """Return a network in CIDR form, without host bits."""
    from pydock.golang.net import parse_cidr

    try:
        return str(parse_cidr(text.strip()))
    except ValueError:
        raise ValueError(f"invalid string being converted to CIDR: {text}") from None


class IpNetSlice(StringSlice):
    """Networks in CIDR form, several of them in one value."""

    def __init__(self) -> None:
        super().__init__("ipNetSlice", _parse_network)


STRING = String()
SWITCH = Switch()
LIST = StringList()
STRINGS = StringSlice()
EXPRESSIONS = StringList("regexp", _check_expression)
EXPRESSION = Parsed(_check_expression, "regexp", "")
MAP = StringMap()
BYTES = Parsed(_parse_bytes, "bytes", text=_bytes_text)
SWAP_BYTES = Parsed(_parse_swap_bytes, "bytes", text=_bytes_text)
CPUS = Parsed(_parse_cpus, "decimal", text=_cpus_text)
DURATION = DurationValue()
IP_ADDRESS = Parsed(_parse_ip, "ip", "")
IP_SLICE = StringSlice("ipSlice", _parse_ip_of_slice)
IP_NET_SLICE = IpNetSlice()
