"""Numbers of 32 bits, which sizes of CPUs are."""

from __future__ import annotations

from ctypes import c_float


def float32(value: float) -> float:
    """Return the number whose shortest decimal form is that of the nearest number of 32 bits."""
    nearest = c_float(value).value
    for digits in range(1, 9):
        shorter = float(f"{nearest:.{digits}g}")
        if c_float(shorter).value == nearest:
            return shorter
    return float(f"{nearest:.9g}")
