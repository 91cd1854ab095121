"""HTTP/1.1 of a client (RFC 9112): heads, bodies, chunks; strict and bounded.

Bodies are read through one buffer per connection: memory is constant for a body of any
length. A body that ends early is an error, never a short read.
"""

import json
import re
import sys
from collections.abc import Mapping
from itertools import repeat
from typing import NamedTuple, Protocol

from pydock import DOCKER_VERSION, __version__
from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport import Headers
from pydock.transport.wire import Wire

#: the form that registries see through the engine, and pydock's own name
USER_AGENT = f"Docker-Client/{DOCKER_VERSION} ({sys.platform}) pydock/{__version__}"

BUFFER_BYTES = 256 * 1024
#: what a reader begins with: most responses are short, and hundreds of streams wait at once
FIRST_BUFFER_BYTES = 8 * 1024
_GROWTH = 8
HEAD_LIMIT_BYTES = 256 * 1024
CHUNK_LINE_LIMIT_BYTES = 4096
#: interim responses (1xx) accepted before the final one, as in Go's client
INTERIM_LIMIT = 5
#: the most buffers that one writev(2) takes on every system (IOV_MAX of Linux and BSD)
VIEWS_LIMIT = 1024

_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-9][0-9][0-9])(?: (.*))?", re.DOTALL)
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*", re.DOTALL)
_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TARGET = re.compile(r"(?:http://[!-~]+)?/[!-~]*")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;.*)?", re.DOTALL)

# The end of a chunk and the line in front of the next one.
_SMALL_CHUNK = re.compile(rb"\r\n[0-9a-fA-F]{1,3}\r\n")
_NEXT_CHUNK = re.compile(rb"\r\n([0-9a-fA-F]{1,15})\r\n")


class NotHttp(ProtocolError):
    """The response does not begin like HTTP; `start` holds its first bytes."""

    def __init__(self, start: bytes) -> None:
        self.start = start.strip(b"\r\n")[:100].decode("utf-8", "backslashreplace")
        super().__init__(f"malformed HTTP response {json.dumps(self.start)}")


class Truncated(ConnectionLost):
    """The connection ended in the middle of a response."""

    def __init__(self) -> None:
        super().__init__(
            "the engine closed the connection in the middle of its response: unexpected EOF"
        )


class Head(NamedTuple):
    """Status line and headers of a response; header names are lower case."""

    status: int
    reason: str
    headers: Mapping[str, str]


def request_head(method: str, target: str, headers: Headers) -> bytes:
    """Return the request line and headers; ProtocolError for text that would break them."""
    if not _TARGET.fullmatch(target):
        raise ProtocolError(f"invalid request target {target!r}: not quoted")
    lines = [f"{method} {target} HTTP/1.1"]
    for name, values in headers.items():
        if not _FIELD_NAME.fullmatch(name):
            raise ProtocolError(f'invalid header field name "{name}"')
        for value in [values] if isinstance(values, str) else values:
            if re.search(r"[\r\n\0]", value):
                raise ProtocolError(f'invalid header field value for "{name}"')
            lines.append(f"{name}: {value}")
    lines.append("\r\n")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


class Reader:
    """Reads a wire through a buffer that grows when a read fills it."""

    def __init__(self, wire: Wire, size_bytes: int = BUFFER_BYTES) -> None:
        """`size_bytes` is the largest size of the buffer."""
        self._wire = wire
        self._size_bytes = size_bytes
        self._buffer = bytearray(min(size_bytes, FIRST_BUFFER_BYTES))
        self._view = memoryview(self._buffer)
        self._start = 0
        self._end = 0

    def holds_data(self) -> bool:
        """Return whether received bytes are in the buffer."""
        return self._start < self._end

    def buffered(self) -> int:
        """Return how many bytes can be read without the wire's socket, as `Wire.pending`."""
        return self._end - self._start + self._wire.pending()

    def line(self, limit_bytes: int) -> bytes | None:
        """Return the next line without its end; None at the end. ProtocolError if too long."""
        limit_bytes = min(limit_bytes, self._size_bytes - 1)
        searched = self._start
        while True:
            found = self._buffer.find(b"\n", searched, self._end)
            length = (found if found >= 0 else self._end) - self._start
            if length > limit_bytes:
                raise ProtocolError(f"a line of the response is longer than {limit_bytes} bytes")
            if found >= 0:
                stop = found - 1 if length and self._buffer[found - 1] == 0x0D else found
                line = bytes(self._view[self._start : stop])
                self._start = found + 1
                return line
            if not self._fill():
                return None
            searched = self._start + length

    def readinto(self, target: memoryview) -> int:
        """Fill a part of the target from the buffer, or from the wire if the buffer is empty."""
        if self._start == self._end:
            if len(target) >= self._size_bytes:
                return self._wire.recv_into(target)
            if not self._fill():
                return 0
        count = min(len(target), self._end - self._start)
        target[:count] = self._view[self._start : self._start + count]
        self._start += count
        return count

    def view(self, limit_bytes: int) -> memoryview:
        """Return the next bytes without a copy, possibly none, valid until the next read."""
        if self._start == self._end:
            self._fill()
        begin = self._start
        self._start = min(self._end, begin + limit_bytes)
        return self._view[begin : self._start]

    def unread(self) -> tuple[bytearray, memoryview, int, int]:
        """Return the buffer, a view of it, and the start and end of the unread bytes."""
        return self._buffer, self._view, self._start, self._end

    def skip_to(self, position: int) -> None:
        """Mark the bytes before a position in the buffer as read."""
        self._start = position

    def rest(self) -> bytes:
        """Remove and return all bytes in the buffer."""
        rest = bytes(self._view[self._start : self._end])
        self._start = self._end = 0
        return rest

    def _fill(self) -> bool:
        unread = self._view[self._start : self._end]
        if self._end == len(self._buffer) < self._size_bytes:
            self._buffer = bytearray(min(_GROWTH * self._end, self._size_bytes))
            self._view = memoryview(self._buffer)
        if unread:
            self._view[: len(unread)] = unread
        self._start, self._end = 0, len(unread)
        count = self._wire.recv_into(self._view[self._end :])
        self._end += count
        return count > 0


