"""HTTP to one engine over the connections that its dialer makes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from pydock.errors import CannotConnect, ConnectionLost, ProtocolError, PydockError
from pydock.transport import Advice, Headers, Response
from pydock.transport.dial import Dialer, DialError
from pydock.transport.error_messages import raw_connection_error, request_error
from pydock.transport.exchange import Exchange, RequestBodyError, Stream, read_response
from pydock.transport.hijack import UPGRADE_HEADERS, HijackedConnection, RawWire
from pydock.transport.http1 import USER_AGENT, Reader, request_head
from pydock.transport.wire import SocketWire, Wire

if TYPE_CHECKING:
    import ssl

    from pydock.transport.pipeline import Pipeline
    from pydock.transport.requests_pool import RequestPool
    from pydock.transport.tls import TlsWire

# Headers of HTTP itself: the user's configuration cannot set them.
_RESERVED = (
    *("host", "connection", "upgrade", "content-length", "transfer-encoding"),
    *("accept-encoding", "user-agent"),
)

#: the errors of a request that `error_messages.request_error` describes
CONNECTION_ERRORS = (DialError, OSError, ConnectionLost, ProtocolError)


#: the methods that Go's client sends again when a kept connection turns out to be closed
REPEATABLE_METHODS = ("GET", "HEAD")


class HttpTransport:
    """A `pydock.transport.Transport` for every kind of address, as its dialer connects."""

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
        self._pool: RequestPool | None = None
        self._connections_made = 0
        self._kept: list[tuple[SocketWire, Reader]] = []
        self._pipeline: Pipeline | None = None
        self._lock = threading.Lock()
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
        is_repeatable = method in REPEATABLE_METHODS and not body and timeout_seconds is None
        if is_repeatable and (response := self._response_ahead(target)):
            return response
        try:
            if is_repeatable and (exchange := self._kept_exchange(method, target, headers)):
                return read_response(exchange, self._keep)
            pool = self._pool_if_it_pays()
            if pool is not None:
                all_headers = {**self._headers(self._dialer), **(headers or {})}
                wire_target = self._dialer.target_prefix + target
                request_head(method, wire_target, all_headers)  # stricter than http.client
                return pool.request(method, wire_target, all_headers, body, timeout_seconds)
            exchange = self._exchange(self._dialer, method, target, headers, body, timeout_seconds)
            return read_response(exchange, self._keep if is_repeatable else None)
        except CONNECTION_ERRORS as error:
            raise self._request_error(error, self._dialer, method, target) from error

    def prefetch(self, targets: Sequence[str]) -> None:
        if self._dialer.target_prefix:  # not through a proxy
            return
        from pydock.transport.pipeline import Pipeline

        headers = self._headers(self._dialer)
        requests = [(target, request_head("GET", target, headers)) for target in targets]
        with suppress(*CONNECTION_ERRORS):  # which the requests report themselves
            wire = self._connect_wire(self._dialer)
            self._pipeline = Pipeline(wire, Reader(wire), requests)

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> Stream:
        try:
            return Stream(self._exchange(self._dialer, method, target, headers, body))
        except CONNECTION_ERRORS as error:
            raise self._request_error(error, self._dialer, method, target) from error

    def hijack(
        self, method: str, target: str, headers: Headers | None = None, body: bytes | None = None
    ) -> HijackedConnection:
        all_headers = {**UPGRADE_HEADERS, **(headers or {})}
        dialer = self._hijack_dialer
        try:
            exchange = self._exchange(
                dialer, method, target, all_headers, body or b"", upgrade=True
            )
        except CONNECTION_ERRORS as error:
            raise self._request_error(error, dialer, method, target) from error
        return HijackedConnection(exchange)

    def connect(self) -> RawWire:
        try:
            return RawWire(self._connect_wire(self._hijack_dialer))
        except DialError as error:
            raise raw_connection_error(error, self._hijack_dialer) from error

    def connect_http2(self) -> RawWire | None:
        dialer = self._hijack_dialer
        context = dialer.tls_context()  # another one, for this connection alone
        if context is None:
            return self.connect()
        context.set_alpn_protocols(["h2", "http/1.1"])
        try:
            wire = _secured(dialer.dial(), context, dialer)
        except DialError as error:
            raise raw_connection_error(error, dialer) from error
        if wire.protocol == "h2":
            return RawWire(wire)
        wire.close()
        return None

    def close(self) -> None:
        while self._kept:
            self._kept.pop()[0].close()
        if self._pipeline:
            self._pipeline.close()
        if self._pool:
            self._pool.close()
        self._dialer.close()

    def _response_ahead(self, target: str) -> Response | None:
        """Return the response to a GET that was sent ahead; None for any other request."""
        if self._pipeline is None or not self._pipeline.is_next(target):
            return None
        try:
            return self._pipeline.response()
        except CONNECTION_ERRORS:
            self._pipeline.close()
            self._pipeline = None
            return None  # to be sent again, by itself

    def _kept_exchange(self, method: str, target: str, headers: Headers | None) -> Exchange | None:
        """Send a request over a kept connection; None if there is none that the engine reads.

        Raises ProtocolError.
        """
        with self._lock:
            if not self._kept:
                return None
            wire, reader = self._kept.pop()
        if not wire.is_idle():
            wire.close()
            return None
        all_headers = {**self._headers(self._dialer), **(headers or {})}
        head = request_head(method, self._dialer.target_prefix + target, all_headers)
        try:
            return Exchange(wire, method, head, None, reader=reader)
        except (OSError, ConnectionLost):
            return None  # closed meanwhile

    def _keep(self, exchange: Exchange) -> bool:
        """Keep the connection of an exchange; return whether that is done."""
        if not isinstance(exchange.wire, SocketWire):  # the pool keeps those with TLS
            return False
        with self._lock:
            self._kept.append((exchange.wire, exchange.reader))
        return True

    def _exchange(
        self,
        dialer: Dialer,
        method: str,
        target: str,
        headers: Headers | None,
        body: bytes | Iterable[bytes] | None,
        timeout_seconds: float | None = None,
        *,
        upgrade: bool = False,
    ) -> Exchange:
        """Connect and send a request; raises CONNECTION_ERRORS and errors of the body."""
        if body is None and method in ("POST", "PUT"):
            body = b""
        all_headers = {**self._headers(dialer), **(headers or {})}
        if isinstance(body, bytes):
            all_headers["Content-Length"] = str(len(body))
        elif body is not None:
            all_headers["Transfer-Encoding"] = "chunked"
        head = request_head(method, dialer.target_prefix + target, all_headers)
        try:
            wire = self._connect_wire(dialer, timeout_seconds)
            return Exchange(wire, method, head, body, upgrade=upgrade)
        except RequestBodyError as failed:
            raise failed.error from None

    def _request_error(
        self, error: Exception, dialer: Dialer, method: str, target: str
    ) -> PydockError:
        found = request_error(error, dialer, method, self.url(target))
        if self._advice and isinstance(error, DialError):
            advice = self._advice(error.cause)
            return CannotConnect(f"{found.message}\n{advice}") if advice else found
        return found

    def _headers(self, dialer: Dialer) -> dict[str, str]:
        """Return the headers of every request."""
        return {**dialer.headers, **self._own_headers, "User-Agent": USER_AGENT}

    def _pool_if_it_pays(self) -> RequestPool | None:
        """Count a new connection; return the pool once there are enough of them to load it."""
        with self._lock:
            self._connections_made += 1
            if self._pool is None and self._connections_made > self._dialer.pool_after_requests:
                from pydock.transport.requests_pool import RequestPool

                self._pool = RequestPool(self._connect_socket)
            return self._pool

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

    def _connect_wire(self, dialer: Dialer, timeout_seconds: float | None = None) -> Wire:
        """Connect; `timeout_seconds` limits each wait for the engine afterwards."""
        context = self._tls
        connection = dialer.dial()
        wire: Wire = SocketWire(connection)
        if context is not None:
            wire = _secured(connection, context, dialer)
        if timeout_seconds is not None:
            connection.settimeout(timeout_seconds)
        return wire


def _secured(connection: socket.socket, context: ssl.SSLContext, dialer: Dialer) -> TlsWire:
    from pydock.transport.tls import TlsWire

    return TlsWire(connection, context, dialer.server_name)
