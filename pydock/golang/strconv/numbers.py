"""Parse numbers and booleans as Go's strconv does, with its error texts."""

import re

INT64_MAX = (1 << 63) - 1

# patterns are compiled on first use: most commands never parse a number
DIGITS = r"[0-9](?:_?[0-9])*"
_HEX = r"[0-9a-fA-F](?:_?[0-9a-fA-F])*"
PREFIXED_INTEGER = rf"0[xX]_?{_HEX}|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+"
INTEGER = rf"{PREFIXED_INTEGER}|0(?:_?[0-7])*|[1-9](?:_?[0-9])*"
_ANY_BASE = rf"([+-]?)({INTEGER})"
_DECIMAL = r"([+-]?)([0-9]+)"
_FLOAT = (
    rf"(?i:[+-]?(?:(?:{DIGITS}\.?(?:{DIGITS})?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?"
    rf"|(0[xX])_?(?:{_HEX}\.?(?:{_HEX})?|\.{_HEX})[pP][+-]?{DIGITS}"
    r"|inf|infinity|nan))"
)

_BOOLEANS = {
    **dict.fromkeys(("1", "t", "T", "TRUE", "true", "True"), True),
    **dict.fromkeys(("0", "f", "F", "FALSE", "false", "False"), False),
}


def parse_bool(text: str) -> bool:
    """Return the value of `true`, `1`, `f` and Go's other spellings; raises ValueError."""
    try:
        return _BOOLEANS[text]
    except KeyError:
        raise _number_error("ParseBool", text, "invalid syntax") from None


def parse_int(text: str, bits: int = 64, *, any_base: bool = True) -> int:
    """Return a signed integer, of `any_base` also 0x1f, 0b11, 0o17, 1_000; raises ValueError."""
    match = re.fullmatch(_ANY_BASE if any_base else _DECIMAL, text)
    if match is None:
        raise _number_error("ParseInt", text, "invalid syntax")
    value = integer(match[2], any_base=any_base)
    if match[1] == "-":
        value = -value
    if not -(1 << bits - 1) <= value < 1 << bits - 1:
        raise _number_error("ParseInt", text, "value out of range")
    return value


def parse_uint(text: str, bits: int = 64, *, any_base: bool = True) -> int:
    """Return an unsigned integer of at most `bits` bits, without a sign; raises ValueError."""
    match = re.fullmatch(_ANY_BASE if any_base else _DECIMAL, text)
    if match is None or match[1]:
        raise _number_error("ParseUint", text, "invalid syntax")
    value = integer(match[2], any_base=any_base)
    if value >> bits:
        raise _number_error("ParseUint", text, "value out of range")
    return value


def parse_integer(text: str) -> int | None:
    """Parse a signed or unsigned integer literal of 64 bits; None if invalid."""
    for parse in (parse_int, parse_uint):
        try:
            return parse(text)
        except ValueError:
            pass
    return None


def parse_float(text: str) -> float:
    """Return a decimal or hexadecimal floating-point number, inf or nan; raises ValueError."""
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


def integer(digits: str, *, any_base: bool = True) -> int:
    """Return the value of INTEGER's digits; above 128 only the magnitude counts."""
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
    from pydock.golang.strconv.quoting import quote

    return ValueError(f"strconv.{function}: parsing {quote(text)}: {reason}")
