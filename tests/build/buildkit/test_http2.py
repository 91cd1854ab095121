"""HTTP/2 connections: much data, many streams, and what a broken or hostile peer sends."""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from queue import Queue

import pytest

from pydock.build.buildkit.http2 import Connection, Stream, StreamBroken
from pydock.errors import ConnectionLost, ProtocolError, PydockError
from pydock.transport.hijack import RawWire
from pydock.transport.wire import SocketWire
from tests.build.buildkit.wires import LIMIT_SECONDS, pipes

REQUEST = [(b":method", b"POST"), (b":scheme", b"http"), (b":path", b"/x"), (b":authority", b"a")]
ANSWER = [(b":status", b"200")]
GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0"
MEGABYTE = 1 << 20

Answer = Callable[[Stream], None]


@pytest.fixture
def connect() -> Iterator[Callable[[Answer], Connection]]:
    """Makes a client; the server answers each of its streams in a thread of its own."""
    connections: list[Connection] = []

    def make(answer: Answer) -> Connection:
        def on_request(stream: Stream) -> bool:
            threading.Thread(target=answer, args=[stream], daemon=True).start()
            return True

        ours, theirs = pipes()
        connections.extend([Connection(ours), Connection(theirs, on_request)])
        for connection in connections:
            connection.start()
        return connections[0]

    yield make
    for connection in connections:
        connection.close()


def receive_all(stream: Stream) -> bytes:
    data = b""
    while part := stream.receive(LIMIT_SECONDS):
        data += part
    assert part == b"", "it does not end"
    return data


def echo(stream: Stream) -> None:
    stream.send_headers(ANSWER)
    while data := stream.receive():
        stream.send(data)
    stream.send(b"", end=True)


