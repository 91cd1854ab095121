"""`--since` and `--until`: the forms of a time that docker takes, as the engine wants them."""

from __future__ import annotations

import re
import time

from pydock.golang.numbers import parse_duration, parse_int, quote_ascii

_DATE = ("2006", "-", "01", "-", "02")
_HOUR = (*_DATE, "T", "15")
_MINUTE = (*_HOUR, ":", "04")
_SECOND = (*_MINUTE, ":", "05")
_FRACTION = (*_SECOND, ".999999999")
_ZONE = "Z07:00"


def timestamp(
    text: str, now_seconds: float | None = None, utc_offset_seconds: int | None = None
) -> str:
    """The time as `seconds[.nanoseconds]` since 1970.

    `text` is a duration before now (`1h30m`), a date or a time of RFC 3339 with or without its
    zone, down to the hour or with a fraction, or such seconds already. Without a zone it is local
    time as of now. "" stays "". `now_seconds` and `utc_offset_seconds` are the machine's own
    unless given. ValueError in docker's words.
    """
    if not text:
        return ""
    now = time.time() if now_seconds is None else now_seconds
    if text != "0":
        try:
            return str(int(now * 10**9 - parse_duration(text)) // 10**9)
        except ValueError:
            pass
    local = not re.search("[zZ+]", text) and text.count("-") != 3
    offset = time.localtime(now).tm_gmtoff if utc_offset_seconds is None else utc_offset_seconds
    try:
        return _Reader(_layout(text, local), text).read(offset)
    except ValueError:
        if "-" in text:
            raise
    if not _is_unix(text):
        from pydock.golang.quoting import quote

        raise ValueError(f"failed to parse value as time or duration: {quote(text)}")
    return text


def _layout(text: str, local: bool) -> tuple[str, ...]:
    """The parts that a text of this look should have."""
    layout: tuple[str, ...] = _DATE
    if "." in text:
        layout = _FRACTION
    elif "T" in text:
        colons = text.count(":")
        if not local and colons and not re.search("[zZ]", text):
            colons -= 1  # the one of the zone
        layout = (_HOUR, _MINUTE, _SECOND)[min(colons, 2)]
    return layout if local else (*layout, _ZONE)


def _is_unix(text: str) -> bool:
    """Is the text `seconds` or `seconds.fraction`?"""
    seconds, dot, fraction = text.partition(".")
    try:
        parse_int(seconds, any_base=False)
        if dot:
            parse_int(fraction, any_base=False)
    except ValueError:
        return False
    return True


#: part of a layout -> how its digits look, the largest number, what a larger one is out of
_NUMBERS = {
    "2006": ("[0-9]{4}", 9999, ""),
    "01": ("[0-9]{2}", 12, "month"),
    "02": ("[0-9]{2}", 99, ""),
    "15": ("[0-9]{1,2}", 23, "hour"),
    "04": ("[0-9]{2}", 59, "minute"),
    "05": ("[0-9]{2}", 59, "second"),
}


class _Reader:
    """Reads a text by the parts of a layout, as Go's time.Parse does, with its errors."""

    def __init__(self, layout: tuple[str, ...], text: str) -> None:
        self.layout = layout
        self.text = text
        self.rest = text
        self.numbers = dict.fromkeys(_NUMBERS, 0)
        self.nanoseconds = 0
        self.offset_seconds: int | None = None

    def read(self, local_offset_seconds: int) -> str:
        for part in self.layout:
            if part in _NUMBERS:
                self.read_number(part)
            elif part == _ZONE:
                self.read_zone()
            elif part != ".999999999":
                self.read_mark(part)
        if self.rest:
            raise self.error(f": extra text: {quote_ascii(self.rest)}")
        year, month, day, hour, minute, second = self.numbers.values()
        if not 1 <= day <= _days_in_month(year, month):
            raise self.error(": day out of range")
        days = _days_since_1970(year, month, day)
        offset = local_offset_seconds if self.offset_seconds is None else self.offset_seconds
        seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
        return f"{seconds}.{self.nanoseconds:09d}"

    def read_mark(self, mark: str) -> None:
        if not self.rest.startswith(mark):
            raise self.mismatch(mark)
        self.rest = self.rest[len(mark) :]

    def read_number(self, part: str) -> None:
        pattern, largest, unit = _NUMBERS[part]
        match = re.match(pattern, self.rest)
        if match is None:
            raise self.mismatch(part)
        self.rest = self.rest[match.end() :]
        number = self.numbers[part] = int(match[0])
        if number > largest or (part == "01" and number == 0):
            raise self.error(f": {unit} out of range")
        if part == "05":  # a fraction may follow the seconds in every layout
            fraction = re.match(r"[.,]([0-9]+)", self.rest)
            if fraction:
                self.rest = self.rest[fraction.end() :]
                self.nanoseconds = int(fraction[1][:9].ljust(9, "0"))

    def read_zone(self) -> None:
        if self.rest.startswith("Z"):
            self.rest = self.rest[1:]
            self.offset_seconds = 0
            return
        match = re.match(r"([+-])([0-9]{2}):([0-9]{2})", self.rest)
        if match is None:
            raise self.mismatch(_ZONE)
        self.rest = self.rest[match.end() :]
        hours, minutes = int(match[2]), int(match[3])
        if hours > 24:
            raise self.error(": time zone offset hour out of range")
        if minutes > 60:
            raise self.error(": time zone offset minute out of range")
        seconds = hours * 3600 + minutes * 60
        self.offset_seconds = -seconds if match[1] == "-" else seconds

    def mismatch(self, part: str) -> ValueError:
        layout = quote_ascii("".join(self.layout))
        return self.error(
            f" as {layout}: cannot parse {quote_ascii(self.rest)} as {quote_ascii(part)}"
        )

    def error(self, reason: str) -> ValueError:
        return ValueError(f"parsing time {quote_ascii(self.text)}{reason}")


def _days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _days_since_1970(year: int, month: int, day: int) -> int:
    """Days of the Gregorian calendar, with years that begin in March."""
    if month <= 2:
        year, month = year - 1, month + 12
    days = year * 365 + year // 4 - year // 100 + year // 400
    return days + (153 * (month - 3) + 2) // 5 + day - 719469
