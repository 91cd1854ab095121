"""`--cpus`: a number of CPUs in billionths."""

from pydock.golang.big import parse_rational
from pydock.golang.strconv.numbers import INT64_MAX


def parse_cpus(text: str) -> int:
    """Return a number of CPUs in billionths: 1500000000 for `1.5`; raises ValueError."""
    try:
        top, bottom = parse_rational(text)
    except ValueError:
        raise ValueError(f"failed to parse {text} as a rational number") from None
    cpus, rest = divmod(abs(top) * 10**9, bottom)
    if rest:
        raise ValueError("value is too precise")
    if cpus > INT64_MAX:
        raise ValueError("value is too large")
    return -cpus if top < 0 else cpus


def cpus_text(billionths: int) -> str:
    """Return the decimal number that `parse_cpus` reads: `1.5` for 1500000000."""
    whole, rest = divmod(abs(billionths), 10**9)
    sign = "-" if billionths < 0 else ""
    return f"{sign}{whole}.{rest:09d}".rstrip("0").rstrip(".")