def test_much_data_goes_both_ways_at_once(connect: Callable[[Answer], Connection]) -> None:
    stream = connect(echo).open_stream(REQUEST)
    sent = bytes(range(256)) * (20 * MEGABYTE // 256)
    sender = threading.Thread(target=stream.send, args=[sent], kwargs={"end": True})
    sender.start()
    assert receive_all(stream) == sent
    sender.join(LIMIT_SECONDS)


def test_a_stream_that_nobody_reads_does_not_stop_another(
    connect: Callable[[Answer], Connection],
) -> None:
    def flood(stream: Stream) -> None:
        stream.send_headers(ANSWER)
        stream.send(bytes(3 * MEGABYTE), end=True)

    connection = connect(flood)
    first, second = connection.open_stream(REQUEST), connection.open_stream(REQUEST)
    assert len(receive_all(second)) == 3 * MEGABYTE
    assert len(receive_all(first)) == 3 * MEGABYTE


def test_a_time_without_anything(connect: Callable[[Answer], Connection]) -> None:
    stream = connect(lambda stream: None).open_stream(REQUEST)
    assert stream.receive(0.01) is None
    assert not stream.is_over()


def test_a_stream_that_is_broken_off(connect: Callable[[Answer], Connection]) -> None:
    stream = connect(lambda stream: stream.reset(8)).open_stream(REQUEST)
    with pytest.raises(StreamBroken, match="error 8"):
        stream.receive()
    with pytest.raises(StreamBroken):
        stream.send(b"x")


def test_a_sender_wakes_when_the_stream_is_broken_off(
    connect: Callable[[Answer], Connection],
) -> None:
    def read_little(stream: Stream) -> None:
        stream.receive()
        stream.reset(8)

    stream = connect(read_little).open_stream(REQUEST)
    with pytest.raises(StreamBroken):
        for _ in range(10):
            stream.send(bytes(MEGABYTE))


@pytest.mark.parametrize("wait", [Stream.receive, Stream.wait_for_headers])
def test_closing_wakes_waiting_threads(wait: Callable[[Stream], object]) -> None:
    ours, theirs = pipes()
    connection = Connection(ours)
    connection.start()
    stream = connection.open_stream(REQUEST)
    errors: list[PydockError] = []

    def waiting() -> None:
        try:
            wait(stream)
        except PydockError as error:
            errors.append(error)

    thread = threading.Thread(target=waiting)
    thread.start()
    connection.close()
    thread.join(LIMIT_SECONDS)
    assert [type(error) for error in errors] == [ConnectionLost]
    theirs.close()


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return (
        struct.pack(">I", len(payload))[1:]
        + bytes([kind, flags])
        + struct.pack(">I", stream)
        + payload
    )


HEADERS, PING, GOAWAY, WINDOW, CONTINUATION = 1, 6, 7, 8, 9
END_HEADERS = 4
#: `:method: POST`, `:path: /`, `:scheme: http` of HPACK's table, and `:authority: a`
FIELDS = b"\x83\x84\x86\x41\x01a"


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\xff" * 100,
        GREETING + frame(HEADERS, END_HEADERS, 1, b"\xff\xff\xff\xff\xff\xff\xff\xff"),
        GREETING + frame(HEADERS, END_HEADERS, 2, FIELDS),
        GREETING + frame(HEADERS, 0, 1, FIELDS) + frame(0, 0, 1, b"x"),
        GREETING + frame(HEADERS, 0, 1, FIELDS) + frame(CONTINUATION, 0, 1, b"") * 100,
        GREETING + frame(HEADERS, END_HEADERS, 1, b"\x40\x01a\x7f\xff\xff\xff\xff\x07"),
        GREETING + frame(0, 0, 1, b"never opened"),
        GREETING + frame(WINDOW, 0, 0, b"\x7f\xff\xff\xff") * 2,
        GREETING + frame(0, 0, 0, bytes(16384)) + b"\xff\xff\xff\0\0\0\0\0\1",
        GREETING + b"".join(frame(HEADERS, END_HEADERS, 2 * n + 1, FIELDS) for n in range(200)),
    ],
    ids=range(11),
)
def test_malformed_http2_ends_the_connection_at_once(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    connection = Connection(RawWire(SocketWire(ours)), lambda stream: True)
    connection.start()
    theirs.settimeout(LIMIT_SECONDS)
    theirs.sendall(sent)
    while theirs.recv(65536):
        pass
    assert isinstance(connection.failure(), ProtocolError)
    connection.close()
    theirs.close()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "the engine closed the connection"),
        (GREETING, "the engine closed the connection"),
        (GREETING + frame(GOAWAY, 0, 0, b"\0\0\0\0\0\0\0\x0b"), "HTTP/2 error 11"),
    ],
)
def test_a_connection_that_ends(sent: bytes, words: str) -> None:
    ours, theirs = pipes()
    connection = Connection(ours, lambda stream: True)
    connection.start()
    theirs.sendall(sent)
    theirs.close_write()
    while theirs.recv_into(bytearray(65536)):
        pass
    assert isinstance(connection.failure(), ConnectionLost)
    assert words in str(connection.failure())
    connection.close()
    theirs.close()


def test_an_engine_that_floods_and_does_not_read() -> None:
    ours, theirs = socket.socketpair()
    requests: Queue[Stream] = Queue()

    def on_request(stream: Stream) -> bool:
        requests.put(stream)
        return True

    connection = Connection(RawWire(SocketWire(ours)), on_request)
    connection.start()
    theirs.settimeout(LIMIT_SECONDS)
    theirs.sendall(GREETING + frame(HEADERS, END_HEADERS, 1, FIELDS))
    theirs.sendall(b"".join(frame(WINDOW, 0, n, b"\0\xff\xff\xff") for n in (0, 1)))
    stream = requests.get(timeout=LIMIT_SECONDS)

    def send() -> None:
        with pytest.raises(PydockError):
            stream.send_headers(ANSWER)
            stream.send(bytes(4 * MEGABYTE))

    sender = threading.Thread(target=send)
    sender.start()
    # Only then do responses wait for the sender, which is stuck: else they are written at once.
    while select.select([], [ours], [], 0)[1] or not connection._writing.locked():
        time.sleep(0.01)
    with pytest.raises(OSError):
        while True:
            theirs.sendall(frame(PING, 0, 0, bytes(8)) * 1000)
    sender.join(LIMIT_SECONDS)
    assert "does not read" in str(connection.failure())
    connection.close()
    theirs.close()
