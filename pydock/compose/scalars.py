"""Plain YAML scalars as yaml.v3 resolves them: `yes`, `1:20` are texts, `0o17` a number."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from pydock.golang.strconv.numbers import parse_float, parse_integer

#: the key whose mappings are merged into the one that it stands in
MERGE = "<<"

_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}

_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2}))"
    r"|(?: ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})([.,][0-9]+)?))?"
)

#: booleans of YAML 1.1, which docker writes in quotes
OLD_BOOLEANS = frozenset(
    word
    for low in ("y", "yes", "on", "n", "no", "off")
    for word in (low, low.capitalize(), low.upper())
)

#: numbers in base 60 of YAML 1.1
BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")


class Timestamp(str):
    """Time in the form that Go prints; `rfc3339` is its form in YAML."""

    rfc3339: str

    def __new__(cls, moment: datetime, nanoseconds: int) -> Timestamp:
        fraction = f".{nanoseconds:09d}".rstrip("0") if nanoseconds else ""
        offset = moment.strftime("%z")
        zone = "UTC" if offset == "+0000" else offset
        day, clock = moment.strftime("%Y-%m-%d").zfill(10), moment.strftime("%H:%M:%S")
        self = super().__new__(cls, f"{day} {clock}{fraction} {offset} {zone}")
        suffix = "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}"
        self.rfc3339 = f"{day}T{clock}{fraction}{suffix}"
        return self


def resolve(word: str) -> object:
    """Resolve a plain scalar to None, a bool, int, float, Timestamp, or the text itself."""
    if word in _WORDS:
        return _WORDS[word]
    if not word[:1].isascii() or word[:1] not in "0123456789+-.":
        return word
    if (moment := _timestamp(word)) is not None:
        return moment
    if not word.startswith("."):
        number = parse_integer(word.replace("_", ""))
        if number is not None:
            return number
    plain = word if word.startswith(".") else word.replace("_", "")
    if _DECIMAL.fullmatch(plain):
        try:
            return parse_float(plain)
        except ValueError:
            return word
    return word


def _timestamp(word: str) -> Timestamp | None:
    match = _TIME.fullmatch(word)
    if match is None:
        return None
    year, month, day, *rest = match.groups()
    clock = rest[:4] if rest[0] else rest[5:]
    hour, minute, second = (int(part or 0) for part in clock[:3])
    offset = timezone.utc
    if rest[4] and rest[4] != "Z":
        minutes = int(rest[4][1:3]) * 60 + int(rest[4][4:])
        if minutes >= 24 * 60:
            return None
        offset = timezone(timedelta(minutes=-minutes if rest[4][0] == "-" else minutes))
    try:
        moment = datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=offset)
    except ValueError:
        return None
    return Timestamp(moment, int((clock[3] or ".0")[1:10].ljust(9, "0")))
