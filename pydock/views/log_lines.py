"""Lines of containers' logs: read with their times, merged, continued, selected and shown."""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from pydock.golang.time.instant import Time, local
from pydock.golang.unmarshal import UnmarshalError, load

#: a longer line is shown in pieces
LINE_LIMIT_BYTES = 1 << 20

#: kind of the frames of standard error
_STDERR = 2
#: the first piece that engines make of a long line is not shorter
_LEAST_PIECE_BYTES = 4000
_FRACTION_AND_ZONE = re.compile(rb"(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)")
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_NAME_COLOURS = (36, 33, 32, 35, 34, 96, 93, 92, 95, 94)


class Line(NamedTuple):
    """One line: nanoseconds since 1970, the time as the engine printed it, the rest with its end.

    With the details of the logging driver these are a part of the text.
    """

    time: int
    stamp: bytes
    text: bytes
    is_stderr: bool = False


@lru_cache(maxsize=256)
def _seconds(second: bytes, zone: bytes) -> int | None:
    try:
        return Time.parse((second + zone).decode("ascii")).seconds
    except ValueError:
        return None


def nanoseconds(stamp: bytes) -> int | None:
    """Return an RFC 3339 time as nanoseconds since 1970, None for anything else."""
    match = _FRACTION_AND_ZONE.fullmatch(stamp, 19)
    seconds = _seconds(stamp[:19], match[2]) if match else None
    if match is None or seconds is None:
        return None
    return seconds * 10**9 + int((match[1] or b"").ljust(9, b"0"))


def engine_time(time: int) -> str:
    """Return nanoseconds since 1970 as engines read them: seconds with a fraction."""
    seconds, rest = divmod(time, 10**9)
    return f"{seconds}.{rest:09}"


def _parsed(data: bytes, previous: int) -> Line:
    """Return a line of its time and text; without a time it has the previous one."""
    stamp, blank, text = data.partition(b" ")
    time = nanoseconds(stamp) if blank else None
    return Line(previous, b"", data) if time is None else Line(time, stamp, text)


def lines_of_frames(
    frames: Iterable[tuple[int, bytes]], *, has_details: bool = False, one_time: bool = True
) -> Iterator[Line]:
    """Yield the lines of framed messages with times; the pieces of a long line are one line.

    With `one_time` they are pieces of one line only if they have the same time, as those of dockerd
    have; a line that an ended process left unfinished is not joined with the next one.
    """
    begun: dict[bool, Line] = {}
    time = 0
    for kind, data in frames:
        is_stderr = kind == _STDERR
        line = _parsed(data, time)
        time = line.time
        if old := begun.pop(is_stderr, None):
            if line.stamp and one_time and line.stamp != old.stamp:
                yield old
            else:
                text = line.text.partition(b" ")[2] if has_details and line.stamp else line.text
                line = Line(old.time, old.stamp, old.text + text)
        *whole, rest = line.text.split(b"\n")
        for text in whole:
            yield Line(line.time, line.stamp, text + b"\n", is_stderr)
        if rest:
            line = Line(line.time, line.stamp, rest, is_stderr)
            if len(rest) >= LINE_LIMIT_BYTES:
                yield line
            else:
                begun[is_stderr] = line
    yield from begun.values()


def lines_of_terminal(chunks: Iterable[bytes], *, has_details: bool = False) -> Iterator[Line]:
    """Yield the lines of the log of a container with a terminal, which has no frames."""
    begun: list[bytes] = []
    size = time = 0
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        begun.append(first)
        size += len(first)
        for other in others:
            line = _without_repeated_times(_parsed(b"".join(begun) + b"\n", time), has_details)
            time = line.time
            yield line
            begun, size = [other], len(other)
        if size >= LINE_LIMIT_BYTES:
            yield _without_repeated_times(_parsed(b"".join(begun), time), has_details)
            begun, size = [], 0
    if size:
        yield _without_repeated_times(_parsed(b"".join(begun), time), has_details)


def _without_repeated_times(line: Line, has_details: bool) -> Line:
    """Return the line without the time, and the details, in front of its further pieces."""
    if len(line.text) <= _LEAST_PIECE_BYTES or not line.stamp:
        return line
    details, blank, text = line.text.partition(b" ") if has_details else (b"", b"", line.text)
    repeated = line.stamp + b" " + details + blank
    pieces: list[bytes] = []
    start = 0
    while (end := text.find(repeated, start)) > start and end >= _LEAST_PIECE_BYTES:
        pieces.append(text[start:end])
        start = end + len(repeated)
    return line._replace(text=details + blank + b"".join(pieces) + text[start:])


Source = TypeVar("Source")


def merged(logs: Iterable[tuple[Source, Iterable[Line]]]) -> Iterator[tuple[Source, Line]]:
    """Yield the lines of logs in the order of their time; a log keeps its own order.

    It holds one line of each log.
    """

    def tagged(source: Source, lines: Iterable[Line]) -> Iterator[tuple[Source, Line]]:
        return ((source, line) for line in lines)

    return heapq.merge(*(tagged(*log) for log in logs), key=lambda found: found[1].time)


