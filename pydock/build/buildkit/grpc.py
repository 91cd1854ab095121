"""gRPC: client and server calls over HTTP/2, with messages of `protobuf`."""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import quote, unquote

from pydock.build.buildkit.http2 import STREAMS_LIMIT, Connection, Headers, Stream, StreamBroken
from pydock.build.buildkit.messages.errors import Status
from pydock.build.buildkit.protobuf import Malformed, Message
from pydock.errors import ProtocolError, PydockError

if TYPE_CHECKING:
    from pydock.transport import ByteStream

#: BuildKit's own limit of a message
MESSAGE_LIMIT_BYTES = 16 << 20
_PREFIX_BYTES = 5
_END_SECONDS = 2.0
_BUG = 2  # HTTP/2's INTERNAL_ERROR

SomeMessage = TypeVar("SomeMessage", bound=Message)


class Code(IntEnum):
    """Statuses of calls: those that BuildKit and pydock distinguish."""

    OK = 0
    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14


class CallFailed(PydockError):
    """A call that ended with another status than OK: `code`, message, and BuildKit's details."""

    def __init__(self, code: int, message: str, status: Status | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def prefix(size_bytes: int) -> bytes:
    """Return the prefix of an uncompressed message of that size."""
    return b"\0" + size_bytes.to_bytes(4, "big")


class Call:
    """A call from either side: messages in both directions."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self._received = bytearray()

    def send(self, message: Message) -> None:
        """Send a message; raises StreamBroken or ConnectionLost when the peer is gone."""
        self.send_encoded(message.encode())

    def send_encoded(self, data: bytes) -> None:
        """As `send`, for an encoded message."""
        self.send_framed(prefix(len(data)) + data)

    def send_framed(self, messages: bytes | bytearray) -> None:
        """As `send`, for several encoded messages, each with its `prefix`."""
        self.stream.send(messages)

    def receive(
        self, kind: type[SomeMessage], timeout_seconds: float | None = None
    ) -> SomeMessage | None:
        """Return the next message; None at the end of the messages (`is_over`) or of the time."""
        while True:
            message = self._next_message(kind)
            if message is not None:
                return message
            data = self.stream.receive(timeout_seconds)
            if data == b"" and self._received:
                raise Malformed("truncated message")
            if not data:
                return None
            self._received += data

    def receive_now(self, kind: type[SomeMessage]) -> SomeMessage | None:
        """Return the next message if it has been received already."""
        return self.receive(kind, 0)

    def is_over(self) -> bool:
        """Return whether no message follows."""
        return not self._received and self.stream.is_over() and not self.stream.holds_data()

    def _next_message(self, kind: type[SomeMessage]) -> SomeMessage | None:
        """Return a message from the received bytes, if one is complete."""
        received = self._received
        if len(received) < _PREFIX_BYTES:
            return None
        size = int.from_bytes(received[1:_PREFIX_BYTES], "big")
        if received[0]:
            raise Malformed("unsupported compression")
        if size > MESSAGE_LIMIT_BYTES:
            raise Malformed(f"message of {size} bytes exceeds the limit")
        end = _PREFIX_BYTES + size
        if len(received) < end:
            return None
        message = kind.decode(bytes(received[_PREFIX_BYTES:end]))
        del received[:end]
        return message


class ServerCall(Call):
    """A call received from the peer: `metadata` are its headers by lower-case name."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self.metadata: dict[str, list[str]] = {}
        for name, value in stream.headers or ():
            text = value.decode("utf-8", "surrogateescape")
            self.metadata.setdefault(name.decode("latin-1").lower(), []).append(text)
        self._begun = False

    @property
    def method(self) -> str:
        """`/package.Service/Method`"""
        return self.metadata.get(":path", [""])[0]

    def send_framed(self, messages: bytes | bytearray) -> None:
        self.begin()
        super().send_framed(messages)

    def begin(self) -> None:
        """Send the headers of the response, unless that has been done."""
        if not self._begun:
            self._begun = True
            self.stream.send_headers([(b":status", b"200"), *_CONTENT_TYPE])

    def finish(self, code: int = Code.OK, message: str = "") -> None:
        """End the call with a status, as the last thing."""
        trailers = [(b"grpc-status", b"%d" % code)]
        if message:
            trailers.append((b"grpc-message", quote(message, errors="surrogateescape").encode()))
        if not self._begun:
            trailers = [(b":status", b"200"), *_CONTENT_TYPE, *trailers]
        self.stream.send_headers(trailers, end=True)
        if not self.stream.is_over():
            self.stream.reset(0)  # discard what the peer would still send


Handler = Callable[[ServerCall], None]


class Server:
    """Serves calls over a connection, each in its own thread; a handler's error ends its call."""

    def __init__(self, pipe: ByteStream, handlers: Mapping[str, Handler]) -> None:
        self._handlers = handlers
        self._threads: set[threading.Thread] = set()
        self.connection = Connection(pipe, self._begin)

    def start(self) -> None:
        self.connection.start()

    def close(self) -> None:
        """Cancel running calls and wait a limited time for their threads."""
        self.connection.close()
        deadline = time.monotonic() + _END_SECONDS
        for thread in list(self._threads):
            thread.join(max(0.0, deadline - time.monotonic()))

    def _begin(self, stream: Stream) -> bool:
        if len(self._threads) >= STREAMS_LIMIT:
            return False  # includes cancelled calls whose threads have not ended
        thread = threading.Thread(
            target=self._answer, args=[stream], name="pydock-call", daemon=True
        )
        self._threads.add(thread)
        thread.start()
        return True

    def _answer(self, stream: Stream) -> None:
        call = ServerCall(stream)
        try:
            self._handle(call)
        except PydockError:
            stream.reset(0)  # the peer cancelled, or is gone
        except BaseException:
            stream.reset(_BUG)
            raise
        finally:
            self.connection.forget(stream)
            self._threads.discard(threading.current_thread())

    def _handle(self, call: ServerCall) -> None:
        handler = self._handlers.get(call.method)
        if handler is None:
            call.finish(Code.UNIMPLEMENTED, f"method {call.method} is not served")
            return
        try:
            handler(call)
        except CallFailed as failed:
            call.finish(failed.code, failed.message)
        except StreamBroken:
            raise
        except PydockError as error:
            call.finish(Code.UNKNOWN, error.message)
        except OSError as error:
            call.finish(Code.UNKNOWN, str(error))
        else:
            call.begin()
            call.finish()


class ClientCall(Call, Generic[SomeMessage]):
    """A call to the peer, with responses of one kind."""

    def __init__(self, stream: Stream, kind: type[SomeMessage]) -> None:
        super().__init__(stream)
        self._kind = kind

    def answer(self, timeout_seconds: float | None = None) -> SomeMessage | None:
        """Return the next response; None when there is none in time. Raises CallFailed."""
        message = self.receive(self._kind, timeout_seconds)
        if message is None and self.is_over():
            self._check_status()
        return message

    def only_answer(self) -> SomeMessage:
        """Return the response of a unary call. Raises as `answer`, and ProtocolError for none."""
        message = self.answer()
        if message is None:
            raise ProtocolError("the engine ended a call of the build without a response")
        self.stream.receive()
        self._check_status()
        return message

    def cancel(self) -> None:
        self.stream.reset()

    def _check_status(self) -> None:
        headers = self.stream.wait_for_headers()
        found = dict(headers) | dict(self.stream.trailers)
        http_status = found.get(b":status", b"")
        if http_status != b"200":
            status = http_status.decode("latin-1")
            raise CallFailed(Code.UNAVAILABLE, f"the engine answers with HTTP status {status}")
        try:
            code = int(found.get(b"grpc-status", b""))
        except ValueError:
            raise ProtocolError("the engine ended a call of the build without a status") from None
        if code:
            raise CallFailed(code, _message(found), _details(found))


class Client:
    """Makes calls over a connection."""

    def __init__(self, pipe: ByteStream) -> None:
        self.connection = Connection(pipe)

    def start(self) -> None:
        self.connection.start()

    def close(self) -> None:
        self.connection.close()

    def call(
        self,
        method: str,
        kind: type[SomeMessage],
        request: Message | None = None,
        metadata: Headers = (),
    ) -> ClientCall[SomeMessage]:
        """Begin a call of `/package.Service/Method`; a `request` is then its only message."""
        stream = self.connection.open_stream(
            [
                (b":method", b"POST"),
                (b":scheme", b"http"),
                (b":path", method.encode()),
                (b":authority", b"localhost"),
                *_CONTENT_TYPE,
                (b"te", b"trailers"),
                *metadata,
            ]
        )
        call = ClientCall(stream, kind)
        if request is not None:
            data = request.encode()
            with suppress(StreamBroken):  # it has ended already: its status says why
                stream.send(prefix(len(data)) + data, end=True)
        return call


_CONTENT_TYPE = [(b"content-type", b"application/grpc")]


def _message(headers: Mapping[bytes, bytes]) -> str:
    return unquote(headers.get(b"grpc-message", b"").decode("latin-1"), errors="surrogateescape")


def _details(headers: Mapping[bytes, bytes]) -> Status | None:
    """Return the details that BuildKit adds to a status; None if missing or malformed."""
    encoded = headers.get(b"grpc-status-details-bin", b"")
    if not encoded:
        return None
    try:
        return Status.decode(base64.b64decode(encoded + b"=" * (-len(encoded) % 4)))
    except (binascii.Error, Malformed):
        return None
