"""Numbers of bytes as BuildKit's clients write them."""

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB")


def transfer_size(size_bytes: int) -> str:
    """`255B`, `5.20kB`, `1.05MB`: thousands, with two digits."""
    size, unit = float(size_bytes), 0
    while abs(size) >= 1000 and unit + 1 < len(_UNITS):
        size /= 1000
        unit += 1
    return f"{size:.2f}{_UNITS[unit]}" if unit else f"{size_bytes}B"
