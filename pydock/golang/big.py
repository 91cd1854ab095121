"""Parse rational numbers as Go's package math/big does."""

import re

from pydock.golang.strconv.numbers import DIGITS, INTEGER, PREFIXED_INTEGER, integer

_RATIONAL = (
    rf"([+-]?)(?:({INTEGER})/({INTEGER})"
    rf"|({PREFIXED_INTEGER})(?:[pP]([+-]?[0-9]{{1,3}}))?"
    rf"|({DIGITS})?(?:\.({DIGITS})?)?(?:([eEpP])([+-]?[0-9]{{1,3}}))?)"
)


def parse_rational(text: str) -> tuple[int, int]:
    """Return an unreduced fraction of `1.5`, `-1/4`, `1e-2` or `0x10`; raises ValueError."""
    match = re.fullmatch(_RATIONAL, text)
    if match is None:
        raise ValueError(f"not a rational number: {text}")
    sign, above, below, prefixed, power, whole, fraction, letter, exponent = match.groups("")
    if above:
        top, bottom = integer(above), integer(below)
    elif prefixed:
        top, bottom = _scaled(integer(prefixed), 2, int(power or "0"))
    elif whole or fraction:
        digits = fraction.replace("_", "")
        top, bottom = _scaled(integer(whole + digits, any_base=False), 10, -len(digits))
        up, down = _scaled(1, 2 if letter in "pP" else 10, int(exponent or "0"))
        top, bottom = top * up, bottom * down
    else:
        bottom = 0
    if not bottom:
        raise ValueError(f"not a rational number: {text}")
    return -top if sign == "-" else top, bottom


def _scaled(value: int, base: int, power: int) -> tuple[int, int]:
    """Return value * base**power as a fraction."""
    return (value * base**power, 1) if power >= 0 else (value, base**-power)
