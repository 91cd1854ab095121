"""Ages of objects: Go's durations, and days and weeks."""

import re

from pydock.golang.time.duration import parse_duration

_DAYS = re.compile(r"(?:(\d{1,4})w)?(?:(\d{1,5})d)?(.*)", re.DOTALL)
_DAY_NANOSECONDS = 24 * 3600 * 10**9


def parse_age(text: str) -> int:
    """Return the nanoseconds of `2w`, `1d12h` or `90m`. Raises ValueError, also below zero."""
    match = _DAYS.fullmatch(text)
    assert match
    weeks, days, rest = match.groups()
    nanoseconds = (int(weeks or 0) * 7 + int(days or 0)) * _DAY_NANOSECONDS
    if rest or not (weeks or days):
        nanoseconds += parse_duration(rest)
    if nanoseconds < 0:
        raise ValueError("duration cannot be negative")
    return nanoseconds
