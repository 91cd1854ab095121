"""Durations in nanoseconds, read and printed as Go's time.Duration: `1h30m`, `1.5s`."""

import re

from pydock.golang.strconv.numbers import INT64_MAX, integer

#: nanoseconds of a second
SECOND = 10**9

_MICRO = ("µs", "μs")  # the micro sign and the Greek letter look alike
UNITS = {
    "ns": 1, "us": 10**3, **dict.fromkeys(_MICRO, 10**3), "ms": 10**6,
    "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9,
}  # fmt: skip
_PART = r"([0-9]*)(\.?)([0-9]*)([^0-9.]*)"


class Duration(int):
    """A time span in nanoseconds; its text is Go's: 1m30s."""

    def __str__(self) -> str:
        nanoseconds = abs(self)
        sign = "-" if self < 0 else ""
        for unit in ("ns", "µs", "ms"):
            size = UNITS[unit]
            if 0 < nanoseconds < min(size * 1000, UNITS["s"]):
                return f"{sign}{_decimal(nanoseconds, size)}{unit}"
        minutes, rest = divmod(nanoseconds, UNITS["m"])
        hours, minutes = divmod(minutes, 60)
        shown = f"{hours}h{minutes}m" if hours else f"{minutes}m" if minutes else ""
        return f"{sign}{shown}{_decimal(rest, UNITS['s'])}s"


def _decimal(value: int, unit: int) -> str:
    """Return value / unit, exactly and without trailing zeros."""
    whole, rest = divmod(value, unit)
    fraction = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0") if rest else ""
    return f"{whole}.{fraction}" if fraction else str(whole)


def parse_duration(text: str) -> int:
    """Return the nanoseconds of `1h30m`, `1.5s`, `100ms`, `-2m` or `0`; raises ValueError."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    if not rest:
        raise _error("invalid duration", text)
    total = 0
    while rest:
        match = re.match(_PART, rest)
        assert match is not None
        whole, _, fraction, unit = match.groups()
        if not (whole or fraction):
            raise _error("invalid duration", text)
        if whole and int(whole) > INT64_MAX + 1:
            raise _error("invalid duration", text)
        if not unit:
            raise _error("missing unit in duration", text)
        if unit not in UNITS:
            raise _error(f"unknown unit {quote_ascii(unit)} in duration", text)
        scale = UNITS[unit]
        digits = fraction[:18]
        total += integer(whole or "0", any_base=False) * scale
        total += int(int(digits or "0") * (scale / 10 ** len(digits)))
        if total > INT64_MAX + text.startswith("-"):
            raise _error("invalid duration", text)
        rest = rest[match.end() :]
    return -total if text.startswith("-") else total


def _error(reason: str, text: str) -> ValueError:
    return ValueError(f"time: {reason} {quote_ascii(text)}")


def quote_ascii(text: str) -> str:
    """Return the text in quotes as package time prints it: bytes outside ASCII are escaped."""
    shown = []
    for byte in text.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        if char in '"\\':
            shown.append("\\" + char)
        else:
            shown.append(char if 0x20 <= byte < 0x7F else f"\\x{byte:02x}")
    return '"' + "".join(shown) + '"'
