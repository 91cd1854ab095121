from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.errors import ConnectionLost
from pydock.transport import Endpoint, open_transport
from tests.transport.servers import Serve, read_request

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Recorder:
    """Keeps what it is asked; closes each connection after `answers` answers."""

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


def test_connection_that_the_engine_has_closed_meanwhile(serve: Serve) -> None:
    """Each connection answers once: what is kept is always stale."""
    engine = Recorder(answers=1)
    transport = open_transport(Endpoint(serve(engine)))
    for _ in range(3):
        assert transport.request("GET", "/info").status == 200
    assert len(engine.requests) == 3


@pytest.mark.parametrize(("method", "asked"), [("GET", 3), ("HEAD", 3), ("POST", 2)])
def test_request_on_a_stale_connection_is_repeated_when_that_is_safe(
    serve: Serve, method: str, asked: int
) -> None:
    requests: list[bytes] = []

    def handler(connection: socket.socket) -> None:
        """Answers once, takes a second request and dies."""
        requests.append(read_request(connection))
        connection.sendall(EMPTY)
        requests.append(read_request(connection))

    transport = open_transport(Endpoint(serve(handler)))
    transport.request("GET", "/")
    if method == "POST":
        with pytest.raises(ConnectionLost):
            transport.request(method, "/")
    else:
        assert transport.request(method, "/").status == 200
    transport.close()
    assert [request.split(b" ")[0].decode() for request in requests if request] == (
        ["GET", method, method][:asked]
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
