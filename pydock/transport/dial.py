"""The interface of the dialers in the modules unix, tcp and ssh."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import ssl

# docker gives up connecting after ten seconds (go-connections' default).
CONNECT_TIMEOUT_SECONDS = 10.0

# How many new connections are made before the pool of requests keeps them. Loading requests takes
# about 40 ms, which the pool has to win back. Without TLS, requests that can be repeated go over
# connections that `HttpTransport` keeps itself, and do not count.
POOL_AFTER_UNIX_REQUESTS = sys.maxsize  # connecting takes 0.15 ms, a request of the pool 0.3 more
POOL_AFTER_TCP_REQUESTS = 20  # a round trip of a few ms on a network
POOL_AFTER_TLS_REQUESTS = 2  # 2.3 ms for the handshake, and two or three round trips
POOL_AFTER_SSH_REQUESTS = 0  # a process and a login, 100 ms and more


class DialError(Exception):
    """Connecting failed with `cause`."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


class Dialer(Protocol):
    """Makes connections to one engine; has the names of it in requests and errors."""

    address: str
    """The address as the user gave it."""
    dialled: str
    """Network and address in docker's errors: "unix /var/run/docker.sock", "tcp host:2375"."""
    base_url: str
    """The URL before a target in docker's errors."""
    target_prefix: str
    """The text before every target on the wire; usually empty."""
    headers: dict[str, str]
    """The headers of every request."""
    server_name: str
    """The required name in the engine's certificate."""
    pool_after_requests: int
    """The number of requests on connections of their own before a pool keeps connections."""

    def dial(self) -> socket.socket:
        """Return a new blocking connection, still without TLS; raises DialError."""

    def tls_context(self) -> ssl.SSLContext | None:
        """Return the TLS settings, None for a plain connection; raises ConfigError."""

    def explain_loss(self) -> str:
        """Return a known reason for connections that end without a response; usually empty."""

    def close(self) -> None: ...
