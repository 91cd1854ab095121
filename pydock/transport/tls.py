"""TLS to an engine: certificates, and a stream that can be closed in one direction."""

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from pydock.errors import ConfigError
from pydock.transport import TlsSettings
from pydock.transport.dial import CONNECT_TIMEOUT_SECONDS, DialError
from pydock.transport.wire import cannot_send_files

RECORD_BYTES = 16 * 1024  # the most that one TLS record carries
RECEIVE_BYTES = 128 * 1024

#: reasons of OpenSSL for a client certificate below its security level
_WEAK = ("EE_KEY_TOO_SMALL", "CA_KEY_TOO_SMALL", "CA_MD_TOO_WEAK")


class PinnedContext(ssl.SSLContext):
    """Connects with a client certificate below OpenSSL's security level: the server decides on it.

    OpenSSL has one level for both sides. The server's certificate therefore has to be the one
    that a connection without the client's own was given and verified at the usual level. Only
    TLS 1.3 is negotiated: nothing else in it depends on the level.
    """

    server_certificate: bytes | None = None

    def check(self, connection: ssl.SSLSocket | ssl.SSLObject) -> None:
        """Raise SSLCertVerificationError unless the server has that certificate."""
        if self.server_certificate not in (None, connection.getpeercert(binary_form=True)):
            raise ssl.SSLCertVerificationError(1, "the server's certificate has changed")


def context_for(
    settings: TlsSettings, verified_certificate: Callable[[ssl.SSLContext], bytes] | None = None
) -> ssl.SSLContext:
    """Return the SSLContext of the settings.

    `verified_certificate` connects and returns the server's certificate; without it a client
    certificate below OpenSSL's security level is refused. Raises ConfigError for unusable files.
    """
    context = _prepared(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), settings)
    if not settings.certificate_file:
        return context
    with _usable("client certificate or key", settings.certificate_file):
        try:
            _load_own_certificate(context, settings)
        except ssl.SSLError as error:
            if verified_certificate is None or error.reason not in _WEAK:
                raise
        else:
            return context
        pinned = _prepared(PinnedContext(ssl.PROTOCOL_TLS_CLIENT), settings)
        pinned.set_ciphers("DEFAULT:@SECLEVEL=0")
        _load_own_certificate(pinned, settings)
    if settings.verify:
        context.minimum_version = pinned.minimum_version = ssl.TLSVersion.TLSv1_3
        pinned.server_certificate = verified_certificate(context)
    return pinned


def certificate_of(connection: socket.socket, context: ssl.SSLContext, server_name: str) -> bytes:
    """Return the server's certificate, verified, and end the connection; raises DialError."""
    with secured_socket(connection, context, server_name) as secured:
        return secured.getpeercert(binary_form=True) or b""


_Context = TypeVar("_Context", bound=ssl.SSLContext)


def _prepared(context: _Context, settings: TlsSettings) -> _Context:
    """Return the context, verifying servers by the settings."""
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.hostname_checks_common_name = False
    # set by some Pythons: a truncated connection would be the end of the data
    context.options &= ~getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    if not settings.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif settings.ca_file:
        with _usable("authority certificate", settings.ca_file):
            context.load_verify_locations(settings.ca_file)
    else:
        context.load_default_certs()
    return context


def _load_own_certificate(context: ssl.SSLContext, settings: TlsSettings) -> None:
    context.load_cert_chain(settings.certificate_file, settings.key_file, password=_no_password)


def _no_password() -> str:
    raise ConfigError("the TLS client key is encrypted: pydock, like docker, reads plain keys only")


