"""Sizes and durations for humans, read and printed as docker's go-units does."""

_DECIMAL = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")
_BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB")
_MULTIPLES = {unit: 1024**power for power, unit in enumerate("kmgtp", start=1)}


def human_size(size_bytes: float, digits: int = 4) -> str:
    """Return bytes in powers of 1000 with at most `digits` significant digits: "1.984MB"."""
    return _scaled(size_bytes, 1000.0, digits, _DECIMAL)


def binary_size(size_bytes: float) -> str:
    """Return bytes in powers of 1024 with at most four significant digits: "1.892MiB"."""
    return _scaled(size_bytes, 1024.0, 4, _BINARY)


def _scaled(size: float, base: float, digits: int, units: tuple[str, ...]) -> str:
    place = 0
    while size >= base and place < len(units) - 1:
        size /= base
        place += 1
    return f"{size:.{digits}g}{units[place]}"


def parse_bytes(text: str) -> int:
    """Return the bytes of `512m`, `1.5g`, `1 KiB` or `4096` (powers of 1024). Raises ValueError."""
    from pydock.golang.strconv.numbers import INT64_MAX, parse_float

    end = 1 + max(text.rfind(char) for char in "0123456789. ")
    if not end:
        raise ValueError(f"invalid size: '{text}'")
    number, suffix = text[:end], text[end:]
    size = parse_float(number.removesuffix(" "))
    if not 0 <= size <= INT64_MAX:
        raise ValueError(f"invalid size: '{text}'")
    if not suffix:
        return int(size)
    if len(suffix.encode("utf-8", "surrogateescape")) > 3:
        raise ValueError(f"invalid suffix: '{suffix}'")
    unit = suffix.lower()
    multiple = 1 if unit == "b" else _MULTIPLES.get(unit[0], 0)
    if not multiple or unit[1:] not in ("", "b", "ib") or unit.startswith("bb"):
        raise ValueError(f"invalid suffix: '{unit}'")
    size *= multiple
    if size > INT64_MAX:
        raise ValueError(f"invalid size: '{text}'")
    return int(size)


def exact_size(size_bytes: int) -> str:
    """Return the shortest text that `parse_bytes` reads as this size: "512m", "1g", "1000"."""
    unit = ""
    for unit in ("", *_MULTIPLES):
        if unit == "t" or not size_bytes or size_bytes % 1024:
            break
        size_bytes //= 1024
    return f"{size_bytes}{unit}"


def human_duration(seconds: float) -> str:
    """Return a rough duration: "Less than a second", "5 seconds", "About an hour", "3 weeks"."""
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
