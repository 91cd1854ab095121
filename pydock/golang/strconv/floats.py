"""Format floating-point numbers as strconv.FormatFloat does, and round them to 32 bits."""

import math

#: of 32 bits
_LARGEST = float.fromhex("0x1.fffffep127")


def special(value: float) -> str:
    """Return "+Inf", "-Inf" or "+NaN", and "" for a finite number."""
    if math.isnan(value):
        return "+NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return ""


def shortest(value: float, highest_exponent: int = 6, lowest_exponent: int = -4) -> str:
    """Format with the fewest digits that round-trip (%v, %g), exponents beyond the bounds."""
    sign, digits, exponent = _digits(value)
    if exponent < lowest_exponent or exponent >= highest_exponent:
        fraction = f".{digits[1:]}" if digits[1:] else ""
        return f"{sign}{digits[0]}{fraction}e{exponent:+03d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    fraction = digits[exponent + 1 :]
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def fixed(value: float, verb: str, precision: int) -> str:
    """Format with a precision; `verb` is e, f or g."""
    return f"{value:+.{precision}{verb}}"


def binary(value: float) -> str:
    """Format with an integer mantissa and a power of two (%b)."""
    fraction, exponent = math.frexp(value)
    mantissa, exponent = int(abs(fraction) * (1 << 53)), exponent - 53
    if value == 0:
        exponent = -1074
    elif exponent < -1074:
        mantissa, exponent = mantissa >> (-1074 - exponent), -1074
    sign = "-" if math.copysign(1, value) < 0 else "+"
    return f"{sign}{mantissa}p{exponent:+d}"


def hexadecimal(value: float, precision: int | None) -> str:
    """Format with a hexadecimal mantissa and a power of two (%x); all digits without precision."""
    sign = "-" if math.copysign(1, value) < 0 else "+"
    if value == 0:
        digits, exponent = 0, 0
    else:
        fraction, exponent = math.frexp(abs(value))
        digits, exponent = int(fraction * (1 << 53)), exponent - 1  # 1.xxx in 52 bits
    if precision is None:
        text = f"{digits & ((1 << 52) - 1):013x}".rstrip("0")
        lead = digits >> 52
    else:
        digits, exponent = _rounded(digits, exponent, precision)
        lead, rest = divmod(digits, 16**precision)
        text = f"{rest:0{precision}x}" if precision else ""
    return f"{sign}0x{lead}{'.' if text else ''}{text}p{exponent:+03d}"


def _rounded(digits: int, exponent: int, precision: int) -> tuple[int, int]:
    """Round a mantissa of 53 bits to `precision` hexadecimal digits, half to even."""
    drop = 52 - 4 * precision
    if drop <= 0:
        return digits << -drop, exponent
    half, rest = 1 << (drop - 1), digits & ((1 << drop) - 1)
    digits >>= drop
    if rest > half or (rest == half and digits & 1):
        digits += 1
    if digits >> (4 * precision + 1):
        return digits >> 1, exponent + 1
    return digits, exponent


def _digits(value: float) -> tuple[str, str, int]:
    """Return the sign, the shortest digits and the exponent of the first digit."""
    sign = "-" if math.copysign(1, value) < 0 else "+"
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = int(exponent or 0) + len(whole) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    return (sign, digits, point - 1) if digits else (sign, "0", 0)


def float32(value: float) -> float:
    """Return the number whose shortest decimal form is that of the nearest number of 32 bits.

    Raises ValueError for one that is too large.
    """
    target = nearest(value)
    for digits in range(1, 9):
        shorter = float(f"{target:.{digits}g}")
        if abs(shorter) <= _LARGEST and nearest(shorter) == target:
            return shorter
    return float(f"{target:.9g}")


def nearest(value: float) -> float:
    """Return the nearest number of 32 bits. Raises ValueError for one that is too large."""
    from struct import pack, unpack

    try:
        found: float = unpack("<f", pack("<f", value))[0]
    except OverflowError:
        raise ValueError(f"{value} is too large") from None
    return found
