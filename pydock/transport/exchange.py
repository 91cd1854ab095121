"""One request and its response on a connection of their own, both of any length."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport import ERROR_LIMIT_BYTES, RESPONSE_LIMIT_BYTES, Response
from pydock.transport.http1 import (
    UNTIL_CLOSE,
    Head,
    Reader,
    Truncated,
    body_length,
    body_of,
    read_head,
)
from pydock.transport.wire import Wire

LINE_LIMIT_BYTES = 16 * 1024 * 1024
#: copying a larger chunk takes longer than sending it in parts
COPIED_BYTES = 32 * 1024
#: of each stream that waits for its next line
LINES_BUFFER_BYTES = 32 * 1024
#: the most that `Stream.chunks` yields at once
PIECE_BYTES = 64 * 1024


class Exchange:
    """A sent request and the head of its response."""

    def __init__(
        self,
        wire: Wire,
        method: str,
        head: bytes,
        body: bytes | Iterable[bytes] | None,
        *,
        reader: Reader | None = None,
        upgrade: bool = False,
    ) -> None:
        """Send the request and read the head. OSError, ConnectionLost, ProtocolError."""
        self.wire = wire
        self.method = method
        self.reader = reader or Reader(wire)
        self._upload: Upload | None = None
        try:
            self._send(head, body)
            self.head = self._read_head()
            if self.head.status == 101 and not upgrade:
                raise ProtocolError("unrequested protocol upgrade: 101 Switching Protocols")
        except BaseException:
            self.close()
            raise

    def _send(self, head: bytes, body: bytes | Iterable[bytes] | None) -> None:
        whole = body if isinstance(body, bytes) else b""
        try:
            self.wire.sendall(head + whole)
        except OSError:
            return  # the engine may have responded early: reading shows that
        if body is not None and not isinstance(body, bytes):
            self._upload = Upload(self.wire, body)

    def _read_head(self) -> Head:
        try:
            head = read_head(self.reader)
        except (OSError, ConnectionLost) as error:
            broken_upload = self.broken_upload()
            if broken_upload:
                raise RequestBodyError(broken_upload) from error
            raise
        if self._upload and head.status >= 300:
            self._upload.stop()
        return head

    def broken_upload(self) -> BaseException | None:
        """Return the error of the request's body, the possible cause of a failed read."""
        return self._upload.error if self._upload else None

    def close(self) -> None:
        if self._upload:
            self._upload.stop()
            self.wire.abort()  # ends a send that blocks in the thread
        self.wire.close()


class RequestBodyError(Exception):
    """The iterable body of a request raised `error`."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(str(error))
        self.error = error


def connection_lost(error: OSError | ConnectionLost) -> ConnectionLost:
    """Return the error for a connection that breaks after the response began."""
    if isinstance(error, ConnectionLost):
        return error
    return ConnectionLost(f"the connection to the engine broke: {error}")


class Upload:
    """Sends a body in chunks from its own thread, so that an early response is seen.

    An error response stops the upload; progress, which some engines send meanwhile, does not.
    An exception of the iterable is kept in `error` and breaks the connection.
    """

    def __init__(self, wire: Wire, parts: Iterable[bytes]) -> None:
        self.error: BaseException | None = None
        self._wire = wire
        self._parts = parts
        self._stopped = False
        threading.Thread(target=self._run, name="pydock-upload", daemon=True).start()

    def stop(self) -> None:
        """Send no further part."""
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
        """Send a chunk, or the end of the body if empty; False if the engine stopped reading."""
        try:
            if len(part) < COPIED_BYTES:
                self._wire.sendall(b"%x\r\n%b\r\n" % (len(part), part))
            else:
                self._wire.sendall(b"%x\r\n" % len(part))
                self._wire.sendall(part)
                self._wire.sendall(b"\r\n")
        except OSError:
            return False
        return True


def read_response(exchange: Exchange, keep: Callable[[Exchange], bool] | None = None) -> Response:
    """Read the response, an error's body bounded, and close the connection."""
    is_kept = False
    try:
        body = read_body(exchange.method, exchange.head, exchange.reader)
        if keep and can_go_on(exchange.method, exchange.head, len(body)):
            is_kept = not exchange.reader.buffered() and keep(exchange)
        return Response(*exchange.head, body)
    except OSError as error:
        if type(error).__name__ == "SSLEOFError":  # without an import of ssl
            raise Truncated from error
        raise
    finally:
        if not is_kept:
            exchange.close()


def read_body(method: str, head: Head, reader: Reader) -> bytes:
    """Return the body after a head, an error's to its limit. OSError, Truncated, ProtocolError."""
    body = body_of(method, head, reader)
    content = BytesIO()  # which returns its bytes without a copy
    remaining_bytes = body_limit(head.status)
    while remaining_bytes > 0 and (views := body.views()):
        for view in views:
            remaining_bytes -= content.write(view)
    check_body_limit(head.status, remaining_bytes)
    return content.getvalue()


def can_go_on(method: str, head: Head, body_bytes: int) -> bool:
    """Return whether the connection can carry another response after one that has been read."""
    return (
        head.headers.get("connection", "").lower() in ("", "keep-alive")
        and body_length(method, head) != UNTIL_CLOSE
        and body_bytes < body_limit(head.status)
    )


def body_limit(status: int) -> int:
    """Return how many bytes of a response's body are read, one more than is accepted."""
    return (RESPONSE_LIMIT_BYTES if status < 300 else ERROR_LIMIT_BYTES) + 1


def check_body_limit(status: int, remaining_bytes: int) -> None:
    """Raise ProtocolError for a success whose body has reached its limit."""
    if remaining_bytes <= 0 and status < 300:
        raise ProtocolError(f"the response is larger than {RESPONSE_LIMIT_BYTES >> 20} MiB")


class Stream:
    """The response of an exchange, read piece by piece; a `pydock.transport.StreamResponse`."""

    def __init__(self, exchange: Exchange) -> None:
        """Raises ProtocolError for a response with invalid framing."""
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

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.read1(PIECE_BYTES):
            yield chunk

    def lines(self, limit_bytes: int = LINE_LIMIT_BYTES) -> Iterator[bytes]:
        begun = b""
        while block := self.read1(LINES_BUFFER_BYTES):
            first, *others = block.split(b"\n")
            begun += first
            for line in others:
                yield begun.removesuffix(b"\r")
                begun = line
            if len(begun) > limit_bytes:
                raise ProtocolError(f"a line of the response is longer than {limit_bytes} bytes")
        if begun:
            yield begun

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
