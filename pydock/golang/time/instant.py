"""Instants, as Go's time.Time: read from RFC 3339, printed as RFC 3339 and as Go prints them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar

from pydock.golang.reflect import Member, Object
from pydock.golang.time.calendar import date_of, days_since_1970
from pydock.golang.time.duration import SECOND

#: Unix time of Go's zero time, 0001-01-01T00:00:00Z
ZERO_SECONDS = -62135596800

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)?([Zz]|([+-])(\d\d):(\d\d))"
)


class Time(Object):
    """An instant with nanoseconds, in the time zone that it was written in."""

    go_type = "time.Time"

    def __init__(self, seconds: int, nanoseconds: int = 0, offset: int = 0, zone: str = "") -> None:
        """`seconds` is Unix time, `offset` in seconds east of UTC, `zone` the zone's name."""
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.offset = offset
        self.zone = zone or ("UTC" if not offset else _offset_text(offset, ""))

    @classmethod
    def parse(cls, text: str) -> Time:
        """Return the time of an RFC 3339 text, "2026-01-31T10:00:00.123Z"; raises ValueError."""
        match = _RFC3339.fullmatch(text)
        if not match:
            raise ValueError(f"invalid RFC 3339 time: {text!r}")
        year, month, day, hour, minute, second = map(int, match.groups()[:6])
        if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):
            raise ValueError(f"invalid RFC 3339 time: {text!r}")
        offset = 0
        if match[9]:
            offset = int(match[10]) * 3600 + int(match[11]) * 60
            offset = -offset if match[9] == "-" else offset
        days = days_since_1970(year, month, day)
        seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
        return cls(seconds, int((match[7] or "").ljust(9, "0")), offset)

    def is_zero(self) -> bool:
        """Return whether it is Go's zero time."""
        return self.seconds == ZERO_SECONDS and not self.nanoseconds

    def rfc3339(self) -> str:
        """Return the time as JSON has it: nanoseconds without trailing zeros."""
        offset = _offset_text(self.offset, ":") if self.offset else "Z"
        return f"{self._civil('T')}{self._fraction()}{offset}"

    def __str__(self) -> str:
        """Return the text as Go prints it: 2026-01-31 10:00:00.12 +0000 UTC."""
        return f"{self._civil(' ')}{self._fraction()} {_offset_text(self.offset, '')} {self.zone}"

    def as_json(self) -> Any:
        return self.rfc3339()

    def _civil(self, separator: str) -> str:
        days, rest = divmod(self.seconds + self.offset, 86400)
        minutes, second = divmod(rest, 60)
        return f"{_date_text(days)}{separator}{minutes // 60:02}:{minutes % 60:02}:{second:02}"

    def _fraction(self) -> str:
        return f".{self.nanoseconds:09}".rstrip("0") if self.nanoseconds else ""

    members: ClassVar[Mapping[str, Member]] = {
        "String": Member(__str__),
        "IsZero": Member(is_zero),
        "Unix": Member(lambda self: self.seconds),
        "UnixMilli": Member(lambda self: self.seconds * 1000 + self.nanoseconds // 1_000_000),
        "UnixNano": Member(lambda self: self.seconds * SECOND + self.nanoseconds),
        "UTC": Member(lambda self: Time(self.seconds, self.nanoseconds)),
        "Local": Member(lambda self: local(self.seconds, self.nanoseconds)),
    }


def local(seconds: int, nanoseconds: int = 0) -> Time:
    """Return the time of a Unix time in the time zone of this process."""
    try:
        zone = time.localtime(seconds)
    except (ValueError, OverflowError, OSError):
        return Time(seconds, nanoseconds)
    return Time(seconds, nanoseconds, zone.tm_gmtoff, zone.tm_zone)


@lru_cache(maxsize=64)  # most times of a list are of the same few days
def _date_text(days: int) -> str:
    year, month, day = date_of(days)
    return f"{year:04}-{month:02}-{day:02}"


@lru_cache(maxsize=64)  # and of one zone
def _offset_text(offset: int, colon: str) -> str:
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset) // 60
    return f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"
