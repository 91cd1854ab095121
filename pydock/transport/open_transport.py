"""Open a transport: the implementation that the scheme of an endpoint needs."""

import os
from collections.abc import Mapping

from pydock.errors import CannotConnect
from pydock.transport import Advice, Endpoint, Transport
from pydock.transport.dial import Dialer
from pydock.transport.http_transport import HttpTransport


def open_transport(
    endpoint: Endpoint,
    *,
    http_headers: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    advice: Advice | None = None,
) -> Transport:
    """Return a transport to the endpoint, which connects at the first request.

    `http_headers` are sent with every request. `environ` (the process's own by default) names
    the proxy for an engine behind TCP. `advice` adds lines to the error of a failed connection.
    Raises CannotConnect or ConfigError for an address that this system cannot use.
    """
    dialer, hijack_dialer = _dialers_for(endpoint, os.environ if environ is None else environ)
    return HttpTransport(dialer, hijack_dialer, http_headers or {}, advice)


def _dialers_for(endpoint: Endpoint, environ: Mapping[str, str]) -> tuple[Dialer, Dialer]:
    """Return the dialers for requests and hijacked connections. CannotConnect, ConfigError."""
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
