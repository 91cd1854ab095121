"""Short requests, on connections of our own and over the pool: the same on both."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import pydock.transport.exchange
from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport import ERROR_LIMIT_BYTES, Endpoint
from pydock.transport.open_transport import open_transport
from pydock.transport.unix import UnixDialer
from tests.transport.servers import Serve, read_request

pytestmark = pytest.mark.usefixtures("carrier")
over_the_pool = pytest.mark.parametrize("carrier", ["pool"], indirect=True)

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Recorder:
    """Keeps the requests; closes each connection after `answers` responses."""

    def __init__(self, answers: int = 1000) -> None:
        self.connections = 0
        self.requests: list[bytes] = []
        self._answers = answers

    def __call__(self, connection: socket.socket) -> None:
        self.connections += 1
        for _ in range(self._answers):
            request = read_request(connection)
            if not request:
                return
            self.requests.append(request)
            connection.sendall(EMPTY)

    def targets(self) -> list[str]:
        return [request.split(b" ")[1].decode() for request in self.requests]


@over_the_pool
@pytest.mark.parametrize("tcp", [False, True])
def test_one_connection_for_all_targets(serve: Serve, tcp: bool) -> None:
    engine = Recorder()
    transport = open_transport(Endpoint(serve(engine, tcp=tcp)))
    transport.request("HEAD", "/_ping")
    transport.request("GET", "/v1.41/info")
    transport.request("POST", "/v1.41/containers/create?name=a", None, b"{}")
    transport.close()
    assert engine.targets() == ["/_ping", "/v1.41/info", "/v1.41/containers/create?name=a"]
    assert engine.connections == 1


@pytest.mark.parametrize("carrier", ["own connections"], indirect=True)
def test_requests_that_can_be_repeated_share_a_connection(serve: Serve) -> None:
    engine = Recorder()
    transport = open_transport(Endpoint(serve(engine)))
    for method in ("HEAD", "GET", "POST", "GET", "POST"):
        transport.request(method, "/info")
    transport.close()
    assert engine.connections == 3


@pytest.mark.parametrize("carrier", ["own connections"], indirect=True)
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more",
        b"HTTP/1.1 500 Broken\r\nContent-Length: 9999999\r\n\r\n" + b"x" * 9_999_999,
    ],
    ids=["HTTP/1.0", "announced end", "unrequested bytes", "long error"],
)
def test_connections_that_carry_no_other_request(serve: Serve, answer: bytes) -> None:
    first_requests, others = [], []

    def handler(connection: socket.socket) -> None:
        first_requests.append(read_request(connection))
        connection.sendall(answer)
        others.append(read_request(connection))

    transport = open_transport(Endpoint(serve(handler)))
    bodies = [transport.request("GET", "/info").body[:2] for _ in range(3)]
    transport.close()
    assert len(set(bodies)) == 1
    assert len(first_requests) == 3
    assert not any(others)


@pytest.mark.parametrize(("after", "connections"), [(0, 1), (2, 3)])
def test_connections_are_kept_after_some_requests(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, after: int, connections: int
) -> None:
    monkeypatch.setattr(UnixDialer, "pool_after_requests", after)
    engine = Recorder()
    transport = open_transport(Endpoint(serve(engine)))
    for _ in range(6):
        transport.request("POST", "/info")
    transport.close()
    assert engine.connections == connections


def test_target_and_body_go_out_as_they_are(serve: Serve) -> None:
    engine = Recorder()
    transport = open_transport(Endpoint(serve(engine)), http_headers={"X-Mine": "1€"})
    target = "/v1.41/images/a%2Fb/../%7Ec:1@x?q=%2F%20+&x=%7B%22a%22%3A1%7D"
    transport.request("POST", target, {"Content-Type": "application/json"}, b'{"a":1}')
    head, _, body = engine.requests[0].partition(b"\r\n\r\n")
    assert engine.targets() == [target]
    assert body == b'{"a":1}'
    for line in ("X-Mine: 1€".encode(), b"Content-Length: 7", b"Content-Type: application/json"):
        assert line in head.split(b"\r\n")
    assert head.count(b"Host:") == 1


def test_post_without_body_has_the_length_zero(serve: Serve) -> None:
    engine = Recorder()
    open_transport(Endpoint(serve(engine))).request("POST", "/start")
    assert b"Content-Length: 0\r\n" in engine.requests[0]


def test_path_below_which_the_engine_is(serve: Serve) -> None:
    engine = Recorder()
    transport = open_transport(Endpoint(serve(engine, tcp=True) + "/engines/1/"))
    transport.request("GET", "/_ping")
    transport.stream("GET", "/info").close()
    transport.hijack("POST", "/attach").close()
    assert engine.targets() == ["/engines/1/_ping", "/engines/1/info", "/engines/1/attach"]


def test_answer(answering: Callable[..., str]) -> None:
    data = b"HTTP/1.1 404 Not Found\r\nContent-Type: a\r\nContent-Length: 2\r\n\r\nhi"
    answer = open_transport(Endpoint(answering(data))).request("GET", "/")
    assert (answer.status, answer.reason, answer.body) == (404, "Not Found", b"hi")
    assert answer.headers["content-type"] == "a"


def test_redirects_are_not_followed(answering: Callable[..., str]) -> None:
    data = b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    assert open_transport(Endpoint(answering(data))).request("GET", "/").status == 301


HEADS = {
    "unrequested upgrade": b"101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n",
    "Content-Length is a word": b"200 OK\r\nContent-Length: two\r\n",
    "Content-Length is negative": b"200 OK\r\nContent-Length: -2\r\n",
    "Content-Length has a sign": b"200 OK\r\nContent-Length: +2\r\n",
    "Content-Length is empty": b"200 OK\r\nContent-Length:\r\n",
    "Content-Length twice": b"200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n",
    "two Content-Lengths": b"200 OK\r\nContent-Length: 2\r\nContent-Length: 1\r\n",
    "unknown transfer encoding": b"200 OK\r\nTransfer-Encoding: gzip\r\n",
    "unrequested gzip": b"200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n",
    "chunk size is a word": b"200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "chunk size is negative": b"200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_malformed_response(answering: Callable[..., str], head: bytes) -> None:
    url = answering(b"HTTP/1.1 " + head + b"\r\n{}")
    with pytest.raises(ProtocolError):
        open_transport(Endpoint(url)).request("GET", "/info")


CUT_OFF = {
    "head": b"HTTP/1.1 200 OK\r\nContent-",
    "body": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
    "chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}",
    "chunk size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "empty": b"",
}


@pytest.mark.parametrize("data", CUT_OFF.values(), ids=CUT_OFF)
def test_truncated_response(answering: Callable[..., str], data: bytes) -> None:
    with pytest.raises(ConnectionLost):
        open_transport(Endpoint(answering(data))).request("GET", "/info")


@pytest.mark.parametrize("framing", ["Content-Length: 100000000", "Connection: close"])
def test_the_body_of_an_error_is_bounded(serve: Serve, framing: str) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(f"HTTP/1.1 500 Broken\r\n{framing}\r\n\r\n".encode())
        for _ in range(100):
            connection.sendall(b"x" * 1_000_000)

    answer = open_transport(Endpoint(serve(handler))).request("GET", "/info")
    assert answer.status == 500
    assert ERROR_LIMIT_BYTES < len(answer.body) < 2 * ERROR_LIMIT_BYTES


def test_a_response_is_bounded(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pydock.transport.exchange, "RESPONSE_LIMIT_BYTES", 1 << 20)
    body = b"x" * (1 << 20)

    def handler(connection: socket.socket) -> None:
        more = b"" if b"/fits" in read_request(connection) else b"x"
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body + more)

    transport = open_transport(Endpoint(serve(handler)))
    assert transport.request("GET", "/fits").body == body
    with pytest.raises(ProtocolError, match="larger than 1 MiB"):
        transport.request("GET", "/info")


def test_connection_that_the_engine_has_closed_meanwhile(serve: Serve) -> None:
    """Each connection answers once: what is kept is always stale."""
    engine = Recorder(answers=1)
    transport = open_transport(Endpoint(serve(engine)))
    for _ in range(3):
        assert transport.request("GET", "/info").status == 200
    assert len(engine.requests) == 3


@pytest.mark.parametrize(("method", "count"), [("GET", 3), ("HEAD", 3), ("POST", 2)])
def test_request_on_a_stale_connection_is_repeated_when_that_is_safe(
    serve: Serve, carrier: str, method: str, count: int
) -> None:
    requests: list[bytes] = []

    def handler(connection: socket.socket) -> None:
        """Answers once, takes a second request and dies."""
        requests.append(read_request(connection))
        connection.sendall(EMPTY)
        requests.append(read_request(connection))

    transport = open_transport(Endpoint(serve(handler)))
    transport.request("GET", "/")
    if method == "POST" and carrier == "pool":
        with pytest.raises(ConnectionLost):
            transport.request(method, "/")
    else:
        assert transport.request(method, "/").status == 200
    transport.close()
    assert [request.split(b" ")[0].decode() for request in requests if request] == (
        ["GET", method, method][:count]
    )


def test_environment_and_netrc_do_not_reach_a_socket(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    engine = Recorder()
    assert open_transport(Endpoint(serve(engine))).request("GET", "/").status == 200
    assert b"authorization" not in engine.requests[0].lower()
