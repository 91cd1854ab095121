"""Short requests through requests' adapter on kept connections, without its Session."""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, cast

import requests
import requests_unixsocket.adapters
import urllib3
import urllib3.connection
import urllib3.exceptions
from requests.structures import CaseInsensitiveDict

from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport import Response
from pydock.transport.dial import CONNECT_TIMEOUT_SECONDS
from pydock.transport.exchange import body_limit, check_body_limit
from pydock.transport.http1 import Head, NotHttp, Truncated, body_length
from pydock.transport.tls import as_eof_error

# The engine receives only the target behind it.
_URL = "http+unix://engine"

_READ_BYTES = 256 * 1024

Connect = Callable[[], socket.socket]

# The methods that Go's client sends again when a kept connection turns out to be closed.
_REPEATABLE_METHODS = ("GET", "HEAD")


class _HeadFile:
    """The file that http.client reads a head from, which takes its end for the head's."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._begun = False
        self.close, self.flush = file.close, file.flush

    def readline(self, limit: int = -1) -> bytes:
        line = self._file.readline(limit)
        if not line and self._begun:
            raise http.client.IncompleteRead(b"")
        self._begun = True
        return line


class _Response(http.client.HTTPResponse):
    def begin(self) -> None:
        file = self.fp
        self.fp = cast(Any, _HeadFile(file))
        try:
            super().begin()
        finally:
            if self.fp is not None:
                self.fp = file


class _Connection(urllib3.connection.HTTPConnection):
    response_class = _Response
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
        """Send a request and return the whole response. Raises OSError and connection errors."""
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.body = method, _URL + target, body
        # As bytes: http.client would encode text as Latin-1.
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
        on_eof = ConnectionLost("EOF")
        try:
            answer = self._adapter.send(prepared, timeout=timeouts, stream=True)
            on_eof = Truncated()
            response = _read_response(prepared.method or "", answer)
        except requests.Timeout as error:
            raise TimeoutError from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            cause = _cause(error)
            if isinstance(cause, ssl.SSLError):
                cause = as_eof_error(cause)
            raise (on_eof if isinstance(cause, ssl.SSLEOFError) else cause) from error
        self._used = True
        return response

    def close(self) -> None:
        self._adapter.close()


def _read_response(method: str, answer: requests.Response) -> Response:
    """Read the whole response, as strictly as `pydock.transport.exchange.read_response`."""
    raw = answer.raw
    headers = {name.lower(): value for name, value in raw.headers.itermerged()}
    status, reason = answer.status_code, answer.reason or ""
    try:
        if status < 200:
            raise ProtocolError(f"unrequested interim response: {status} {reason}")
        body_length(method, Head(status, reason, headers))
        parts: list[bytes] = []
        limit = body_limit(status)
        for part in raw.stream(_READ_BYTES, decode_content=False):
            parts.append(part)
            limit -= len(part)
            if limit <= 0:
                break
        check_body_limit(status, limit)
    except BaseException:
        raw.close()
        raise
    if limit <= 0:
        raw.close()
    return Response(status, reason, headers, b"".join(parts))


def _cause(error: BaseException) -> OSError | ConnectionLost | ProtocolError:
    """Return the error of the connection within an error of requests, urllib3 or http.client."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, http.client.RemoteDisconnected):
            return ConnectionLost("EOF")
        if isinstance(cause, urllib3.exceptions.InvalidChunkLength):
            return ProtocolError("malformed chunk in the response") if cause.length else Truncated()
        if isinstance(cause, http.client.IncompleteRead):
            return Truncated()
        if isinstance(cause, http.client.BadStatusLine):
            return NotHttp(str(cause).encode("latin-1", "replace"))
        if isinstance(cause, http.client.HTTPException):
            return ProtocolError(f"malformed response: {cause}")
        if isinstance(cause, OSError) and not isinstance(cause, requests.RequestException):
            return cause
        inner = [value for value in cause.args if isinstance(value, BaseException)]
        cause = inner[0] if inner else cause.__cause__ or cause.__context__
    if "prematurely" in str(error):  # what urllib3 raises before the size of a chunk
        return Truncated()
    return ProtocolError(f"malformed response: {error}")
