"""Errors of requests to a registry, and those that its connection ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import SplitResult

from pydock.errors import CannotConnect, PydockError

if TYPE_CHECKING:
    from urllib3.exceptions import HTTPError

#: reasons of OpenSSL for a response in plain HTTP
_NOT_TLS = ("HTTP_REQUEST", "WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")


class NotTls(CannotConnect):
    """The registry responds in plain HTTP to TLS."""


class NoCredentials(PydockError):
    """The registry requires a user and a password, and none are stored for it."""


class NoToken(PydockError):
    """A token service refused a token; `status` is that of its response."""

    def __init__(self, host: str, status: int) -> None:
        super().__init__(f"unauthorized: {host} gives no token (status {status})")
        self.status = status


def connection_error(error: HTTPError, request: str, url: SplitResult) -> PydockError:
    """Return the error of a registry that did not respond."""
    import socket
    import ssl

    cause = _system_error(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        words = f"tls: failed to verify certificate: x509: {cause.verify_message}"
        return CannotConnect(f"{request}: {words}")
    if isinstance(cause, ssl.SSLError) and cause.reason in _NOT_TLS:
        return NotTls(f"{request}: http: server gave HTTP response to HTTPS client")
    if isinstance(cause, socket.gaierror):
        return CannotConnect(f"{request}: dial tcp: lookup {url.hostname}: no such host")
    if cause is not None and cause.strerror:
        return CannotConnect(f"{request}: dial tcp {url.netloc}: connect: {cause.strerror.lower()}")
    return CannotConnect(f"{request}: {error}")


def _system_error(error: BaseException) -> OSError | None:
    """Return the OSError in an error of urllib3, if there is one."""
    while not isinstance(error, OSError):
        parts = (getattr(error, "reason", None), *error.args, error.__cause__)
        inner = next((part for part in parts if isinstance(part, BaseException)), None)
        if inner is None:
            return None
        error = inner
    return error
