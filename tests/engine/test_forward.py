"""`forward`: ports of a container that were never published, on a real engine."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.program import Program

SERVER = (
    "mkdir /w; echo hello >/w/index.html; dd if=/dev/zero of=/w/large bs=1M count=20 2>/dev/null;"
    "nc -ll -p 82 -e cat & httpd -p 127.0.0.1:81 -h /w; exec httpd -f -p 80 -h /w"
)
REQUEST = b"GET /index.html HTTP/1.0\r\n\r\n"
LIMIT_SECONDS = 60.0
#: as root on the engine's machine no helper is necessary; --image requests one
HELPER = ("--image", "busybox")
FEW = 12
both_ways = pytest.mark.parametrize("way", [(), HELPER], ids=["direct", "helper"])


@pytest.fixture
def server(pydock: Program, engine: Engine, name: str) -> str:
    """A container that serves on port 80, on 81 of its loopback, and echoes on 82."""
    start_container(engine.client, name, "sh", "-c", SERVER)
    listening = "netstat -ltn | grep -c ':8[012] '"
    pydock("exec", name, "sh", "-c", f"until [ $({listening}) = 3 ]; do sleep 0.1; done").ok()
    return name


@contextmanager
def forwarding(
    pydock: Program, *args: str, count: int = 1
) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """pydock that forwards to `count` ports, and their local ports; it is ended at last."""
    with pydock.running("forward", *args) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline().decode() for _ in range(count)]
        if not all(lines):
            assert child.stderr is not None
            raise AssertionError(child.stderr.read().decode())
        assert all(line.startswith("Forwarding ") for line in lines)
        yield child, [int(line.split()[1].rpartition(":")[2]) for line in lines]
        child.send_signal(signal.SIGTERM)
        child.wait(LIMIT_SECONDS)


def answer(port: int) -> bytes:
    """The answer to a request; nothing if the connection is closed before it."""
    with socket.create_connection(("127.0.0.1", port), LIMIT_SECONDS) as client:
        try:
            client.sendall(REQUEST)
            return b"".join(iter(lambda: client.recv(65536), b""))
        except ConnectionError:
            return b""


def echo(port: int, text: bytes = REQUEST) -> bytes:
    """What comes back of a text, read while it is sent, with the end of that direction."""
    with (
        socket.create_connection(("127.0.0.1", port), LIMIT_SECONDS) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        sending = pool.submit(send_all, client, text)
        received = b"".join(iter(lambda: client.recv(65536), b""))
        sending.result()
    return received


def send_all(client: socket.socket, text: bytes) -> None:
    client.sendall(text)
    client.shutdown(socket.SHUT_WR)


def helpers(engine: Engine) -> list[Any]:
    filters = '{"label": {"pydock.client.machine": true}}'
    found: list[Any] = engine.client.get("/containers/json", all="1", filters=filters)
    return found


def wait_until_no_helper(engine: Engine) -> None:
    limit = time.monotonic() + LIMIT_SECONDS
    while helpers(engine):
        assert time.monotonic() < limit
        time.sleep(0.1)


@both_ways
def test_ports_of_all_addresses_and_a_port_that_nobody_listens_on(
    pydock: Program, engine: Engine, server: str, way: tuple[str, ...]
) -> None:
    with forwarding(pydock, *way, server, "0:80", "0:81", "0:99", count=3) as (child, ports):
        assert answer(ports[0]).endswith(b"\r\n\r\nhello\n")
        assert answer(ports[1]).endswith(b"\r\n\r\nhello\n")
        assert answer(ports[2]) == b""
        assert child.stderr is not None
        line = child.stderr.readline().decode()
        assert line.startswith(f"port 99 of {server}: ")
        assert line.lower().endswith("connection refused\n")
    assert helpers(engine) == []


@both_ways
def test_many_connections_at_once_leave_nothing(
    pydock: Program, engine: Engine, server: str, way: tuple[str, ...]
) -> None:
    with forwarding(pydock, *way, server, "0:80") as (child, [port]):
        descriptors = Path(f"/proc/{child.pid}/fd")
        before = len(list(descriptors.iterdir()))
        with ThreadPoolExecutor(8) as pool:  # the server's queue has nine
            answers = list(pool.map(answer, [port] * 60))
        assert all(text.endswith(b"hello\n") for text in answers)
        limit = time.monotonic() + LIMIT_SECONDS
        while len(list(descriptors.iterdir())) > before + FEW:  # connections to the engine are kept
            assert time.monotonic() < limit
            time.sleep(0.1)
        for helper in helpers(engine):
            top = engine.client.get(f"/containers/{helper['Id']}/top")
            assert len(top["Processes"]) == 1


@both_ways
def test_the_end_of_one_direction_leaves_the_other_open(
    pydock: Program, server: str, way: tuple[str, ...]
) -> None:
    """`cat` ends, and with it its echo, when it has read to the end."""
    text = b"0123456789" * 100_000
    with forwarding(pydock, *way, server, "0:82") as (_, [port]):
        assert echo(port, text) == text


def test_a_slow_reader_loses_nothing_and_one_that_leaves_ends_its_program(
    pydock: Program, engine: Engine, server: str
) -> None:
    request = b"GET /large HTTP/1.0\r\n\r\n"
    with forwarding(pydock, *HELPER, server, "0:80") as (_, [port]):
        with socket.create_connection(("127.0.0.1", port), LIMIT_SECONDS) as slow:
            slow.sendall(request)
            assert answer(port).endswith(b"hello\n")  # another connection meanwhile
            body = b"".join(iter(lambda: slow.recv(65536), b""))
            assert len(body.partition(b"\r\n\r\n")[2]) == 20 << 20
        with socket.create_connection(("127.0.0.1", port), LIMIT_SECONDS) as leaving:
            leaving.sendall(request)
            assert leaving.recv(1)
        [helper] = helpers(engine)
        limit = time.monotonic() + LIMIT_SECONDS
        while "nc" in str(engine.client.get(f"/containers/{helper['Id']}/top")["Processes"]):
            assert time.monotonic() < limit
            time.sleep(0.1)


def test_a_unix_socket(pydock: Program, server: str, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with pydock.running("forward", "--unix", str(path), server, "80") as child:
        assert child.stdout is not None
        assert child.stdout.readline().decode() == f"Forwarding {path} -> 80\n"
        assert path.stat().st_mode & 0o777 == 0o600
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            client.sendall(REQUEST)
            assert b"".join(iter(lambda: client.recv(65536), b"")).endswith(b"hello\n")
        child.send_signal(signal.SIGINT)
        assert child.wait(LIMIT_SECONDS) == 130
    assert not path.exists()


@both_ways
def test_a_restarted_container_is_reached_again(
    pydock: Program, engine: Engine, server: str, way: tuple[str, ...]
) -> None:
    with forwarding(pydock, *way, server, "0:80") as (child, [port]):
        assert answer(port).endswith(b"hello\n")
        engine.client.post(f"/containers/{server}/kill")
        engine.client.post(f"/containers/{server}/wait")
        assert answer(port) == b""
        assert child.stderr is not None
        line = child.stderr.readline().decode()
        assert line == f"port 80 of {server}: container {server} is not running\n"
        engine.client.post(f"/containers/{server}/start")
        limit = time.monotonic() + LIMIT_SECONDS
        while not answer(port).endswith(b"hello\n"):  # until it listens
            assert time.monotonic() < limit


def test_the_helper_ends_with_a_killed_pydock(pydock: Program, engine: Engine, server: str) -> None:
    with forwarding(pydock, *HELPER, server, "0:80") as (child, [port]):
        assert answer(port).endswith(b"hello\n")
        assert helpers(engine)
        child.kill()
        child.wait(LIMIT_SECONDS)
        wait_until_no_helper(engine)
