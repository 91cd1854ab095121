"""A request and its answer on a connection of their own, both of any length."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport.http1 import Head, Reader, body_of, read_head
from pydock.transport.wire import Wire

LINE_LIMIT_BYTES = 16 * 1024 * 1024
LINES_BUFFER_BYTES = 64 * 1024


class Exchange:
    """A request that has been sent and the head of its answer; what both streams are made of."""

    def __init__(
        self, wire: Wire, method: str, head: bytes, body: bytes | Iterable[bytes] | None
    ) -> None:
        """Sends the request and reads the head of the answer.

        Raises OSError, ConnectionLost and ProtocolError, and BodyFailed for what an iterable
        body raises.
        """
        self.wire = wire
        self.method = method
        self.reader = Reader(wire)
        self._upload: Upload | None = None
        try:
            self._send(head, body)
            self.head = self._read_head()
        except BaseException:
            self.close()
            raise

    def _send(self, head: bytes, body: bytes | Iterable[bytes] | None) -> None:
        whole = body if isinstance(body, bytes) else b""
        try:
            self.wire.sendall(head + whole)
        except OSError:
            return  # the engine may have answered already; reading tells
        if body is not None and not isinstance(body, bytes):
            self._upload = Upload(self.wire, body)

    def _read_head(self) -> Head:
        try:
            head = read_head(self.reader)
        except (OSError, ConnectionLost) as error:
            broken_upload = self.broken_upload()
            if broken_upload:
                raise BodyFailed(broken_upload) from error
            raise
        if self._upload and head.status >= 400:
            self._upload.stop()
        return head

    def broken_upload(self) -> BaseException | None:
        """What went wrong with the body of the request, which may be why reading failed."""
        return self._upload.error if self._upload else None

    def close(self) -> None:
        if self._upload:
            self._upload.stop()
            self.wire.abort()  # wakes the thread if it waits for the engine
        self.wire.close()


class BodyFailed(Exception):
    """The iterable body of a request raised `error`, which is no error of the connection."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(str(error))
        self.error = error


def connection_lost(error: OSError | ConnectionLost) -> ConnectionLost:
    """The error of a connection that breaks after the answer began."""
    if isinstance(error, ConnectionLost):
        return error
    return ConnectionLost(f"the connection to the engine broke: {error}")


class Upload:
    """Sends a body in chunks from a thread of its own, so that an early answer is seen.

    An answer that is an error stops the upload; progress, which some engines send while they
    read, does not. What the iterable raises is kept in `error` and breaks the connection.
    """

    def __init__(self, wire: Wire, parts: Iterable[bytes]) -> None:
        self.error: BaseException | None = None
        self._wire = wire
        self._parts = parts
        self._stopped = False
        threading.Thread(target=self._run, name="pydock-upload", daemon=True).start()

    def stop(self) -> None:
        """Sends no further part."""
        self._stopped = True

    def _run(self) -> None:
        try:
            for part in self._parts:
                if self._stopped or (part and not self._sent(part)):
                    return
        except BaseException as error:
            self.error = error
            self._wire.abort()
        else:
            self._sent(b"")

    def _sent(self, part: bytes) -> bool:
        """Sends a chunk, or the end of the body; False when the engine does not read any more."""
        try:
            self._wire.sendall(b"%x\r\n%b\r\n" % (len(part), part))
        except OSError:
            return False
        return True


class Stream:
    """The answer of an exchange, read piece by piece; a `pydock.transport.StreamResponse`."""

    def __init__(self, exchange: Exchange) -> None:
        """Raises ProtocolError for an answer whose framing makes no sense."""
        self._exchange = exchange
        self.status, self.reason, self.headers = exchange.head
        try:
            self._body = body_of(exchange.method, exchange.head, exchange.reader)
        except ProtocolError:
            exchange.close()
            raise
        self.fileno = exchange.wire.fileno
        self.pending = exchange.reader.buffered
        self.close = exchange.close

    def readinto(self, buffer: bytearray | memoryview) -> int:
        try:
            return self._body.readinto(memoryview(buffer))
        except (OSError, ConnectionLost) as error:
            raise self._exchange.broken_upload() or connection_lost(error) from error

    def views(self) -> list[memoryview]:
        try:
            return self._body.views()
        except (OSError, ConnectionLost) as error:
            raise self._exchange.broken_upload() or connection_lost(error) from error

    def read1(self, size: int) -> bytes:
        buffer = bytearray(size)
        count = self.readinto(buffer)
        return bytes(memoryview(buffer)[:count])

    def read(self, size: int) -> bytes:
        buffer = bytearray(size)
        view = memoryview(buffer)
        filled = 0
        while filled < size and (count := self.readinto(view[filled:])):
            filled += count
        return bytes(view[:filled])

    def lines(self, limit_bytes: int = LINE_LIMIT_BYTES) -> Iterator[bytes]:
        begun = b""
        while block := self.read1(LINES_BUFFER_BYTES):
            first, *others = block.split(b"\n")
            begun += first
            for line in others:
                yield begun.removesuffix(b"\r")
                begun = line
            if len(begun) > limit_bytes:
                raise ProtocolError(f"a line of the answer is longer than {limit_bytes} bytes")
        if begun:
            yield begun

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
