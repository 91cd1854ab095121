"""The framed stream of attach, exec and logs without a terminal (API 1.6 and later).

A frame is a head of eight bytes (the kind, three zero bytes, the length as a big-endian
integer) and that many bytes of one of the program's streams.
"""

from collections.abc import Callable, Iterable, Iterator
from struct import Struct
from typing import Final

from pydock.errors import ConnectionLost, ProtocolError, PydockError

HEAD_BYTES: Final = 8
ERROR_LIMIT_BYTES: Final = 64 * 1024

STDIN, STDOUT, STDERR, ENGINE_ERROR = range(4)

FRAME_LIMIT_BYTES: Final = 16 << 20
"""No engine sends frames of lines that come near this."""

_HEAD = Struct(">BxxxI")

Write = Callable[[memoryview], object]


class Demultiplexer:
    """Splits the framed stream, in pieces of any size, into views valid during the call."""

    def __init__(self, write_stdout: Write, write_stderr: Write) -> None:
        self._writes = {STDIN: write_stdout, STDOUT: write_stdout, STDERR: write_stderr}
        self._head = b""  # of a head received in pieces
        self._kind = STDOUT
        self._left = 0  # remaining bytes of the current frame
        self._error = bytearray()

    def feed(self, data: bytes | bytearray | memoryview) -> None:
        """Pass on the data's frames. Raises PydockError from the engine, ProtocolError."""
        view = memoryview(data)
        position, size = 0, len(view)
        run: list[memoryview] = []
        kind = self._kind
        while position < size:
            if not self._left:
                if self._head or size - position < HEAD_BYTES:
                    piece = view[position : position + HEAD_BYTES - len(self._head)]
                    self._head += piece
                    position += len(piece)
                    if len(self._head) < HEAD_BYTES:
                        break
                    self._kind, self._left = _HEAD.unpack(self._head)
                    self._head = b""
                else:
                    self._kind, self._left = _HEAD.unpack_from(view, position)
                    position += HEAD_BYTES
                if self._kind != kind:
                    self._hand_on(kind, run)
                    run, kind = [], self._kind
            part = view[position : position + self._left]
            run.append(part)
            position += len(part)
            self._left -= len(part)
        self._hand_on(kind, run)
        if kind == ENGINE_ERROR and not self._left:
            raise self._engine_error()

    def end(self) -> None:
        """Call it when the stream is over; raises ConnectionLost in the middle of a frame."""
        if self._kind == ENGINE_ERROR:
            raise self._engine_error()
        if self._left or self._head:
            raise ConnectionLost("the engine ended the stream in the middle of a frame")

    def _hand_on(self, kind: int, run: list[memoryview]) -> None:
        if kind in self._writes:
            if run:
                self._writes[kind](run[0] if len(run) == 1 else memoryview(b"".join(run)))
        elif kind == ENGINE_ERROR:
            self._error += b"".join(run)
            del self._error[ERROR_LIMIT_BYTES:]
            if self._kind != kind:
                raise self._engine_error()
        else:
            raise ProtocolError(f"unrecognized stream: {kind}")

    def _engine_error(self) -> PydockError:
        return _engine_error(self._error)


def _engine_error(words: bytes | bytearray) -> PydockError:
    return PydockError(f"error from daemon in stream: {words.decode('utf-8', 'replace').strip()}")


def whole_frames(chunks: Iterable[bytes | memoryview]) -> Iterator[tuple[int, bytes]]:
    """The frames of a stream, kind and content: logs of swarms have a line in each.

    Raises PydockError with the engine's words when the engine reports an error in the stream,
    ProtocolError for an unknown kind of frame and for one that is too large, and ConnectionLost
    when the stream ends inside a frame.
    """
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        position = 0
        while len(waiting) - position >= HEAD_BYTES:
            kind, size = _HEAD.unpack_from(waiting, position)
            if kind > ENGINE_ERROR or size > FRAME_LIMIT_BYTES:
                raise ProtocolError(f"unrecognized stream: {kind}")
            end = position + HEAD_BYTES + size
            if len(waiting) < end:
                break
            content = bytes(waiting[position + HEAD_BYTES : end])
            if kind == ENGINE_ERROR:
                raise _engine_error(content)
            yield kind, content
            position = end
        del waiting[:position]
    if waiting:
        raise ConnectionLost("the engine ended the stream in the middle of a frame")
