"""Times: RFC 3339 with nanoseconds read, and written as Go writes them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from pydock.golang.reflect import Member, Object

NANOSECONDS = 1_000_000_000

#: the seconds of Go's zero time, the first of January of the year 1
ZERO_SECONDS = -62135596800

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)?([Zz]|([+-])(\d\d):(\d\d))"
)


class Time(Object):
    """A moment with nanoseconds and the offset from UTC that it was written with."""

    go_type = "time.Time"

    def __init__(self, seconds: int, nanoseconds: int = 0, offset: int = 0, zone: str = "") -> None:
        """`seconds` since 1970 in UTC; `offset` in seconds east of UTC; `zone` its name."""
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.offset = offset
        self.zone = zone or ("UTC" if not offset else _offset_text(offset, ""))

    @classmethod
    def parse(cls, text: str) -> Time:
        """Read RFC 3339, "2026-01-31T10:00:00.123456789Z"; ValueError if it is none."""
        match = _RFC3339.fullmatch(text)
        if not match:
            raise ValueError(f"no time as of RFC 3339: {text!r}")
        year, month, day, hour, minute, second = map(int, match.groups()[:6])
        if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):
            raise ValueError(f"no such time: {text!r}")
        offset = 0
        if match[9]:
            offset = int(match[10]) * 3600 + int(match[11]) * 60
            offset = -offset if match[9] == "-" else offset
        days = _days_since_1970(year, month, day)
        seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
        return cls(seconds, int((match[7] or "").ljust(9, "0")), offset)

    def is_zero(self) -> bool:
        return self.seconds == ZERO_SECONDS and not self.nanoseconds

    def rfc3339(self) -> str:
        """The time as JSON has it: nanoseconds without trailing zeros."""
        offset = _offset_text(self.offset, ":") if self.offset else "Z"
        return f"{self._civil('T')}{self._fraction()}{offset}"

    def as_text(self) -> str:
        """Go's way: 2026-01-31 10:00:00.12 +0000 UTC."""
        return f"{self._civil(' ')}{self._fraction()} {_offset_text(self.offset, '')} {self.zone}"

    def as_json(self) -> Any:
        return self.rfc3339()

    def _civil(self, separator: str) -> str:
        days, rest = divmod(self.seconds + self.offset, 86400)
        year, month, day = _date(days)
        hour, minute, second = rest // 3600, rest % 3600 // 60, rest % 60
        return f"{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}"

    def _fraction(self) -> str:
        return f".{self.nanoseconds:09}".rstrip("0") if self.nanoseconds else ""

    members: ClassVar[Mapping[str, Member]] = {
        "String": Member(as_text),
        "IsZero": Member(is_zero),
        "Unix": Member(lambda self: self.seconds),
        "UnixMilli": Member(lambda self: self.seconds * 1000 + self.nanoseconds // 1_000_000),
        "UnixNano": Member(lambda self: self.seconds * NANOSECONDS + self.nanoseconds),
        "UTC": Member(lambda self: Time(self.seconds, self.nanoseconds)),
        "Local": Member(lambda self: local(self.seconds, self.nanoseconds)),
    }


def local(seconds: int, nanoseconds: int = 0) -> Time:
    """A moment in the time zone of this process."""
    try:
        zone = time.localtime(seconds)
    except (ValueError, OverflowError, OSError):
        return Time(seconds, nanoseconds)
    return Time(seconds, nanoseconds, zone.tm_gmtoff, zone.tm_zone)


def _offset_text(offset: int, colon: str) -> str:
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset) // 60
    return f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"


def _days_since_1970(year: int, month: int, day: int) -> int:
    """The days between 1970 and a date of the Gregorian calendar, for any year."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def _date(days: int) -> tuple[int, int, int]:
    """The date so many days after 1970; the inverse of `_days_since_1970`."""
    era, of_era = divmod(days + 719468, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (month <= 2), month, day
