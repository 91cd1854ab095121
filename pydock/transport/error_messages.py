"""Error messages of connections that fail or break, in docker's words."""

import os
import socket

from pydock.errors import CannotConnect, ConnectionLost, ProtocolError, PydockError
from pydock.transport.dial import Dialer, DialError
from pydock.transport.http1 import NotHttp, Truncated

# Reasons of OpenSSL: the engine requires a client certificate, or another one.
_CERTIFICATE_REFUSED = (
    "BAD_CERTIFICATE",
    "CERTIFICATE_REQUIRED",
    "UNKNOWN_CA",
    "HANDSHAKE_FAILURE",
)
_AUTHORITY_UNKNOWN = ("unable to get", "self-signed", "self signed")


def request_error(error: Exception, dialer: Dialer, method: str, url: str) -> PydockError:
    """Return the user's message for the error of a request to `url` without response."""
    request = f'{method.capitalize()} "{url}"'
    if isinstance(error, DialError):
        return CannotConnect(_dial_failure(error.cause, dialer, request))
    if isinstance(error, NotHttp):
        return ProtocolError(
            f"{request}: what answers at {dialer.address} is not a Docker engine: {error}."
            "\n* Are you trying to connect to a TLS-enabled daemon without TLS?"
        )
    if isinstance(error, OSError):
        return _loss(error, dialer, request)
    if isinstance(error, ConnectionLost) and not isinstance(error, Truncated):
        reason = dialer.explain_loss() or error.message
        return ConnectionLost(f"error during connect: {request}: {reason}")
    if isinstance(error, PydockError):
        return error
    raise error


def raw_connection_error(error: DialError, dialer: Dialer) -> CannotConnect:
    """The error of a connection that was opened for no request."""
    return CannotConnect(
        f"failed to open the raw stream connection: {_dialling(dialer, error.cause)}"
    )


def _dial_failure(cause: OSError, dialer: Dialer, request: str) -> str:
    if isinstance(cause, PermissionError):
        return f"permission denied while trying to connect to the docker API at {dialer.address}"
    failed = f"failed to connect to the docker API at {dialer.address}"
    if isinstance(cause, FileNotFoundError):
        check = "check if the path is correct and if the daemon is running"
        return f"{failed}; {check}: {_dialling(dialer, cause)}"
    if isinstance(cause, socket.gaierror):
        return f"{failed}: {_lookup(dialer)}"
    refused = isinstance(cause, (ConnectionRefusedError, TimeoutError))
    if refused or dialer.dialled.startswith("unix "):
        where = f"Cannot connect to the Docker daemon at {dialer.address}"
        return f"{where}. Is the docker daemon running?"
    if _is_tls(cause):
        return _tls_failure(cause, request)
    return f"error during connect: {request}: {_dialling(dialer, cause)}"


def _loss(cause: OSError, dialer: Dialer, request: str) -> PydockError:
    if type(cause).__name__ == "SSLEOFError":
        return ConnectionLost(f"error during connect: {request}: {dialer.explain_loss() or 'EOF'}")
    if _is_tls(cause):
        return CannotConnect(_tls_failure(cause, request))
    if isinstance(cause, TimeoutError):
        return CannotConnect(f"error during connect: {request}: no answer in time")
    reason = dialer.explain_loss() or f"read {dialer.dialled}: {cause.strerror or cause}"
    return ConnectionLost(f"error during connect: {request}: {reason}")


def _dialling(dialer: Dialer, cause: OSError) -> str:
    """What was dialled and how that failed."""
    if isinstance(cause, socket.gaierror):
        return f"dial {dialer.dialled.partition(' ')[0]}: {_lookup(dialer)}"
    reason = f"connect: {os.strerror(cause.errno).lower()}" if cause.errno else str(cause)
    return f"dial {dialer.dialled}: {reason}"


def _lookup(dialer: Dialer) -> str:
    authority = dialer.dialled.partition(" ")[2]
    return f"lookup {authority.rpartition(':')[0] or authority}: no such host"


def _is_tls(cause: OSError) -> bool:
    return type(cause).__module__ == "ssl"  # which is not imported unless needed


def _tls_failure(cause: OSError, request: str) -> str:
    found = str(getattr(cause, "reason", None) or "")
    unverified = getattr(cause, "verify_message", "")
    if unverified:
        if unverified.startswith(_AUTHORITY_UNKNOWN):
            unverified = f"certificate signed by unknown authority ({unverified})"
        reason = f"tls: failed to verify certificate: x509: {unverified}"
    elif found.endswith(_CERTIFICATE_REFUSED):
        return (
            "the server probably has client authentication (--tlsverify) enabled; check your TLS "
            f"client certification settings: {request}: remote error: tls: bad certificate"
        )
    elif found.endswith("ALERT_CERTIFICATE_EXPIRED"):
        reason = "remote error: tls: expired certificate"
    elif found in ("HTTP_REQUEST", "WRONG_VERSION_NUMBER"):
        reason = "the engine does not speak TLS: server gave HTTP response to HTTPS client"
    elif type(cause).__name__ == "SSLEOFError":
        reason = "EOF"
    else:
        reason = f"tls: {found.lower().replace('_', ' ') or cause}"
    return f"error during connect: {request}: {reason}"
