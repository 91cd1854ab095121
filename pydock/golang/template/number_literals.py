"""Go's number literals, as text/template reads them."""

import re

from pydock.golang.strconv.numbers import parse_float, parse_integer
from pydock.golang.strconv.quoting import quote, unquote_character

Value = int | float | complex


def number(text: str) -> tuple[Value, bool]:
    """Return a literal's value, and whether it is an integer argument. Raises ValueError."""
    if text.startswith("'"):
        return unquote_character(text), True
    if text.endswith("i"):
        return _complex(text), False
    whole = parse_integer(text)
    if whole is not None:
        return whole, whole < 1 << 63
    real = _real(text)
    if real is None:
        raise ValueError(f"illegal number syntax: {quote(text)}")
    if not re.search(r"[.eEpP]", text):
        raise ValueError(f"integer overflow: {quote(text)}")
    return real, real.is_integer() and abs(real) < 1 << 63


def _real(text: str) -> float | None:
    """Return the value of a finite floating-point literal, else None."""
    try:
        return parse_float(text)
    except ValueError:
        return None


def _complex(text: str) -> complex:
    split = max(text.rfind("+", 1), text.rfind("-", 1))
    while split > 0 and text[split - 1] in "eEpP":
        split = max(text.rfind("+", 1, split), text.rfind("-", 1, split))
    real = _real(text[:split]) if split > 0 else 0.0
    imaginary = _real(text[max(split, 0) : -1])
    if real is None or imaginary is None:
        raise ValueError(f"illegal number syntax: {quote(text)}")
    return complex(real, imaginary)
