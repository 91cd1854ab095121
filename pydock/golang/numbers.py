"""Numbers, sizes, durations and CPUs as Go's libraries read them, with Go's words for errors.

Each function takes the text that a person typed and raises ValueError when it is none of these.
"""

from __future__ import annotations

import re

INT64_MAX = (1 << 63) - 1

# patterns are compiled when they are first used: every command loads this module
_DIGITS = r"[0-9](?:_?[0-9])*"
_HEX = r"[0-9a-fA-F](?:_?[0-9a-fA-F])*"
_PREFIXED = rf"0[xX]_?{_HEX}|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+"
_INTEGER = rf"{_PREFIXED}|0(?:_?[0-7])*|[1-9](?:_?[0-9])*"
_ANY_BASE = rf"([+-]?)({_INTEGER})"
_DECIMAL = r"([+-]?)([0-9]+)"
_FLOAT = (
    rf"(?i:[+-]?(?:(?:{_DIGITS}\.?(?:{_DIGITS})?|\.{_DIGITS})(?:[eE][+-]?{_DIGITS})?"
    rf"|(0[xX])_?(?:{_HEX}\.?(?:{_HEX})?|\.{_HEX})[pP][+-]?{_DIGITS}"
    r"|inf|infinity|nan))"
)


def parse_int(text: str, bits: int = 64, *, any_base: bool = True) -> int:
    """A signed number of so many bits; with `any_base` also 0x1f, 0b11, 0o17, 017 and 1_000."""
    match = re.fullmatch(_ANY_BASE if any_base else _DECIMAL, text)
    if match is None:
        raise _number_error("ParseInt", text, "invalid syntax")
    value = _int(match[2], any_base)
    if match[1] == "-":
        value = -value
    if not -(1 << bits - 1) <= value < 1 << bits - 1:
        raise _number_error("ParseInt", text, "value out of range")
    return value


def parse_uint(text: str, bits: int = 64, *, any_base: bool = True) -> int:
    """An unsigned number of so many bits; it takes no sign."""
    match = re.fullmatch(_ANY_BASE if any_base else _DECIMAL, text)
    if match is None or match[1]:
        raise _number_error("ParseUint", text, "invalid syntax")
    value = _int(match[2], any_base)
    if value >> bits:
        raise _number_error("ParseUint", text, "value out of range")
    return value


def parse_float(text: str) -> float:
    """A floating point number, in decimal or hexadecimal; also inf and nan."""
    match = re.fullmatch(_FLOAT, text)
    if match is None:
        raise _number_error("ParseFloat", text, "invalid syntax")
    plain = text.replace("_", "")
    try:
        value = float.fromhex(plain) if match[1] else float(plain)
    except OverflowError:
        value = float("inf")
    if value in (float("inf"), float("-inf")) and "i" not in text.lower():
        raise _number_error("ParseFloat", text, "value out of range")
    return value


def _int(digits: str, any_base: bool) -> int:
    """The number that digits spell; one of no known size when they are very many."""
    plain = digits.replace("_", "").lower()
    base = 10
    if any_base and len(plain) > 1 and plain[0] == "0":
        base = {"x": 16, "b": 2}.get(plain[1], 8)
        plain = plain[1:].lstrip("xob")
    plain = plain.lstrip("0")
    if len(plain) > 128:
        return 1 << 128
    return int(plain or "0", base)


def _number_error(function: str, text: str, reason: str) -> ValueError:
    from pydock.golang.quoting import quote

    return ValueError(f"strconv.{function}: parsing {quote(text)}: {reason}")


_SIZE_UNITS = {unit: 1024**power for power, unit in enumerate("kmgtp", start=1)}


def parse_bytes(text: str) -> int:
    """A size in bytes: `512m`, `1.5g`, `1 KiB`, `4096`. A kilobyte has 1024 bytes."""
    end = 1 + max(text.rfind(char) for char in "0123456789. ")
    if not end:
        raise ValueError(f"invalid size: '{text}'")
    number, suffix = text[:end], text[end:]
    size = parse_float(number.removesuffix(" "))
    if not 0 <= size <= INT64_MAX:
        raise ValueError(f"invalid size: '{text}'")
    if not suffix:
        return int(size)
    if len(suffix.encode("utf-8", "surrogateescape")) > 3:
        raise ValueError(f"invalid suffix: '{suffix}'")
    unit = suffix.lower()
    multiple = 1 if unit == "b" else _SIZE_UNITS.get(unit[0], 0)
    if not multiple or unit[1:] not in ("", "b", "ib") or unit.startswith("bb"):
        raise ValueError(f"invalid suffix: '{unit}'")
    size *= multiple
    if size > INT64_MAX:
        raise ValueError(f"invalid size: '{text}'")
    return int(size)


