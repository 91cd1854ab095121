"""Parse times of a given layout, as Go's time.Parse does, with its error texts."""

import re
from collections.abc import Sequence

from pydock.golang.time.calendar import days_in_month, days_since_1970
from pydock.golang.time.duration import quote_ascii

ZONE = "Z07:00"
FRACTION = ".999999999"


def parse_time(layout: Sequence[str], text: str, local_offset: int) -> tuple[int, int]:
    """Return seconds and nanoseconds of a text in Go's layout parts. Raises ValueError."""
    return _Reader(layout, text).read(local_offset)


#: part of a layout -> pattern of its digits, largest value, the unit that Go names in errors
_NUMBERS = {
    "2006": ("[0-9]{4}", 9999, ""),
    "01": ("[0-9]{2}", 12, "month"),
    "02": ("[0-9]{2}", 99, ""),
    "15": ("[0-9]{1,2}", 23, "hour"),
    "04": ("[0-9]{2}", 59, "minute"),
    "05": ("[0-9]{2}", 59, "second"),
}


class _Reader:
    """Reads one text, part by part."""

    def __init__(self, layout: Sequence[str], text: str) -> None:
        self.layout = layout
        self.text = text
        self.rest = text
        self.numbers = dict.fromkeys(_NUMBERS, 0)
        self.nanoseconds = 0
        self.offset_seconds: int | None = None

    def read(self, local_offset_seconds: int) -> tuple[int, int]:
        for part in self.layout:
            if part in _NUMBERS:
                self.read_number(part)
            elif part == ZONE:
                self.read_zone()
            elif part != FRACTION:
                self.read_mark(part)
        if self.rest:
            raise self.error(f": extra text: {quote_ascii(self.rest)}")
        year, month, day, hour, minute, second = self.numbers.values()
        if not 1 <= day <= days_in_month(year, month):
            raise self.error(": day out of range")
        days = days_since_1970(year, month, day)
        offset = local_offset_seconds if self.offset_seconds is None else self.offset_seconds
        seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
        return seconds, self.nanoseconds

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
            raise self.mismatch(ZONE)
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
