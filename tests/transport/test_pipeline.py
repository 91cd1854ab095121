"""Requests that are sent ahead: each response is that of its request, whatever breaks."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import pytest

from pydock.transport import Endpoint
from pydock.transport.open_transport import open_transport
from pydock.transport.pipeline import WINDOW
from tests.support.in_process import InProcess
from tests.transport.servers import Serve

COUNT = 3 * WINDOW
TARGETS = [f"/v1.41/containers/{number}/json" for number in range(COUNT)]
_REQUEST = re.compile(rb"GET (\S+) HTTP/1.1\r\n.*?\r\n\r\n", re.DOTALL)

#: the response to a target, as bytes
Answer = Callable[[str], bytes]


def named(target: str, status: str = "200 OK", header: str = "") -> bytes:
    """A response whose body is the target."""
    length = len(target)
    return f"HTTP/1.1 {status}\r\n{header}Content-Length: {length}\r\n\r\n{target}".encode()


class Engine:
    """Answers the requests in their order, and notes how many had been received by then."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.connections = 0
        self.received: list[str] = []
        self.most_waiting = 0
        self._lock = Lock()

    def __call__(self, connection: socket.socket) -> None:
        with self._lock:
            self.connections += 1
        data = b""
        while piece := connection.recv(1 << 20):
            data += piece
            targets = [match.decode() for match in _REQUEST.findall(data)]
            data = _REQUEST.sub(b"", data)
            with self._lock:
                self.received += targets
                self.most_waiting = max(self.most_waiting, len(targets))
            for target in targets:
                response = self.answer(target)
                connection.sendall(response)
                if not response or b"Connection: close" in response:
                    return


def bodies_of(url: str, targets: list[str] = TARGETS) -> list[str]:
    transport = open_transport(Endpoint(url))
    transport.prefetch(targets)
    bodies = [transport.request("GET", target).body.decode() for target in targets]
    transport.close()
    return bodies


@pytest.mark.parametrize("tcp", [False, True])
def test_the_engine_has_the_next_requests_while_it_answers(serve: Serve, tcp: bool) -> None:
    engine = Engine(named)
    assert bodies_of(serve(engine, tcp=tcp)) == TARGETS
    assert engine.received == TARGETS
    assert engine.connections == 1
    assert WINDOW // 2 <= engine.most_waiting <= WINDOW


def test_a_request_that_was_not_announced_has_a_connection_of_its_own(serve: Serve) -> None:
    engine = Engine(named)
    transport = open_transport(Endpoint(serve(engine)))
    transport.prefetch(TARGETS)
    for target in TARGETS[:5]:
        assert transport.request("GET", target).body.decode() == target
        assert transport.request("GET", f"{target}?x").body.decode() == f"{target}?x"
    transport.close()
    assert engine.connections == 2


def once(target: str, broken: bytes) -> Answer:
    """Answer as `named` does, but once to this target."""
    pending = [broken]

    def answer(requested: str) -> bytes:
        return pending.pop() if requested == target and pending else named(requested)

    return answer


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        named(TARGETS[4], header="Connection: close\r\n"),
        named(TARGETS[4], header="Connection: close\r\n") + named("of no request"),
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TARGETS[4].encode(),
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 99\r\n\r\ntruncated",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"this is not HTTP\r\n\r\n",
    ],
    ids=[
        "no response",
        "announced end",
        "data after the end",
        "no length",
        "truncated",
        "upgrade",
        "no HTTP",
    ],
)
def test_what_is_lost_is_requested_again(serve: Serve, broken: bytes) -> None:
    engine = Engine(once(TARGETS[4], broken))
    assert bodies_of(serve(engine)) == TARGETS


def test_an_error_has_its_own_status(serve: Serve) -> None:
    missing = TARGETS[7]
    engine = Engine(lambda target: named(target, "404 No" if target == missing else "200 OK"))
    transport = open_transport(Endpoint(serve(engine)))
    transport.prefetch(TARGETS)
    statuses = [transport.request("GET", target).status for target in TARGETS]
    transport.close()
    assert [TARGETS[index] for index, status in enumerate(statuses) if status == 404] == [missing]
    assert engine.connections == 1


def test_a_long_error_ends_the_connection(serve: Serve) -> None:
    def answer(target: str) -> bytes:
        if target != TARGETS[7]:
            return named(target)
        return b"HTTP/1.1 500 Broken\r\nContent-Length: 9999999\r\n\r\n" + b"x" * 9_999_999

    bodies = bodies_of(serve(Engine(answer)))
    assert bodies[7][:9] == "x" * 9
    assert bodies[:7] + bodies[8:] == TARGETS[:7] + TARGETS[8:]


def test_inspect_of_many_with_one_missing(serve: Serve, tmp_path: Path) -> None:
    names = [f"web-{number}" for number in range(40)]

    def answer(target: str) -> bytes:
        name = target.split("/")[3] if target.startswith("/v1.44/containers/") else ""
        if name in names and name != "web-25":
            return named(f'{{"Id":"1","Name":"/{name}"}}')
        return named('{"message":"No such container"}', "404 Not Found")

    engine = Engine(answer)
    pydock = InProcess(tmp_path, serve(engine))
    environ = {"DOCKER_API_VERSION": "1.44"}
    done = pydock("container", "inspect", "-f", "{{.Name}}", *names, env=environ)
    assert done.status == 1
    assert done.out.split() == [f"/{name}" for name in names if name != "web-25"]
    assert done.err == "Error response from daemon: No such container\n"
    assert engine.connections == 1
