"""HTTP/2 over an established connection, in the client's or the server's role.

The h2 library implements the protocol and does no I/O. Around it: one thread that receives, and
streams on which any thread sends and waits. The asyncio servers built on h2 are not used because a
build mostly sends files, and a thread that reads a file and writes its frames directly is faster.

`lock` guards all state. `_writing` is held by the thread that writes to the connection, so that
frames that h2 has prepared are sent in order; the receiving thread never waits for it, so that two
full connections cannot block each other.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    RemoteSettingsChanged,
    RequestReceived,
    ResponseReceived,
    StreamEnded,
    StreamReset,
    TrailersReceived,
    WindowUpdated,
)
from h2.exceptions import H2Error
from h2.settings import SettingCodes

from pydock.errors import ConnectionLost, ProtocolError, PydockError

if TYPE_CHECKING:
    from pydock.transport import ByteStream

Headers = Sequence[tuple[bytes, bytes]]

#: what the peer may send before it is read: on one stream, and on all together
STREAM_WINDOW_BYTES = 2 << 20
CONNECTION_WINDOW_BYTES = 16 << 20
#: patterns of an ignore file are sent as headers, which are therefore long
HEADERS_LIMIT_BYTES = (1 << 20) + 320  # as much as the clients of BuildKit written in Go
#: concurrent calls of the peer
STREAMS_LIMIT = 100

_RECEIVE_BYTES = 256 << 10
#: large enough to make system calls few
_WRITE_BYTES = 512 << 10
_DEFAULT_WINDOW_BYTES = 65535
#: pending frames, mostly acknowledgements, for an engine that does not read
_ANSWERS_LIMIT_BYTES = 256 << 10


class StreamBroken(PydockError):
    """The peer reset a stream; `code` is HTTP/2's."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the engine reset a call of the build (HTTP/2 error {code})")
        self.code = code


class Stream:
    """One request and its response. Any thread may use it, one at a time per direction."""

    def __init__(self, connection: Connection, number: int) -> None:
        self.number = number
        #: on a server those of the request, on a client those of the response once received
        self.headers: Headers | None = None
        self.trailers: Headers = ()
        self._connection = connection
        self._received: deque[bytes] = deque()
        self._unacknowledged = 0
        self._ended = False
        self._error: PydockError | None = None
        self._arrived = threading.Condition(connection.lock)

    def send_headers(self, headers: Headers, *, end: bool = False) -> None:
        self._connection.send_headers(self, headers, end)

    def send(self, data: bytes | bytearray, *, end: bool = False) -> None:
        """Send all the data, waiting for the peer's flow control."""
        self._connection.send_data(self, data, end)

    def receive(self, timeout_seconds: float | None = None) -> bytes | None:
        """Return received bytes, b"" at the end, None if none in time. Raises StreamBroken."""
        deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
        with self._arrived:
            while not self._received:
                if self._ended:
                    return b""
                if self._error:
                    raise self._error
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return None
                self._arrived.wait(left)
            data = b"".join(self._received) if len(self._received) > 1 else self._received[0]
            self._received.clear()
            size, self._unacknowledged = self._unacknowledged, 0
        self._connection.acknowledge(self, size)
        return data

    def wait_for_headers(self) -> Headers:
        """Return the headers of the response, or its trailers where it has only those."""
        with self._arrived:
            while self.headers is None:
                if self._error:
                    raise self._error
                self._arrived.wait()
            return self.headers

    def is_over(self) -> bool:
        """Return whether the peer has ended the stream or it has failed."""
        return self._ended or self._error is not None

    def holds_data(self) -> bool:
        """Return whether received data are pending."""
        return bool(self._received)

    def failure(self) -> PydockError | None:
        """Return the error of a stream on which nothing more can be sent; None otherwise."""
        return self._error

    def reset(self, code: int = ErrorCodes.CANCEL) -> None:
        """Reset the stream, if it has not ended."""
        self._connection.reset(self, code)

    def add(self, data: bytes, size: int) -> None:
        """Add received data; `size` includes padding. The lock is held, as in the next three."""
        self._unacknowledged += size
        if data:
            self._received.append(data)
            self._arrived.notify_all()

    def end(self) -> None:
        self._ended = True
        self._arrived.notify_all()

    def fail(self, error: PydockError) -> None:
        if self._error is None:
            self._error = error
        self._arrived.notify_all()

    def add_headers(self, headers: Headers) -> None:
        self.headers = headers
        self._arrived.notify_all()


