from __future__ import annotations

import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from pydock.errors import ConnectionLost, ProtocolError, PydockError
from pydock.transport import Endpoint, StreamResponse, Transport
from pydock.transport.open_transport import open_transport
from tests.transport.servers import Serve, read_request

MIB = 1024 * 1024


def engine(url: str) -> Transport:
    return open_transport(Endpoint(url))


def whole(answer: StreamResponse) -> bytes:
    found = b""
    while part := answer.read1(65536):
        found += part
    return found


def read_chunks(connection: socket.socket, data: bytes) -> bytes:
    """The rest of a chunked request whose first bytes have been read."""
    while not data.endswith(b"0\r\n\r\n"):
        data += connection.recv(65536)
    return data


def test_answer_as_it_comes(serve: Serve) -> None:
    go_on = threading.Event()

    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"
        )
        go_on.wait(10)
        connection.sendall(b"5\r\nthere\r\n0\r\n\r\n")

    with engine(serve(handler)).stream("GET", "/events") as answer:
        assert (answer.status, answer.reason, answer.headers["a"]) == (200, "OK", "b")
        assert answer.read1(100) == b"hi"
        go_on.set()
        assert answer.read(100) == b"there"
        assert answer.read(100) == b""


def test_request_on_the_wire(serve: Serve) -> None:
    requests: list[bytes] = []

    def handler(connection: socket.socket) -> None:
        requests.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    transport = open_transport(
        Endpoint(serve(handler)), http_headers={"X-Mine": "1", "user-agent": "no", "HOST": "no"}
    )
    transport.stream("POST", "/v1.41/a?b=%2F", {"Content-Type": "x/y"}, b"body").close()
    transport.stream("POST", "/empty").close()
    head, _, body = requests[0].partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    assert first == "POST /v1.41/a?b=%2F HTTP/1.1"
    assert body == b"body"
    names = [line.partition(":")[0] for line in headers]
    assert sorted(names) == ["Content-Length", "Content-Type", "Host", "User-Agent", "X-Mine"]
    user_agent = rf"User-Agent: Docker-Client/[\d.]+ \({sys.platform}\) pydock/[\d.]+"
    assert any(re.fullmatch(user_agent, line) for line in headers)
    assert b"Content-Length: 0\r\n" in requests[1]


def test_iterable_body_goes_out_in_chunks(serve: Serve) -> None:
    received: list[bytes] = []

    def handler(connection: socket.socket) -> None:
        received.append(read_chunks(connection, read_request(connection)))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with engine(serve(handler)).stream(
        "POST", "/load", None, iter([b"ab", b"", b"c" * 17])
    ) as answer:
        assert answer.status == 200
    head, _, body = received[0].partition(b"\r\n\r\n")
    assert b"Transfer-Encoding: chunked" in head
    assert body == b"2\r\nab\r\n11\r\n" + b"c" * 17 + b"\r\n0\r\n\r\n"


def test_refusal_in_the_middle_of_an_upload_is_read(serve: Serve) -> None:
    """The engine neither reads the body nor waits for its end."""

    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 6\r\n\r\nno way")

    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += MIB
            yield b"x" * MIB

    with engine(serve(handler)).stream("POST", "/load", None, endless()) as answer:
        assert answer.status == 413
        assert whole(answer) == b"no way"


def test_refusal_while_the_body_waits_for_more(serve: Serve) -> None:
    """As `load` from a terminal into an engine that says no."""

    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno")

    never = threading.Event()

    def waiting() -> Iterator[bytes]:
        yield b"a"
        never.wait(60)

    with engine(serve(handler)).stream("POST", "/load", None, waiting()) as answer:
        assert whole(answer) == b"no"
    never.set()


def test_progress_during_an_upload_does_not_end_it(serve: Serve) -> None:
    received: list[bytes] = []

    def handler(connection: socket.socket) -> None:
        data = read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nbegun\n\r\n")
        received.append(read_chunks(connection, data))
        connection.sendall(b"5\r\ndone\n\r\n0\r\n\r\n")

    seen_begun = threading.Event()

    def body() -> Iterator[bytes]:
        yield b"x" * MIB
        assert seen_begun.wait(30)
        yield b"Z" * MIB

    with engine(serve(handler)).stream("POST", "/load", None, body()) as answer:
        lines = answer.lines()
        assert next(lines) == b"begun"
        seen_begun.set()
        assert list(lines) == [b"done"]
    assert received[0].count(b"Z") == MIB


def test_what_the_body_raises_is_raised(serve: Serve) -> None:
    def handler(connection: socket.socket) -> None:
        while connection.recv(65536):
            pass

    def body() -> Iterator[bytes]:
        yield b"a"
        raise PydockError("file vanished")

    with pytest.raises(PydockError, match=r"^file vanished$"):
        engine(serve(handler)).stream("POST", "/build", None, body())


def test_what_the_body_raises_late_is_raised_by_reading(serve: Serve) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n")
        while connection.recv(65536):
            pass

    answered = threading.Event()

    def body() -> Iterator[bytes]:
        yield b"a"
        answered.wait(10)
        raise FileNotFoundError("vanished")

    with engine(serve(handler)).stream("POST", "/build", None, body()) as answer:
        answered.set()
        with pytest.raises(FileNotFoundError, match="vanished"):
            whole(answer)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n",
    ],
)
def test_engine_that_dies_in_the_middle(answering: Callable[..., str], data: bytes) -> None:
    with engine(answering(data)).stream("GET", "/export") as answer:
        assert answer.read1(2) == b"hi"
        with pytest.raises(ConnectionLost, match="unexpected EOF"):
            answer.read1(2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\nbc\r\n\nd", [b"a", b"bc", b"", b"d"]),
        (b"x" * 200_000 + b"\ny\n", [b"x" * 200_000, b"y"]),
    ],
)
def test_lines(answering: Callable[..., str], body: bytes, expected: list[bytes]) -> None:
    with engine(answering(b"HTTP/1.1 200 OK\r\n\r\n" + body)).stream("GET", "/events") as answer:
        assert list(answer.lines()) == expected


def test_a_line_without_end_is_refused(serve: Serve) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with (
        engine(serve(handler)).stream("GET", "/events") as answer,
        pytest.raises(ProtocolError, match="longer than 100000 bytes"),
    ):
        list(answer.lines(limit_bytes=100_000))
