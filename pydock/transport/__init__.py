"""The transport to an engine: HTTP requests, long streams and hijacked connections.

This module holds the interface and imports nothing heavy; `open_transport` chooses the
implementation by the scheme of the endpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

#: headers of a request by name; a list stands for a header that is sent several times
Headers = Mapping[str, str | list[str]]

#: the most that is read of a response which is not a stream, and of the body of an error
RESPONSE_LIMIT_BYTES = 256 << 20
ERROR_LIMIT_BYTES = 1 << 20

#: returns further lines for the message of a failed connection, or nothing
Advice = Callable[[OSError], str]


class TlsSettings(NamedTuple):
    """Settings of TLS: paths of PEM files, and whether the engine's certificate is verified.

    Without `ca_file` the system's authorities are trusted. `server_name` is the required name in
    the engine's certificate, by default the host of the endpoint.
    """

    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""
    verify: bool = True
    server_name: str = ""


class Endpoint(NamedTuple):
    """Address of an engine: unix:///path, tcp://host:port[/path] or ssh://[user@]host[:port][/path]."""

    url: str
    tls: TlsSettings | None = None


class Response(NamedTuple):
    """A whole response; header names are lower case; the body of an error is bounded."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes


class StreamResponse(Protocol):
    """A response read piece by piece and closed by the caller; ConnectionLost if truncated."""

    status: int
    reason: str
    headers: Mapping[str, str]

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fill a part of the buffer and return its length; 0 at the end of the body."""

    def views(self) -> list[memoryview]:
        """Return the body's next parts, few enough for one writev(2), valid until the next read."""

    def read(self, size: int) -> bytes:
        """Wait for and return `size` bytes; fewer at the end of the body only."""

    def read1(self, size: int) -> bytes:
        """Return up to `size` bytes as soon as some are received; b"" at the end of the body."""

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it is received, in pieces of 64 KiB at most."""

    def lines(self, limit_bytes: int = ...) -> Iterator[bytes]:
        """Yield the lines without their ends; ProtocolError for a line beyond the limit."""

    def fileno(self) -> int: ...

    def pending(self) -> int:
        """Return the number of received bytes, which a selector does not report again."""

    def close(self) -> None: ...

    def __enter__(self) -> StreamResponse: ...

    def __exit__(self, *exc: object) -> None: ...


class ByteStream(Protocol):
    """Bytes in both directions, one thread each. Raises ConnectionLost."""

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        """Receive into the buffer and return the number of bytes; 0 at the engine's end."""

    def sendall(self, data: bytes | memoryview) -> None: ...

    def abort(self) -> None:
        """Break the connection, which ends a blocking call in another thread."""

    def close(self) -> None: ...


class RawConnection(ByteStream, Protocol):
    """A stream of bytes for a loop that polls it."""

    def send(self, data: bytes | memoryview) -> int:
        """Send without waiting and return how many bytes were sent, possibly 0."""

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        """Send from an open file at its current position, without waiting.

        Returns how many bytes were sent: 0 at the end of the file, None if it would block.
        OSError if the system cannot do that with this file or connection. No other thread may
        use the connection meanwhile.
        """

    def close_write(self) -> None:
        """End the sending direction; the engine's output continues."""

    def fileno(self) -> int: ...

    def pending(self) -> int:
        """Return the number of received bytes, which a selector does not report again."""


class Hijacked(RawConnection, Protocol):
    """A raw stream (101 or 200); of any other status only `read_error` and `close` are valid."""

    status: int
    reason: str
    headers: Mapping[str, str]

    def read_error(self) -> bytes:
        """Return the body of a refusal, ERROR_LIMIT_BYTES + 1 of it at most."""

    def __enter__(self) -> Hijacked: ...

    def __exit__(self, *exc: object) -> None: ...


class Transport(Protocol):
    """HTTP to one engine. A target is a path with its query, quoted, beginning with "/".

    Every method raises CannotConnect, ConnectionLost or ProtocolError. The caller checks the
    HTTP status; redirects are not followed. A status of 101 is a ProtocolError unless requested.
    """

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        """Send a request and return the whole response.

        The first requests use a connection each, later ones kept connections. `timeout_seconds`
        limits each wait for the engine.
        """

    def prefetch(self, targets: Sequence[str]) -> None:
        """Announce many GETs: a `request` for each follows, in this order and from one thread.

        They may share a connection, and the engine may work on the next ones meanwhile.
        """

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> StreamResponse:
        """Send a request, with a body of any length, and return the response to be read.

        An iterable body is sent from its own thread, so that an early response is seen. An
        exception of the iterable is raised by the methods that read.
        """

    def hijack(
        self, method: str, target: str, headers: Headers | None = None, body: bytes | None = None
    ) -> Hijacked:
        """Request a raw connection, of protocol `tcp` unless headers name an `Upgrade`."""

    def connect(self) -> RawConnection:
        """Return a new connection; nothing has been sent over it."""

    def connect_http2(self) -> RawConnection | None:
        """Return a new connection for HTTP/2; None for an engine that has HTTP/1 only over TLS."""

    def url(self, target: str) -> str:
        """Return the target's URL as docker's error messages show it."""

    def close(self) -> None: ...
