"""Short requests through requests and requests_unixsocket, on connections that are kept.

The adapter is used without a Session: that would add what an engine must not get (cookies,
the proxies of the environment, a password from ~/.netrc) and would rewrite the path.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from typing import Any, cast

import requests
import requests_unixsocket.adapters
import urllib3
import urllib3.connection
from requests.structures import CaseInsensitiveDict

from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport import Response
from pydock.transport.dial import CONNECT_TIMEOUT_SECONDS
from pydock.transport.http1 import NotHttp, Truncated

# Only the target behind it reaches the engine.
_URL = "http+unix://engine"

Connect = Callable[[], socket.socket]

# What Go's client sends a second time when a kept connection turns out to be closed.
_REPEATABLE_METHODS = ("GET", "HEAD")


class _Connection(urllib3.connection.HTTPConnection):
    connect_socket: Connect

    def connect(self) -> None:
        self.sock = self.connect_socket()


class _Pool(urllib3.HTTPConnectionPool):
    def __init__(self, connect: Connect) -> None:
        super().__init__("localhost", maxsize=4)
        self._connect = connect

    def _new_conn(self) -> _Connection:
        connection = _Connection("localhost")
        connection.connect_socket = self._connect
        return connection


class EngineAdapter(requests_unixsocket.adapters.UnixAdapter):  # type: ignore[misc]
    """The adapter of requests_unixsocket with one pool for the engine, not one for each URL."""

    def __init__(self, connect: Connect) -> None:
        super().__init__(max_retries=0)
        self._pool = _Pool(connect)

    def get_connection(self, url: str, proxies: Any = None) -> _Pool:
        return self._pool

    def request_url(self, request: requests.PreparedRequest, proxies: Any = None) -> str:
        return str(request.url).removeprefix(_URL)

    def close(self) -> None:
        self._pool.close()


class RequestPool:
    """Sends short requests over connections made by `connect`."""

    def __init__(self, connect: Connect) -> None:
        self._adapter = EngineAdapter(connect)
        self._used = False

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes | None,
        timeout_seconds: float | None,
    ) -> Response:
        """The whole answer.

        Raises OSError, ConnectionLost, ProtocolError, and what `connect` raises.
        """
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.body = method, _URL + target, body
        # As bytes: http.client would take text for Latin-1.
        encoded = {key: value.encode("utf-8", "surrogateescape") for key, value in headers.items()}
        if body is not None:
            encoded["Content-Length"] = b"%d" % len(body)
        prepared.headers = CaseInsensitiveDict(cast("dict[str, str]", encoded))
        repeatable = self._used and method in _REPEATABLE_METHODS
        try:
            return self._send(prepared, timeout_seconds)
        except (ConnectionLost, ConnectionError):
            if not repeatable:
                raise
        return self._send(prepared, timeout_seconds)

    def _send(self, prepared: requests.PreparedRequest, timeout_seconds: float | None) -> Response:
        timeouts = (CONNECT_TIMEOUT_SECONDS, timeout_seconds)
        cut = ConnectionLost("EOF")
        try:
            answer = self._adapter.send(prepared, timeout=timeouts)
            cut = Truncated()
            body = answer.content
        except requests.Timeout as error:
            raise TimeoutError from error
        except requests.RequestException as error:
            cause = _unwrapped(error)
            raise (cut if isinstance(cause, ssl.SSLEOFError) else cause) from error
        self._used = True
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, answer.reason or "", headers, body)

    def close(self) -> None:
        self._adapter.close()


def _unwrapped(error: requests.RequestException) -> OSError | ConnectionLost | ProtocolError:
    """What went wrong on the connection, out of what requests and urllib3 have made of it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, http.client.RemoteDisconnected):
            return ConnectionLost("EOF")
        if isinstance(cause, http.client.IncompleteRead):
            return Truncated()
        if isinstance(cause, http.client.BadStatusLine):
            return NotHttp(str(cause).encode("latin-1", "replace"))
        if isinstance(cause, http.client.HTTPException):
            return ProtocolError(f"the answer is not HTTP: {cause}")
        if isinstance(cause, OSError) and not isinstance(cause, requests.RequestException):
            return cause
        inner = [value for value in cause.args if isinstance(value, BaseException)]
        cause = inner[0] if inner else cause.__cause__ or cause.__context__
    return ProtocolError(str(error))