class Connection:
    """All the streams over one connection, and the thread that receives from it."""

    def __init__(
        self, pipe: ByteStream, on_request: Callable[[Stream], bool] | None = None
    ) -> None:
        """`on_request` makes it a server: it is called in the receiving thread with each stream
        whose request was received, returns whether to accept it, and must not block."""
        self.lock = threading.RLock()
        self._pipe = pipe
        self._on_request = on_request
        self._protocol = H2Connection(
            H2Configuration(
                client_side=on_request is None,
                header_encoding=None,
                # an engine's error message may end with a space
                validate_inbound_headers=False,
            )
        )
        self._writing = threading.Lock()
        self._prepared = bytearray()
        self._window_opened = threading.Condition(self.lock)
        self._streams: dict[int, Stream] = {}
        self._error: PydockError | None = None
        self._thread = threading.Thread(target=self._run, name="pydock-http2", daemon=True)

    def start(self) -> None:
        """Send the preface and begin to receive."""
        settings: dict[int, int] = {
            SettingCodes.INITIAL_WINDOW_SIZE: STREAM_WINDOW_BYTES,
            SettingCodes.MAX_HEADER_LIST_SIZE: HEADERS_LIMIT_BYTES,
        }
        if self._on_request is None:
            settings[SettingCodes.ENABLE_PUSH] = 0
        else:
            settings[SettingCodes.MAX_CONCURRENT_STREAMS] = STREAMS_LIMIT
        with self._preparing():
            self._protocol.initiate_connection()
            self._protocol.update_settings(settings)
            self._protocol.increment_flow_control_window(
                CONNECTION_WINDOW_BYTES - _DEFAULT_WINDOW_BYTES
            )
        self._flush()
        self._thread.start()

    def open_stream(self, headers: Headers) -> Stream:
        """Send a request's headers. Raises ConnectionLost or ProtocolError."""
        with self._writing:
            with self.lock:
                self._raise_failure()
                stream = Stream(self, self._protocol.get_next_available_stream_id())
                self._streams[stream.number] = stream
                self._protocol.send_headers(stream.number, list(headers))
            self._write_prepared()
        return stream

    def failure(self) -> PydockError | None:
        """Return the error that ended the connection; None while it is open."""
        return self._error

    def close(self) -> None:
        """End the connection and the thread, without a GOAWAY, which could block."""
        self._fail(ConnectionLost("the connection to the engine has been closed"))
        self._pipe.abort()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._pipe.close()

    def send_headers(self, stream: Stream, headers: Headers, end: bool) -> None:
        with self._writing:
            with self.lock:
                self._raise_failure(stream)
                self._send_checked(
                    stream, lambda: self._protocol.send_headers(stream.number, headers, end)
                )
            self._write_prepared()

    def send_data(self, stream: Stream, content: bytes | bytearray, end: bool) -> None:
        view = memoryview(content)
        while view or end:
            if view:
                self._wait_for_window(stream)
            with self._writing:
                with self.lock:
                    self._raise_failure(stream)
                    sent = self._prepare(stream, view, end)
                    data = self._take_prepared()
                self._pipe.sendall(data)
                self._write_prepared()
            view = view[sent:]
            if not view and end:
                return

    def _prepare(self, stream: Stream, view: memoryview, end: bool) -> int:
        """Prepare frames of as much as flow control allows, and return how much that is."""
        number, protocol = stream.number, self._protocol
        frame_bytes = protocol.max_outbound_frame_size
        room = min(len(view), protocol.local_flow_control_window(number), _WRITE_BYTES)
        position = 0

        def send() -> None:
            nonlocal position
            while position < room:
                part = view[position : min(position + frame_bytes, room)]
                position += len(part)
                protocol.send_data(number, part, end and position == len(view))
            if end and not view:
                protocol.end_stream(number)

        self._send_checked(stream, send)
        return position

    def _send_checked(self, stream: Stream, send: Callable[[], None]) -> None:
        try:
            send()
        except H2Error:  # ended or reset on this side, maybe by another thread
            raise stream.failure() or StreamBroken(ErrorCodes.STREAM_CLOSED) from None

    def _wait_for_window(self, stream: Stream) -> None:
        with self._window_opened:
            while True:
                self._raise_failure(stream)
                try:
                    if self._protocol.local_flow_control_window(stream.number) > 0:
                        return
                except H2Error:
                    raise StreamBroken(ErrorCodes.STREAM_CLOSED) from None
                self._window_opened.wait()

    def acknowledge(self, stream: Stream, size: int) -> None:
        """Allow the peer to send as much more as has been read."""
        with self._preparing():
            if self._error is None and size:
                with suppress(H2Error):
                    self._protocol.acknowledge_received_data(size, stream.number)
        self._flush()

    def reset(self, stream: Stream, code: int) -> None:
        with self._preparing():
            self._streams.pop(stream.number, None)
            if self._error is None:
                with suppress(H2Error):
                    self._protocol.reset_stream(stream.number, code)
            stream.fail(StreamBroken(code))
            self._window_opened.notify_all()
        self._flush()

    def _raise_failure(self, stream: Stream | None = None) -> None:
        error = self._error or (stream.failure() if stream else None)
        if error:
            raise error

    def _flush(self) -> None:
        """Write what is prepared, unless another thread is writing, which writes it too."""
        while self._prepared and self._writing.acquire(blocking=False):
            try:
                self._write_prepared()
            except ConnectionLost as error:
                self._fail(error)
                return
            finally:
                self._writing.release()

    @contextmanager
    def _preparing(self) -> Iterator[None]:
        """Hold the lock; frames that h2 prepares meanwhile are written by `_flush`."""
        with self.lock:
            try:
                yield
            finally:
                self._prepared += self._protocol.data_to_send()

    def _write_prepared(self) -> None:
        """Write until nothing is pending, with `_writing` held."""
        while True:
            with self.lock:
                data = self._take_prepared()
            if not data:
                return
            self._pipe.sendall(data)

    def _take_prepared(self) -> bytes:
        """Return the bytes to write next, with the lock held."""
        data = self._protocol.data_to_send()
        if self._prepared:
            data = bytes(self._prepared) + data
            self._prepared.clear()
        return data

    def _run(self) -> None:
        view = memoryview(bytearray(_RECEIVE_BYTES))
        error: PydockError = ConnectionLost("the engine closed the connection of the build")
        try:
            while count := self._pipe.recv_into(view):
                with self._preparing():
                    for event in self._protocol.receive_data(bytes(view[:count])):
                        self._handle(event)
                self._flush()
                if len(self._prepared) > _ANSWERS_LIMIT_BYTES:
                    raise ProtocolError("the engine does not read its responses")
        except H2Error as broken:
            self._flush()  # the GOAWAY that h2 prepared
            error = ProtocolError(f"invalid HTTP/2 from the engine: {broken}")
        except PydockError as lost:
            error = lost
        finally:
            self._fail(error)
            self._pipe.abort()

    def _fail(self, error: PydockError) -> None:
        with self.lock:
            if self._error is None:
                self._error = error
            for stream in self._streams.values():
                stream.fail(self._error)
            self._window_opened.notify_all()

    def _handle(self, event: Event) -> None:
        if isinstance(event, RequestReceived):
            stream = Stream(self, event.stream_id)
            stream.headers = event.headers
            self._streams[stream.number] = stream
            assert self._on_request is not None
            if not self._on_request(stream):
                del self._streams[stream.number]
                self._protocol.reset_stream(stream.number, ErrorCodes.REFUSED_STREAM)
        elif isinstance(event, (WindowUpdated, RemoteSettingsChanged)):
            self._window_opened.notify_all()
        elif isinstance(event, ConnectionTerminated):
            if event.error_code:
                raise ConnectionLost(
                    f"the engine ended the connection of the build (HTTP/2 error"
                    f" {int(event.error_code)})"
                )
        elif found := self._streams.get(getattr(event, "stream_id", None) or 0):
            self._handle_in(found, event)
        elif isinstance(event, DataReceived):  # late data of a stream reset on this side
            with suppress(H2Error):
                self._protocol.acknowledge_received_data(
                    event.flow_controlled_length, event.stream_id
                )

    def _handle_in(self, stream: Stream, event: Event) -> None:
        if isinstance(event, DataReceived):
            stream.add(event.data, event.flow_controlled_length)
        elif isinstance(event, ResponseReceived):
            stream.add_headers(event.headers)
        elif isinstance(event, TrailersReceived):
            stream.trailers = event.headers
        elif isinstance(event, StreamEnded):
            stream.end()
        elif isinstance(event, StreamReset):
            del self._streams[stream.number]
            stream.fail(StreamBroken(int(event.error_code or 0)))
            self._window_opened.notify_all()

    def forget(self, stream: Stream) -> None:
        """The stream is done with, in both directions."""
        with self.lock:
            self._streams.pop(stream.number, None)
