"""Go's number literals."""

from __future__ import annotations

import re

from pydock.golang.strconv.quoting import quote, unquote_character

Value = int | float | complex

_INTEGER = re.compile(
    r"[+-]?(0[xX](_?[0-9a-fA-F])+|0[oO]?(_?[0-7])+|0[bB](_?[01])+|0|[1-9](_?[0-9])*)"
)
_DIGITS = r"[0-9](?:_?[0-9])*"
_DECIMAL = re.compile(rf"[+-]?({_DIGITS}\.?({_DIGITS})?|\.{_DIGITS})([eE][+-]?{_DIGITS})?")
_HEXADECIMAL = re.compile(
    r"[+-]?0[xX](?=_?[0-9a-fA-F.])(_?[0-9a-fA-F])*\.?[0-9a-fA-F]*[pP][+-]?[0-9]+"
)


def number(text: str) -> tuple[Value, bool]:
    """The value of a literal, and whether it may stand where an integer is wanted.

    Whole numbers up to 64 bits; ValueError says what is wrong, in Go's words.
    """
    if text.startswith("'"):
        return unquote_character(text), True
    if text.endswith("i"):
        return _complex(text), False
    whole = _integer(text)
    if whole is not None:
        return whole, whole < 1 << 63
    real = _real(text)
    if real is None:
        raise ValueError(f"illegal number syntax: {quote(text)}")
    if not re.search(r"[.eEpP]", text):
        raise ValueError(f"integer overflow: {quote(text)}")
    return real, real.is_integer() and abs(real) < 1 << 63


def _integer(text: str) -> int | None:
    """The value of an integer literal within 64 bits, None for anything else."""
    if not _INTEGER.fullmatch(text):
        return None
    digits = text.replace("_", "").lstrip("+-").lower()
    if len(digits) > 66:
        return None
    base = {"0x": 16, "0o": 8, "0b": 2}.get(digits[:2], 8 if digits.startswith("0") else 10)
    value = int(digits, base)
    if text.startswith("-"):
        return -value if value <= 1 << 63 else None
    return value if value < 1 << (63 if text.startswith("+") else 64) else None


def _real(text: str) -> float | None:
    """The value of a decimal or hexadecimal floating-point literal; None if there is none."""
    try:
        if _DECIMAL.fullmatch(text):
            value = float(text)
        elif _HEXADECIMAL.fullmatch(text):
            value = float.fromhex(text.replace("_", ""))
        else:
            return None
    except OverflowError:
        return None
    return None if value in (float("inf"), float("-inf")) else value


def _complex(text: str) -> complex:
    split = max(text.rfind("+", 1), text.rfind("-", 1))
    while split > 0 and text[split - 1] in "eEpP":
        split = max(text.rfind("+", 1, split), text.rfind("-", 1, split))
    real = _real(text[:split]) if split > 0 else 0.0
    imaginary = _real(text[max(split, 0) : -1])
    if real is None or imaginary is None:
        raise ValueError(f"illegal number syntax: {quote(text)}")
    return complex(real, imaginary)