@contextlib.contextmanager
def _usable(what: str, path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise ConfigError(
            "Failed to initialize: failed to retrieve context tls info: "
            f"cannot use the {what} {path}: {reason}"
        ) from error


def as_eof_error(error: ssl.SSLError) -> ssl.SSLError:
    """Return the error of a truncated connection as SSLEOFError, unlike Python 3.11.2."""
    if error.reason == "UNEXPECTED_EOF_WHILE_READING" and not isinstance(error, ssl.SSLEOFError):
        return ssl.SSLEOFError(*error.args)
    return error


def secured_socket(
    connection: socket.socket, context: ssl.SSLContext, server_name: str
) -> ssl.SSLSocket:
    """Return the connection after the handshake, for short requests; raises DialError."""
    connection.settimeout(CONNECT_TIMEOUT_SECONDS)
    try:
        # "ragged" is an end without close_notify: the connection is truncated
        secured = context.wrap_socket(
            connection, server_hostname=server_name, suppress_ragged_eofs=False
        )
        if isinstance(context, PinnedContext):
            context.check(secured)
    except OSError as error:
        connection.close()
        raise DialError(error) from error
    secured.settimeout(None)
    return secured


class TlsWire:
    """A `Wire` with TLS. An `ssl.SSLSocket` cannot close a single direction.

    `_tls` turns bytes into records and back in memory, under `_tls_lock`; `_send_lock` keeps
    the records in order on the socket.
    """

    def __init__(
        self, connection: socket.socket, context: ssl.SSLContext, server_name: str
    ) -> None:
        """Does the handshake; raises DialError."""
        self._socket = connection
        self._received = ssl.MemoryBIO()
        self._to_send = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._received, self._to_send, server_hostname=server_name)
        self._tls_lock = threading.Lock()
        self._send_lock = threading.Lock()
        self._ahead = b""  # decrypted already
        self._ended = False  # the engine has ended its direction
        self._failure: ssl.SSLError | None = None
        self.fileno = connection.fileno
        connection.settimeout(CONNECT_TIMEOUT_SECONDS)
        try:
            self._do_handshake()
            if isinstance(context, PinnedContext):
                context.check(self._tls)
        except OSError as error:
            self.close()
            raise DialError(error) from error
        connection.settimeout(None)

    @property
    def protocol(self) -> str | None:
        """The protocol that the handshake negotiated, if any."""
        return self._tls.selected_alpn_protocol()

    def _do_handshake(self) -> None:
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                self._flush()
                self._receive()
            except ssl.SSLError:
                self._flush()  # the alert with the reason, for the engine
                raise
            else:
                self._flush()
                return

    def recv_into(self, buffer: memoryview) -> int:
        while True:
            with self._tls_lock:
                if self._ahead:
                    return self._take_ahead(buffer)
                with contextlib.suppress(ssl.SSLWantReadError):
                    return self._read(buffer)
            self._receive()

    def _read(self, buffer: memoryview) -> int:
        """Decrypt received records that fit; 0 at the end, SSLWantReadError for less than one."""
        if self._failure:
            raise self._failure
        filled = 0
        try:
            while filled < len(buffer):
                # typeshed has the form without a buffer only
                count = cast(int, self._tls.read(len(buffer) - filled, buffer[filled:]))
                if not count:
                    self._ended = True
                    break
                filled += count
        except ssl.SSLZeroReturnError:
            self._ended = True
        except ssl.SSLError as caught:
            error = as_eof_error(caught)
            if not isinstance(error, ssl.SSLWantReadError):
                self._failure = error  # OpenSSL reports it only once
            if not filled:
                raise error from None
        return filled

    def _take_ahead(self, buffer: memoryview) -> int:
        count = min(len(self._ahead), len(buffer))
        buffer[:count] = self._ahead[:count]
        self._ahead = self._ahead[count:]
        return count

    def _receive(self) -> None:
        """Wait for encrypted bytes."""
        data = self._socket.recv(RECEIVE_BYTES)
        with self._tls_lock:
            if data:
                self._received.write(data)
            else:
                self._received.write_eof()

    def _flush(self) -> None:
        with self._tls_lock:
            records = self._to_send.read()
        self._socket.sendall(records)

    def sendall(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        with self._send_lock:
            for start in range(0, len(view), RECEIVE_BYTES):
                with self._tls_lock:
                    self._tls.write(view[start : start + RECEIVE_BYTES])
                self._flush()

    def send(self, data: bytes | memoryview) -> int:
        # A socket that is ready to be written to has room for one record.
        poll = select.poll()
        poll.register(self._socket, select.POLLOUT)
        if not poll.poll(0):
            return 0
        part = memoryview(data)[:RECORD_BYTES]
        self.sendall(part)
        return len(part)

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        raise cannot_send_files()

    def close_write(self) -> None:
        with self._send_lock, contextlib.suppress(OSError):
            with self._tls_lock, contextlib.suppress(ssl.SSLWantReadError):
                # OpenSSL expects the engine's close_notify next: data is decrypted before
                self._decrypt_ahead()
                self._tls.unwrap()
            self._flush()

    def _decrypt_ahead(self) -> None:
        record = bytearray(RECORD_BYTES)
        with contextlib.suppress(ssl.SSLWantReadError):
            while count := self._read(memoryview(record)):
                self._ahead += record[:count]

    def pending(self) -> int:
        with self._tls_lock:
            if not self._ahead:
                record = bytearray(RECORD_BYTES)
                with contextlib.suppress(ssl.SSLError):
                    self._ahead = bytes(record[: self._read(memoryview(record))])
            # The end and a failure count as readable: nothing may follow on the socket.
            return len(self._ahead) + (self._ended or self._failure is not None)

    def abort(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()
