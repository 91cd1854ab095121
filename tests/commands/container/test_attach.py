"""`attach` and `start -ai` on a played engine: raw mode, signals, an engine that is frozen."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SECONDS = 10


class AttachEngine:
    """An engine with one container that has a terminal; its streams stay open."""

    def __init__(self, path: Path) -> None:
        self.host = f"unix://{path}"
        self.running = True
        #: requests whose path ends with one of these are never answered
        self.frozen: tuple[str, ...] = ("/wait",)
        self.received = b""
        self.requests: list[str] = []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.open = [self.listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for connection in self.open:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.open.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            while head := self._head(connection):
                self._answer(connection, *head)
        except OSError:
            return

    def _head(self, connection: socket.socket) -> tuple[str, str] | None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = connection.recv(1)
            if not byte:
                return None
            head += byte
        method, target, *_ = head.decode().split()
        self.requests.append(f"{method} {target}")
        return method, target.partition("?")[0]

    def _answer(self, connection: socket.socket, method: str, path: str) -> None:
        if path.endswith("/wait"):
            connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        if path.endswith(self.frozen):
            while connection.recv(100):
                pass
        elif path.endswith("/attach"):
            connection.sendall(b"HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\nhello\r\n")
            while data := connection.recv(100):
                self.received += data
            time.sleep(SECONDS)
        else:
            body = json.dumps({
                "Id": "c" * 64, "State": {"Running": self.running},
                "Config": {"Tty": True, "OpenStdin": True}, "HostConfig": {},
            }).encode()  # fmt: skip
            head = f"HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + (body if method != "HEAD" else b""))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[AttachEngine]:
    engine = AttachEngine(tmp_path / "e.sock")
    yield engine
    engine.close()


def start(
    engine: AttachEngine, *arguments: str, stdin: int, stdout: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pydock", *arguments],
        stdin=stdin, stdout=stdout, stderr=subprocess.STDOUT, start_new_session=True,
        env={"HOME": "/nonexistent", "PATH": os.environ["PATH"], "DOCKER_HOST": engine.host},
    )  # fmt: skip


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    yield master, slave
    os.close(master)
    os.close(slave)


def read_until(descriptor: int, text: bytes) -> bytes:
    shown, deadline = b"", time.monotonic() + SECONDS
    while text not in shown and time.monotonic() < deadline:
        if select.select([descriptor], [], [], 0.1)[0]:
            shown += os.read(descriptor, 1000)
    assert text in shown
    return shown


@pytest.mark.parametrize(
    ("signals", "status", "message"),
    [
        ([signal.SIGTERM], -signal.SIGTERM, b""),
        ([signal.SIGINT] * 3, 1, b"got 3 SIGTERM/SIGINTs, forcefully exiting"),
    ],
)
@pytest.mark.parametrize("frozen", [(), ("/resize",)])
def test_signals_end_an_attach_with_a_terminal(
    engine: AttachEngine,
    terminal: tuple[int, int],
    signals: list[signal.Signals],
    status: int,
    message: bytes,
    frozen: tuple[str, ...],
) -> None:
    engine.frozen += frozen
    master, slave = terminal
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    before = termios.tcgetattr(slave)
    process = start(engine, "attach", "web", stdin=slave, stdout=slave)
    if frozen:
        wait_for(lambda: any("/resize" in request for request in engine.requests))
    else:
        read_until(master, b"hello")
    assert termios.tcgetattr(slave) != before
    for number in signals:
        assert process.poll() is None
        process.send_signal(number)
        time.sleep(0.2)
    assert process.wait(SECONDS) == status
    assert termios.tcgetattr(slave) == before
    if message:
        read_until(master, message)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def test_what_is_typed_before_and_during_a_stop_arrives_once(
    engine: AttachEngine, terminal: tuple[int, int]
) -> None:
    master, slave = terminal
    process = start(engine, "attach", "web", stdin=slave, stdout=slave)
    read_until(master, b"hello")
    os.write(master, b"before ")
    wait_for(lambda: engine.received == b"before ")
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)
    os.write(master, b"stopped ")
    process.send_signal(signal.SIGCONT)
    wait_for(lambda: engine.received == b"before stopped ")
    os.write(master, b"after")
    wait_for(lambda: engine.received == b"before stopped after")
    process.terminate()
    assert process.wait(SECONDS) == -signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_start_with_input_from_a_pipe(engine: AttachEngine, number: int) -> None:
    engine.running = False
    reader, writer = os.pipe()
    process = start(engine, "start", "-ai", "web", stdin=reader, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"hello\r\n"
    os.write(writer, b"typed")
    wait_for(lambda: engine.received == b"typed")
    process.send_signal(number)
    assert process.wait(SECONDS) == 0
    assert process.stdout.read() == b""
    os.close(reader)
    os.close(writer)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
@pytest.mark.parametrize(
    ("words", "frozen"),
    [("attach --no-stdin web", "/json"), ("exec web ls", "/json"), ("run x", "/create")],
)
def test_a_signal_before_the_streams_are_attached(
    engine: AttachEngine, words: str, frozen: str, number: signal.Signals, status: int
) -> None:
    engine.frozen += (frozen,)
    process = start(engine, *words.split(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    wait_for(lambda: any(frozen in request for request in engine.requests))
    process.send_signal(number)
    assert process.wait(SECONDS) == status
    assert process.stdout
    assert b"Traceback" not in process.stdout.read()


def test_attach_without_input_ends_on_sigterm(engine: AttachEngine) -> None:
    process = start(
        engine, "attach", "--no-stdin", "web", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"hello\r\n"
    process.terminate()
    assert process.wait(SECONDS) == -signal.SIGTERM
