"""What can be dialled: the interface of the modules unix, tcp and ssh, and the choice of one."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from pydock.errors import CannotConnect

if TYPE_CHECKING:
    import ssl

    from pydock.transport import Endpoint

# docker gives up connecting after ten seconds (go-connections' default).
CONNECT_TIMEOUT_SECONDS = 10.0


class DialError(Exception):
    """No connection came about; `cause` says why."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


class Dialer(Protocol):
    """Makes connections to one engine, and knows what is said about it in requests and errors."""

    address: str
    """The address as the person gave it."""
    dialled: str
    """What docker says it dials: "unix /var/run/docker.sock", "tcp host:2375"."""
    base_url: str
    """What docker writes in front of a target in messages."""
    target_prefix: str
    """What goes in front of every target on the wire; mostly empty."""
    headers: dict[str, str]
    """The headers that every request needs on its way there."""
    server_name: str
    """The name that the engine's certificate has to carry."""

    def dial(self) -> socket.socket:
        """A new blocking connection, TLS to be added; raises DialError."""

    def tls_context(self) -> ssl.SSLContext | None:
        """How the connection is secured, None for not at all; raises ConfigError."""

    def explain_loss(self) -> str:
        """What is known about why connections end without an answer; mostly nothing."""

    def close(self) -> None: ...


def dialers_for(endpoint: Endpoint, environ: Mapping[str, str]) -> tuple[Dialer, Dialer]:
    """The dialers for requests and for hijacked connections, which are mostly the same one.

    Raises CannotConnect or ConfigError for an address that cannot be dialled on this system.
    """
    scheme = endpoint.url.partition("://")[0]
    dialer: Dialer
    if scheme == "unix":
        from pydock.transport.unix import UnixDialer

        dialer = UnixDialer(endpoint.url)
    elif scheme in ("tcp", "http", "https"):
        from pydock.transport.tcp import tcp_dialers

        return tcp_dialers(endpoint, environ)
    elif scheme == "ssh":
        from pydock.transport.ssh import SshDialer

        dialer = SshDialer(endpoint.url)
    elif scheme == "npipe":
        raise CannotConnect("Failed to initialize: protocol not available")
    else:
        raise CannotConnect(f"Failed to initialize: unable to parse docker host `{endpoint.url}`")
    return dialer, dialer
