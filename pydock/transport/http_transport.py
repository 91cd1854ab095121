"""HTTP to one engine, over whatever connections its dialer makes."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pydock import __version__
from pydock.errors import CannotConnect, ConnectionLost, ProtocolError, PydockError
from pydock.transport import Advice, Headers, Response
from pydock.transport.dial import Dialer, DialError
from pydock.transport.error_messages import raw_connection_error, request_error
from pydock.transport.exchange import BodyFailed, Exchange, Stream
from pydock.transport.hijack import UPGRADE_HEADERS, HijackedConnection, RawWire
from pydock.transport.http1 import request_head
from pydock.transport.wire import SocketWire, Wire

if TYPE_CHECKING:
    import ssl

    from pydock.transport.requests_pool import RequestPool

# Headers that belong to HTTP itself: what the person's configuration says of them is left out.
_RESERVED = ("host", "connection", "upgrade", "content-length", "transfer-encoding", "user-agent")

USER_AGENT = f"pydock/{__version__} ({sys.platform})"


class HttpTransport:
    """A `pydock.transport.Transport` to any kind of address; the dialer makes the difference."""

    def __init__(
        self,
        dialer: Dialer,
        hijack_dialer: Dialer,
        http_headers: Mapping[str, str],
        advice: Advice | None = None,
    ) -> None:
        self._dialer = dialer
        self._hijack_dialer = hijack_dialer
        self._advice = advice
        self._own_headers = {
            name: value for name, value in http_headers.items() if name.lower() not in _RESERVED
        }

    def url(self, target: str) -> str:
        return self._dialer.base_url + target

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        all_headers = {**self._headers(self._dialer), **(headers or {})}
        wire_target = self._dialer.target_prefix + target
        request_head(method, wire_target, all_headers)  # refuses what http.client would let pass
        try:
            return self._pool.request(method, wire_target, all_headers, body, timeout_seconds)
        except (DialError, OSError, ConnectionLost, ProtocolError) as error:
            raise self._request_error(error, self._dialer, method, target) from error

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> Stream:
        return Stream(self._exchange(self._dialer, method, target, headers, body))

    def hijack(
        self,
        method: str,
        target: str,
        headers: Headers | None = None,
        body: bytes | None = None,
    ) -> HijackedConnection:
        all_headers = {**UPGRADE_HEADERS, **(headers or {})}
        exchange = self._exchange(self._hijack_dialer, method, target, all_headers, body or b"")
        return HijackedConnection(exchange)

    def connect(self) -> RawWire:
        try:
            return RawWire(self._connect_wire(self._hijack_dialer))
        except DialError as error:
            raise raw_connection_error(error, self._hijack_dialer) from error

    def close(self) -> None:
        if "_pool" in self.__dict__:
            self._pool.close()
        self._dialer.close()

    def _exchange(
        self,
        dialer: Dialer,
        method: str,
        target: str,
        headers: Headers | None,
        body: bytes | Iterable[bytes] | None,
    ) -> Exchange:
        if body is None and method in ("POST", "PUT"):
            body = b""
        all_headers = {**self._headers(dialer), **(headers or {})}
        if isinstance(body, bytes):
            all_headers["Content-Length"] = str(len(body))
        elif body is not None:
            all_headers["Transfer-Encoding"] = "chunked"
        head = request_head(method, dialer.target_prefix + target, all_headers)
        try:
            return Exchange(self._connect_wire(dialer), method, head, body)
        except BodyFailed as failed:
            raise failed.error from None
        except (DialError, OSError, ConnectionLost, ProtocolError) as error:
            raise self._request_error(error, dialer, method, target) from error

    def _request_error(
        self, error: Exception, dialer: Dialer, method: str, target: str
    ) -> PydockError:
        found = request_error(error, dialer, method, self.url(target))
        if self._advice and isinstance(error, DialError):
            advice = self._advice(error.cause)
            return CannotConnect(f"{found.message}\n{advice}") if advice else found
        return found

    def _headers(self, dialer: Dialer) -> dict[str, str]:
        """What goes out with every request."""
        return {**dialer.headers, **self._own_headers, "User-Agent": USER_AGENT}

    @cached_property
    def _pool(self) -> RequestPool:
        from pydock.transport.requests_pool import RequestPool

        return RequestPool(self._connect_socket)

    @cached_property
    def _tls(self) -> ssl.SSLContext | None:
        return self._dialer.tls_context()

    def _connect_socket(self) -> socket.socket:
        context = self._tls
        connection = self._dialer.dial()
        if context is None:
            return connection
        from pydock.transport.tls import secured_socket

        return secured_socket(connection, context, self._dialer.server_name)

    def _connect_wire(self, dialer: Dialer) -> Wire:
        context = self._tls
        connection = dialer.dial()
        if context is None:
            return SocketWire(connection)
        from pydock.transport.tls import TlsWire

        return TlsWire(connection, context, dialer.server_name)