def parse_swap_bytes(text: str) -> int:
    """A size in bytes, or -1 for no limit."""
    return -1 if text == "-1" else parse_bytes(text)


_RATIONAL = (
    rf"([+-]?)(?:({_INTEGER})/({_INTEGER})"
    rf"|({_PREFIXED})(?:[pP]([+-]?[0-9]{{1,3}}))?"
    rf"|({_DIGITS})?(?:\.({_DIGITS})?)?(?:([eEpP])([+-]?[0-9]{{1,3}}))?)"
)


def parse_cpus(text: str) -> int:
    """A number of CPUs in billionths: `1.5` is 1500000000. Also `1/4`, `1e-2`, `0x10`."""
    failure = ValueError(f"failed to parse {text} as a rational number")
    match = re.fullmatch(_RATIONAL, text)
    if match is None:
        raise failure
    sign, above, below, prefixed, power, whole, fraction, letter, exponent = match.groups("")
    if above:
        top, bottom = _int(above, True), _int(below, True)
    elif prefixed:
        top, bottom = _scaled(_int(prefixed, True), 2, int(power or "0"))
    elif whole or fraction:
        digits = fraction.replace("_", "")
        top, bottom = _scaled(_int(whole + digits, False), 10, -len(digits))
        up, down = _scaled(1, 2 if letter in "pP" else 10, int(exponent or "0"))
        top, bottom = top * up, bottom * down
    else:
        raise failure
    if not bottom:
        raise failure
    cpus, rest = divmod(top * 10**9, bottom)
    if rest:
        raise ValueError("value is too precise")
    if cpus > INT64_MAX:
        raise ValueError("value is too large")
    return -cpus if sign == "-" else cpus


def _scaled(value: int, base: int, power: int) -> tuple[int, int]:
    """value * base**power as a fraction."""
    return (value * base**power, 1) if power >= 0 else (value, base**-power)


_MICRO = ("µs", "μs")  # two characters that look alike: the micro sign and the Greek letter
NANOSECONDS = {
    "ns": 1, "us": 10**3, **dict.fromkeys(_MICRO, 10**3), "ms": 10**6,
    "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9,
}  # fmt: skip
_DURATION_PART = r"([0-9]*)(\.?)([0-9]*)([^0-9.]*)"


def parse_duration(text: str) -> int:
    """A duration in nanoseconds: `1h30m`, `1.5s`, `100ms`, `-2m`, `0`."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    if not rest:
        raise _duration_error("invalid duration", text)
    total = 0
    while rest:
        match = re.match(_DURATION_PART, rest)
        assert match is not None
        whole, _, fraction, unit = match.groups()
        if not (whole or fraction):
            raise _duration_error("invalid duration", text)
        if not unit:
            raise _duration_error("missing unit in duration", text)
        if unit not in NANOSECONDS:
            raise _duration_error(f"unknown unit {quote_ascii(unit)} in duration", text)
        scale = NANOSECONDS[unit]
        digits = fraction[:18]
        total += _int(whole or "0", False) * scale
        total += int(int(digits or "0") * (scale / 10 ** len(digits)))
        if total > INT64_MAX + text.startswith("-"):
            raise _duration_error("invalid duration", text)
        rest = rest[match.end() :]
    return -total if text.startswith("-") else total


def _duration_error(reason: str, text: str) -> ValueError:
    return ValueError(f"time: {reason} {quote_ascii(text)}")


def quote_ascii(text: str) -> str:
    """In quotes as package time does it: every byte that is not plain ASCII is escaped."""
    shown = []
    for byte in text.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        if char in '"\\':
            shown.append("\\" + char)
        else:
            shown.append(char if 0x20 <= byte < 0x7F else f"\\x{byte:02x}")
    return '"' + "".join(shown) + '"'
