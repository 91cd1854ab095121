"""An engine behind a TCP port, plain or with TLS, directly or through a proxy."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydock.errors import CannotConnect, ProtocolError
from pydock.transport import Endpoint
from pydock.transport.dial import (
    CONNECT_TIMEOUT_SECONDS,
    POOL_AFTER_TCP_REQUESTS,
    POOL_AFTER_TLS_REQUESTS,
    DialError,
)
from pydock.transport.http1 import Reader, read_head
from pydock.transport.proxy import Proxy, proxy_for
from pydock.transport.wire import SocketWire

if TYPE_CHECKING:
    import ssl

PLAIN_PORT = 2375
TLS_PORT = 2376
KEEPALIVE_SECONDS = 30
PROXY_ANSWER_BYTES = 4096


class TcpDialer:
    """Connects to tcp://host:port[/path]."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Raises CannotConnect for an invalid port."""
        url, tls = endpoint
        self.address = url
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            raise CannotConnect(f"invalid port in the address {url}") from None
        self.scheme = "https" if tls else "http"
        self.host = parts.hostname or "localhost"
        self.port = port or (TLS_PORT if tls else PLAIN_PORT)
        authority = parts.netloc.rpartition("@")[2]
        self.target_prefix = parts.path.rstrip("/")
        self.base_url = f"{self.scheme}://{authority}{self.target_prefix}"
        self.headers = {"Host": authority}
        self.dialled = f"tcp {authority}"
        self.server_name = tls.server_name if tls and tls.server_name else self.host
        self.pool_after_requests = POOL_AFTER_TLS_REQUESTS if tls else POOL_AFTER_TCP_REQUESTS
        self._tls = tls

    def dial(self) -> socket.socket:
        return _connected(self.host, self.port)

    def tls_context(self) -> ssl.SSLContext | None:
        if self._tls is None:
            return None
        from pydock.transport.tls import certificate_of, context_for

        return context_for(
            self._tls, lambda context: certificate_of(self.dial(), context, self.server_name)
        )

    def explain_loss(self) -> str:
        if self._tls and not self._tls.certificate_file:
            return "EOF (does the engine require a client certificate? See --tlscert and --tlskey)"
        return ""

    def close(self) -> None:
        pass


class ForwardedDialer(TcpDialer):
    """Connects to a proxy that passes plain requests on: their targets are whole addresses."""

    def __init__(self, endpoint: Endpoint, proxy: Proxy) -> None:
        super().__init__(endpoint)
        self._proxy = proxy
        self.target_prefix = self.base_url
        if proxy.authorization:
            self.headers["Proxy-Authorization"] = proxy.authorization

    def dial(self) -> socket.socket:
        return _connected(self._proxy.host, self._proxy.port)


class TunnelDialer(TcpDialer):
    """Connects through a tunnel that a proxy makes, for TLS."""

    def __init__(self, endpoint: Endpoint, proxy: Proxy) -> None:
        super().__init__(endpoint)
        self._proxy = proxy

    def dial(self) -> socket.socket:
        connection = _connected(self._proxy.host, self._proxy.port)
        try:
            self._open_tunnel(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_tunnel(self, connection: socket.socket) -> None:
        where = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}"]
        if self._proxy.authorization:
            lines.append(f"Proxy-Authorization: {self._proxy.authorization}")
        connection.settimeout(CONNECT_TIMEOUT_SECONDS)
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        # Behind its answer the proxy is silent until the client has begun to shake hands.
        answer = read_head(Reader(SocketWire(connection), PROXY_ANSWER_BYTES))
        connection.settimeout(None)
        if answer.status != 200:
            raise ProtocolError(
                f"the proxy {self._proxy.host}:{self._proxy.port} refuses a connection to "
                f"{where}: {answer.status} {answer.reason}"
            )


def tcp_dialers(endpoint: Endpoint, environ: Mapping[str, str]) -> tuple[TcpDialer, TcpDialer]:
    """The dialers for requests and for hijacked connections.

    They differ for a plain engine behind a proxy: what is hijacked goes past the proxy, which
    would not pass it on. docker does the same. Raises CannotConnect, ConfigError.
    """
    direct = TcpDialer(endpoint)
    proxy = proxy_for(direct.scheme, direct.host, direct.port, environ)
    if proxy is None:
        return direct, direct
    if endpoint.tls:
        tunnel = TunnelDialer(endpoint, proxy)
        return tunnel, tunnel
    return ForwardedDialer(endpoint, proxy), direct


def _connected(host: str, port: int) -> socket.socket:
    try:
        connection = socket.create_connection((host, port), CONNECT_TIMEOUT_SECONDS)
    except UnicodeError as error:  # a..b, which cannot be looked up
        raise DialError(socket.gaierror(socket.EAI_NONAME, str(error))) from error
    except OSError as error:
        raise DialError(error) from error
    connection.settimeout(None)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # Notice within minutes that the other side is gone, on streams that are silent for hours.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name in ("TCP_KEEPIDLE", "TCP_KEEPALIVE", "TCP_KEEPINTVL"):  # macOS has the second one
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), KEEPALIVE_SECONDS)
    return connection