def read_head(reader: Reader) -> Head:
    """Return the final response's head. Raises ConnectionLost, ProtocolError."""
    for _ in range(INTERIM_LIMIT + 1):
        head = _read_one_head(reader)
        if head.status >= 200 or head.status == 101:
            return head
    raise ProtocolError("too many 1xx informational responses")


def _read_one_head(reader: Reader) -> Head:
    left = HEAD_LIMIT_BYTES
    line = reader.line(left)
    if line is None:
        start = reader.rest()
        if start:
            raise NotHttp(start)
        raise ConnectionLost("EOF")
    match = _STATUS_LINE.fullmatch(line)
    if match is None:
        raise NotHttp(line)
    headers: dict[str, str] = {}
    left -= len(line)
    while True:
        field = reader.line(left)
        if field is None:
            raise Truncated
        if not field:
            break
        left -= len(field) + 1
        _add_field(headers, field)
    if line.startswith(b"HTTP/1.0"):
        headers.setdefault("connection", "close")  # the default of that version
    reason = (match[2] or b"").decode("latin-1").strip()
    return Head(int(match[1]), reason, headers)


def _add_field(headers: dict[str, str], field: bytes) -> None:
    match = _FIELD.fullmatch(field)
    if match is None:
        raise ProtocolError("malformed header line in the response")
    name = match[1].decode("ascii").lower()
    value = match[2].decode("utf-8", "surrogateescape")
    headers[name] = f"{headers[name]}, {value}" if name in headers else value


class Body(Protocol):
    """The body of a response."""

    def readinto(self, target: memoryview) -> int:
        """Fill a part of the target and return its length, 0 at the end. Raises ConnectionLost."""

    def views(self) -> list[memoryview]:
        """Return the next parts of the body without a copy, valid until the next read."""


def body_of(method: str, head: Head, reader: Reader) -> Body:
    """Return the body that follows the head; ProtocolError for invalid framing."""
    length = body_length(method, head)
    if length == CHUNKED:
        return ChunkedBody(reader)
    return UntilCloseBody(reader) if length == UNTIL_CLOSE else LengthBody(reader, length)


def body_length(method: str, head: Head) -> int:
    """Return the body's length (RFC 9112 6.3), CHUNKED or UNTIL_CLOSE. Raises ProtocolError."""
    if method == "HEAD" or head.status in (204, 304):
        return 0
    encoding = head.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity"):
        raise ProtocolError(f"unsupported content encoding {encoding!r} in the response")
    coding = head.headers.get("transfer-encoding", "").strip().lower()
    if coding == "chunked":
        return CHUNKED
    if coding not in ("", "identity"):
        raise ProtocolError(f"unsupported transfer encoding {coding!r} in the response")
    length = head.headers.get("content-length")
    if length is None:
        return UNTIL_CLOSE
    if not re.fullmatch("[0-9]{1,18}", length):
        raise ProtocolError(f"invalid Content-Length {length!r} in the response")
    return int(length)


#: what `body_length` returns for a body without a known length
CHUNKED, UNTIL_CLOSE = -1, -2


