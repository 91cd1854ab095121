"""Numbers of 32 bits, which sizes of CPUs are."""

from __future__ import annotations

from struct import pack, unpack


def float32(value: float) -> float:
    """Return the number whose shortest decimal form is that of the nearest number of 32 bits.

    Raises ValueError for one that is too large.
    """
    target = nearest(value)
    for digits in range(1, 9):
        shorter = float(f"{target:.{digits}g}")
        if nearest(shorter) == target:
            return shorter
    return float(f"{target:.9g}")


def nearest(value: float) -> float:
    """Return the nearest number of 32 bits. Raises ValueError for one that is too large."""
    try:
        found: float = unpack("<f", pack("<f", value))[0]
    except OverflowError:
        raise ValueError(f"{value} is too large") from None
    return found
