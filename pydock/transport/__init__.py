"""The way to an engine: HTTP requests, long streams and hijacked connections.

This module holds the interface alone and imports nothing heavy; `open_transport` picks the
implementation by the scheme of the endpoint.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

#: headers of a request by name; a list stands for a header that is sent several times
Headers = Mapping[str, str | list[str]]

#: what to tell a person, as further lines, whose connection failed for a reason; maybe nothing
Advice = Callable[[OSError], str]


class TlsSettings(NamedTuple):
    """How to speak TLS: paths of PEM files, and whether the engine's name is verified.

    Without `ca_file` the authorities of the system are trusted. `server_name` is the name that
    the engine's certificate has to carry; the host of the endpoint when it is empty.
    """

    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""
    verify: bool = True
    server_name: str = ""


class Endpoint(NamedTuple):
    """Where an engine is: unix:///path, tcp://host:port[/path] or ssh://[user@]host[:port][/path]."""

    url: str
    tls: TlsSettings | None = None


class Response(NamedTuple):
    """A whole answer. The names of `headers` are lower case."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes


class StreamResponse(Protocol):
    """An answer that is read piece by piece, in constant memory; close it when done.

    Reading raises ConnectionLost where the engine ends before the answer does.
    """

    status: int
    reason: str
    headers: Mapping[str, str]

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fills a part of the buffer and returns its length; 0 at the end of the body."""

    def views(self) -> list[memoryview]:
        """The next parts of the body, valid until more is read; none at the end of the body.

        There are few enough of them for one writev(2).
        """

    def read(self, size: int) -> bytes:
        """Returns `size` bytes, waiting for them; fewer at the end of the body only."""

    def read1(self, size: int) -> bytes:
        """Returns up to `size` bytes as soon as some are there; b"" at the end of the body."""

    def lines(self, limit_bytes: int = ...) -> Iterator[bytes]:
        """The lines without their ends; a line beyond the limit is a ProtocolError."""

    def fileno(self) -> int: ...

    def pending(self) -> int:
        """How many bytes have been received already, which no selector announces again."""

    def close(self) -> None: ...

    def __enter__(self) -> StreamResponse: ...

    def __exit__(self, *exc: object) -> None: ...


class RawConnection(Protocol):
    """Bytes in both directions. One thread may send while another one receives.

    Every method may raise ConnectionLost.
    """

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        """Receives into the buffer and returns the number of bytes; 0 when the engine ended."""

    def send(self, data: bytes | memoryview) -> int:
        """Sends what goes without waiting and returns how many bytes that was, maybe 0."""

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        """Sends what goes without waiting of an open file, from where it stands.

        Returns how many bytes that was: 0 at the end of the file, None when nothing goes now.
        Raises OSError where the system cannot do that with this file or connection, which no
        other thread may use meanwhile.
        """

    def sendall(self, data: bytes | memoryview) -> None: ...

    def close_write(self) -> None:
        """Tells the engine that no more input comes; its output goes on."""

    def fileno(self) -> int: ...

    def pending(self) -> int:
        """How many bytes have been received already, which no selector announces again."""

    def abort(self) -> None:
        """Breaks the connection off, waking a thread that waits in it."""

    def close(self) -> None: ...


class Hijacked(RawConnection, Protocol):
    """A connection that became a raw stream: `status` is 101 or 200.

    With another status the engine refused, and only `read_error` and `close` make sense.
    """

    status: int
    reason: str
    headers: Mapping[str, str]

    def read_error(self) -> bytes:
        """The body of a refusal, as far as is needed to tell it."""

    def __enter__(self) -> Hijacked: ...

    def __exit__(self, *exc: object) -> None: ...


class Transport(Protocol):
    """HTTP to one engine. A target is a path with its query, quoted, beginning with "/".

    Every method raises CannotConnect, ConnectionLost or ProtocolError, and leaves the HTTP
    status to the caller.
    """

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        """Sends a request and reads the whole answer, over a connection kept for the next one."""

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> StreamResponse:
        """Sends a request, a body of any length too, and returns the answer to be read.

        An iterable body goes out in a thread of its own, so that an answer which comes early
        is seen; what the iterable raises comes out of the methods that read.
        """

    def hijack(
        self,
        method: str,
        target: str,
        headers: Headers | None = None,
        body: bytes | None = None,
    ) -> Hijacked:
        """Asks for the raw connection; the status tells whether the engine agreed.

        The connection becomes a `tcp` one unless the headers name another `Upgrade`.
        """

    def connect(self) -> RawConnection:
        """A connection over which nothing has been sent yet."""

    def url(self, target: str) -> str:
        """The target as the error messages of docker show it."""

    def close(self) -> None: ...


def open_transport(
    endpoint: Endpoint,
    *,
    http_headers: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    advice: Advice | None = None,
) -> Transport:
    """A transport to the endpoint; nothing is connected before the first request.

    `http_headers` go out with every request; `environ` (the process's own by default) names the
    proxy for an engine behind TCP; `advice` is added to the message when nothing can be
    connected to. Raises CannotConnect or ConfigError for an address that cannot be used on this
    system.
    """
    from pydock.transport.dial import dialers_for
    from pydock.transport.http_transport import HttpTransport

    dialer, hijack_dialer = dialers_for(endpoint, os.environ if environ is None else environ)
    return HttpTransport(dialer, hijack_dialer, http_headers or {}, advice)