class LengthBody:
    """A body of known length."""

    def __init__(self, reader: Reader, length_bytes: int) -> None:
        self._reader = reader
        self._left = length_bytes

    def readinto(self, target: memoryview) -> int:
        if not self._left:
            return 0
        count = self._reader.readinto(target[: self._left])
        if not count and len(target):
            raise Truncated
        self._left -= count
        return count

    def views(self) -> list[memoryview]:
        if not self._left:
            return []
        view = self._reader.view(self._left)
        if not view:
            raise Truncated
        self._left -= len(view)
        return [view]


class UntilCloseBody:
    """A body that ends with the connection."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.readinto = reader.readinto

    def views(self) -> list[memoryview]:
        view = self._reader.view(BUFFER_BYTES)
        return [view] if view else []


def _small_chunks(received: bytes) -> tuple[bytes, int]:
    """Return complete chunks and their size, split at once if the lengths are right."""
    parts = received.split(b"\r\n")
    end = len(parts) - 1 - len(parts) % 2  # the last one may be incomplete, and so may its size
    sizes, pieces = parts[1:end:2], parts[2 : end + 1 : 2]
    digits, data = b"".join(sizes), b"".join(pieces)
    if not (all(sizes) and all(pieces)) or digits.translate(None, b"0123456789abcdefABCDEF"):
        return b"", 0
    if list(map(len, pieces)) != list(map(int, sizes, repeat(16))):
        return b"", 0
    return data, len(digits) + len(data) + 4 * len(sizes)


class ChunkedBody:
    """A body in chunks (RFC 9112 7.1). Trailers are read and dropped."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._left = 0  # of the current chunk
        self._first = True
        self._ended = False

    def readinto(self, target: memoryview) -> int:
        # All received chunks in one call: engines send many small ones.
        filled, size = 0, len(target)
        while filled < size:
            if not self._left:
                filled += self._whole_chunks(target[filled:])
                if filled == size or (filled and not self._next_chunk_received()):
                    break
                if self._ended or not self._begin_chunk():
                    break
            if filled and not self._reader.holds_data():
                break  # an end or an error is for the next call
            count = self._reader.readinto(target[filled : filled + self._left])
            if not count:
                raise Truncated
            self._left -= count
            filled += count
        return filled

    def views(self) -> list[memoryview]:
        if not self._left and (self._ended or not self._begin_chunk()):
            return []
        reader = self._reader
        views = [reader.view(self._left)]
        if not views[0]:
            raise Truncated
        self._left -= len(views[0])
        buffer, view, start, end = reader.unread()
        while not self._left and len(views) < VIEWS_LIMIT:
            match = _NEXT_CHUNK.match(buffer, start, end)
            if match is None or match.end() == end or not (length := int(match[1], 16)):
                break
            begin = match.end()
            start = min(begin + length, end)
            views.append(view[begin:start])
            self._left = length - (start - begin)
        reader.skip_to(start)
        return views

    def _whole_chunks(self, target: memoryview) -> int:
        """Copy the complete chunks in the buffer; return how many bytes that was."""
        reader = self._reader
        buffer, view, start, end = reader.unread()
        filled, size = 0, len(target)
        if not self._first and _SMALL_CHUNK.match(buffer, start, end):
            data, length = _small_chunks(bytes(view[start : min(end, start + size)]))
            filled = len(data)
            target[:filled] = data
            start += length
        while match := _NEXT_CHUNK.match(buffer, start, end):
            length = int(match[1], 16)
            begin = match.end()
            stop = begin + length
            if self._first or not length or stop > end or length > size - filled:
                break
            target[filled : filled + length] = view[begin:stop]
            filled += length
            start = stop
        reader.skip_to(start)
        return filled

    def _next_chunk_received(self) -> bool:
        """Return whether the next chunk has been received and is not the last, empty one."""
        buffer, _, start, end = self._reader.unread()
        match = _NEXT_CHUNK.match(buffer, start, end)
        return match is not None and int(match[1], 16) > 0

    def _begin_chunk(self) -> bool:
        """Read the line before a chunk; return False for the last chunk, which is empty."""
        if not self._first and self._line():
            raise ProtocolError("a chunk of the response is longer than its size")
        self._first = False
        match = _CHUNK_SIZE.fullmatch(self._line())
        if match is None:
            raise ProtocolError("malformed chunk in the response")
        self._left = int(match[1], 16)
        if not self._left:
            self._skip_trailers()
            self._ended = True
        return not self._ended

    def _skip_trailers(self) -> None:
        left = HEAD_LIMIT_BYTES
        while line := self._line(left):
            left -= len(line)

    def _line(self, limit_bytes: int = CHUNK_LINE_LIMIT_BYTES) -> bytes:
        line = self._reader.line(limit_bytes)
        if line is None:
            raise Truncated
        return line
