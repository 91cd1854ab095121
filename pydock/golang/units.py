"""Sizes and durations as docker shows them."""

from __future__ import annotations

_DECIMAL = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")
_BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB")


def human_size(size_bytes: float, digits: int = 4) -> str:
    """Bytes in powers of 1000 with so many significant digits: "1.984MB"."""
    return _scaled(size_bytes, 1000.0, digits, _DECIMAL)


def binary_size(size_bytes: float, digits: int = 4) -> str:
    """Bytes in powers of 1024 with so many significant digits: "1.892MiB"."""
    return _scaled(size_bytes, 1024.0, digits, _BINARY)


def _scaled(size: float, base: float, digits: int, units: tuple[str, ...]) -> str:
    place = 0
    while size >= base and place < len(units) - 1:
        size /= base
        place += 1
    return f"{size:.{digits}g}{units[place]}"


def human_duration(seconds: float) -> str:
    """About how long: "Less than a second", "5 seconds", "About an hour", "3 weeks"."""
    whole = int(seconds)
    if whole < 1:
        return "Less than a second"
    if whole == 1:
        return "1 second"
    if whole < 60:
        return f"{whole} seconds"
    minutes = whole // 60
    if minutes == 1:
        return "About a minute"
    if minutes < 60:
        return f"{minutes} minutes"
    hours = int(seconds / 3600 + 0.5)
    if hours == 1:
        return "About an hour"
    if hours < 48:
        return f"{hours} hours"
    days = hours // 24
    if days < 14:
        return f"{days} days"
    if days < 60:
        return f"{days // 7} weeks"
    if days < 730:
        return f"{days // 30} months"
    return f"{int(seconds / 3600) // 24 // 365} years"
