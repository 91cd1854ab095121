"""The ages in texts of engines ("Up 3 minutes"), as numbers and as time passes."""

import re

from pydock.golang.units import human_duration

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 7 * 86400,
    "month": 30 * 86400,
    "year": 365 * 86400,
}
_AGE = re.compile(rf"(Less than a|About an?|\d{{1,9}}) ({'|'.join(_SECONDS)})s?\b")
_HALF_AN_HOUR = 1800


def age_seconds(text: str) -> int:
    """Return the least age that has this text, -1 for a text without an age."""
    found = _AGE.search(text)
    if not found:
        return -1
    number, unit = found.groups()
    if not number.isdecimal():
        return 0 if unit == "second" else _SECONDS[unit]
    # hours are rounded, other units are rounded down
    rounding = _HALF_AN_HOUR if unit == "hour" else 0
    return int(number) * _SECONDS[unit] - rounding


def aged(text: str, seconds: float) -> str:
    """Return the text as it is that many seconds later."""
    age = age_seconds(text)
    if age < 0:
        return text
    later = human_duration(age + seconds)
    return _AGE.sub(lambda found: later, text, count=1)
