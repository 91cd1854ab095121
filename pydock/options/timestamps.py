"""`--since` and `--until`: times and durations as the timestamps of API queries."""

import re
import time

from pydock.golang.strconv.numbers import parse_int
from pydock.golang.time.duration import parse_duration
from pydock.golang.time.parse import ZONE, parse_time

_DATE = ("2006", "-", "01", "-", "02")
_HOUR = (*_DATE, "T", "15")
_MINUTE = (*_HOUR, ":", "04")
_SECOND = (*_MINUTE, ":", "05")
_FRACTION = (*_SECOND, ".999999999")


def timestamp(
    text: str, now_seconds: float | None = None, utc_offset_seconds: int | None = None
) -> str:
    """Convert to `seconds[.nanoseconds]` since 1970; "" stays "".

    `text` is a duration before now (`1h30m`), a date or time of RFC 3339 with or without zone,
    from an hour to a fraction of a second, or a timestamp. Without a zone it is local time, with
    the current offset. `now_seconds` and `utc_offset_seconds` default to those of the machine.
    Raises ValueError.
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
        seconds, nanoseconds = parse_time(_layout(text, local), text, offset)
        return f"{seconds}.{nanoseconds:09d}"
    except ValueError:
        if "-" in text:
            raise
    if not _is_unix(text):
        from pydock.golang.strconv.quoting import quote

        raise ValueError(f"failed to parse value as time or duration: {quote(text)}")
    return text


def unix_seconds(text: str, now_seconds: float) -> float:
    """Return a `timestamp` as a number of seconds since 1970. Raises ValueError, for "" as well."""
    if not text:
        raise ValueError('failed to parse value as time or duration: ""')
    seconds, _, fraction = timestamp(text, now_seconds).partition(".")
    return int(seconds) + int(fraction or 0) / 10.0 ** len(fraction)


def _layout(text: str, local: bool) -> tuple[str, ...]:
    """Return the parts that a text of this form should have."""
    layout: tuple[str, ...] = _DATE
    if "." in text:
        layout = _FRACTION
    elif "T" in text:
        colons = text.count(":")
        if not local and colons and not re.search("[zZ]", text):
            colons -= 1  # the one of the zone
        layout = (_HOUR, _MINUTE, _SECOND)[min(colons, 2)]
    return layout if local else (*layout, ZONE)


def _is_unix(text: str) -> bool:
    """Is the text a timestamp, `seconds` or `seconds.fraction`?"""
    seconds, dot, fraction = text.partition(".")
    try:
        parse_int(seconds, any_base=False)
        if dot:
            parse_int(fraction, any_base=False)
    except ValueError:
        return False
    return True