class Position:
    """How far a log has been read, to continue there: each line once.

    Engines start at the first line of a time or later; older ones leave out all earlier lines.
    The position is the latest time seen, and how many lines have followed its first line.
    """

    def __init__(self, *, is_tail: bool = False) -> None:
        """With `is_tail` the log is read from its last lines on, perhaps amid those of a time."""
        self.time: int | None = None
        self._is_tail = is_tail
        self._first: int | None = None
        self._of_time = 0
        self._earlier = 0

    def note(self, time: int) -> None:
        """Note a line that has been read."""
        if self._first is None:
            self._first = time
        if self.time is None or time > self.time:
            self.time, self._of_time, self._earlier = time, 1, 0
        elif time == self.time:
            self._of_time += 1
        else:
            self._earlier += 1

    def noted(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield the lines, and note them."""
        for line in lines:
            self.note(line.time)
            yield line

    def new(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield and note the new lines of a log that starts at the time, or a bit earlier."""
        time, of_time, earlier = self.time, self._of_time, self._earlier
        is_new, is_reached = time is None, False
        for line in lines:
            if time is not None and not is_new:
                if line.time == time and (of_time or (self._is_tail and self._first == time)):
                    of_time, is_reached = max(0, of_time - 1), True
                    continue
                if line.time < time and (earlier or not is_reached):
                    earlier -= is_reached
                    continue
                is_new = True
            self.note(line.time)
            yield line


class LineFilter:
    """The lines to show: those that match one of some expressions, and none of others."""

    def __init__(self, included: Sequence[str], excluded: Sequence[str]) -> None:
        self._included = [re.compile(text) for text in included]
        self._excluded = [re.compile(text) for text in excluded]
        self.is_open = not (included or excluded)

    def shows(self, text: bytes) -> bool:
        """Return whether to show a line; its colours and its end do not count."""
        if self.is_open:
            return True
        found = text.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
        if "\x1b" in found:
            found = _COLOUR.sub("", found)
        return (not self._included or any(one.search(found) for one in self._included)) and not any(
            one.search(found) for one in self._excluded
        )


class LineFormat:
    """How lines are shown: with the container's name, their time, and fields of JSON."""

    def __init__(
        self,
        *,
        prefix: bool = False,
        timestamps: bool = False,
        local_time: bool = False,
        json_fields: Sequence[str] | None = None,
    ) -> None:
        self._has_prefix = prefix
        self._timestamps = timestamps or local_time
        self._local_time = local_time
        self._json_fields = json_fields
        self._names: dict[str, int] = {}
        self._width = 0

    def add_name(self, name: str) -> None:
        """Make room for a name, and give it a colour of its own."""
        self._names.setdefault(name, _NAME_COLOURS[len(self._names) % len(_NAME_COLOURS)])
        self._width = max(self._width, len(name))

    def shown(self, name: str, line: Line, *, colour: bool = False) -> bytes:
        """Return a line as it is written, with its end."""
        text = line.text if line.text.endswith(b"\n") else line.text + b"\n"
        if self._json_fields is not None:
            text = _json_line(text, self._json_fields, colour)
        if self._timestamps and line.stamp:
            text = self._time(line) + b" " + text
        return self._prefix(name, colour) + text if self._has_prefix else text

    def _prefix(self, name: str, colour: bool) -> bytes:
        head = f"{name:<{self._width}} |"
        if colour:
            head = f"\x1b[{self._names[name]}m{head}\x1b[0m"
        return f"{head} ".encode("utf-8", "surrogateescape")

    def _time(self, line: Line) -> bytes:
        if not self._local_time:
            return line.stamp
        seconds, rest = divmod(line.time, 10**9)
        text = local(seconds).rfc3339()
        fraction = f".{rest:09}" if b"." in line.stamp else ""
        return f"{text[:19]}{fraction}{text[19:]}".encode()


def _json_line(line: bytes, fields: Sequence[str], colour: bool) -> bytes:
    """Return a line of a JSON object as KEY=VALUE of these fields, or of all; others unchanged."""
    text = line.strip()
    if not text.startswith(b"{"):
        return line
    try:
        found = load(text.decode())
    except (UnicodeDecodeError, UnmarshalError):
        return line
    dim, plain = ("\x1b[2m", "\x1b[0m") if colour else ("", "")
    pairs = (
        f"{dim}{_json_value(name)}={plain}{_json_value(found[name])}"
        for name in (fields or found)
        if name in found
    )
    return " ".join(pairs).encode("utf-8", "replace") + b"\n"


def _json_value(value: object) -> str:
    """Return a text as it is if it is one word, in quotes otherwise; other values as JSON."""
    if isinstance(value, str) and value.isprintable() and value and not set(value) & set(' "='):
        return value
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isprintable() else json.dumps(value, separators=(",", ":"))
