"""An engine behind a Unix socket."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

from pydock.errors import CannotConnect
from pydock.transport.dial import CONNECT_TIMEOUT_SECONDS, POOL_AFTER_UNIX_REQUESTS, DialError

if TYPE_CHECKING:
    import ssl


_PATH_LIMIT_BYTES = 108
#: large, so that an upload and the engine that reads it wait for each other less often
_SEND_BUFFER_BYTES = 1 << 20


class UnixDialer:
    """Connects to the socket of unix:///path."""

    target_prefix = ""
    server_name = ""
    pool_after_requests = POOL_AFTER_UNIX_REQUESTS

    def __init__(self, url: str) -> None:
        """CannotConnect for a path that is too long for a socket."""
        self.address = url
        self.path = url.removeprefix("unix://")
        if len(os.fsencode(self.path)) > _PATH_LIMIT_BYTES:
            raise CannotConnect(f'Failed to initialize: unix socket path "{self.path}" is too long')
        self.headers = {"Host": "api.moby.localhost"}
        self.dialled = f"unix {self.path}"
        self.base_url = "http://" + quote(self.path, safe="", errors="surrogateescape")

    def dial(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(CONNECT_TIMEOUT_SECONDS)
            connection.connect(self.path)
        except OSError as error:  # a path beyond the length of an address too
            connection.close()
            raise DialError(error) from error
        connection.settimeout(None)
        with contextlib.suppress(OSError):  # limited by the system
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        return connection

    def tls_context(self) -> ssl.SSLContext | None:
        return None

    def explain_loss(self) -> str:
        return ""

    def close(self) -> None:
        pass
