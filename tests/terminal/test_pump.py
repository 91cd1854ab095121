"""The loop that copies both ways: ends, back-pressure, detaching, signals, timers."""

from __future__ import annotations

import errno
import os
import pty
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pydock.errors import ConnectionLost
from pydock.terminal.detach_keys import DetachMatcher
from pydock.terminal.output_writers import OutputError, Outputs
from pydock.terminal.pump import Detached, Pump
from pydock.terminal.raw_mode import RawMode
from pydock.terminal.signals import Handler, SignalWatch, keep
from pydock.transport.wire import SocketWire


class FakeConnection:
    """A connection to `engine`, the other end of a socket pair, which the test speaks with."""

    def __init__(self) -> None:
        self._socket, self.engine = socket.socketpair()
        self.engine.settimeout(20)
        self.fileno = self._socket.fileno
        self.sendall = self._socket.sendall

    def abort(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        return self._socket.recv_into(buffer)

    def send(self, data: bytes | memoryview) -> int:
        try:
            return self._socket.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise ConnectionLost(str(error)) from error

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        try:
            return SocketWire(self._socket).send_file(descriptor, limit_bytes)
        except ConnectionError as error:
            raise ConnectionLost(str(error)) from error

    def pending(self) -> int:
        return 0

    def close_write(self) -> None:
        self._socket.shutdown(socket.SHUT_WR)

    def received(self) -> bytes:
        """All that the engine gets until the client ends its direction."""
        got = b""
        while data := self.engine.recv(1 << 16):
            got += data
        return got

    def close(self) -> None:
        self._socket.close()
        self.engine.close()


@pytest.fixture
def connection() -> Iterator[FakeConnection]:
    made = FakeConnection()
    yield made
    made.close()


class Pipe:
    """A pipe whose ends are closed once at most."""

    def __init__(self) -> None:
        self._ends = dict(zip(("reader", "writer"), os.pipe(), strict=True))

    @property
    def reader(self) -> int:
        return self._ends["reader"]

    @property
    def writer(self) -> int:
        return self._ends["writer"]

    def close(self, *names: str) -> None:
        for name in names or tuple(self._ends):
            os.close(self._ends.pop(name))


@pytest.fixture
def typed() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.close()


@pytest.fixture
def shown() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.close()


@contextmanager
def in_background(work: Callable[[], object]) -> Iterator[None]:
    """Do what the other side does in a thread; what goes wrong there goes wrong here."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield
    thread.join(20)
    assert not thread.is_alive()
    assert not failures


def raw_pump(
    connection: FakeConnection, outputs: Outputs, stdin_fd: int | None = None, keys: bytes = b""
) -> Pump:
    matcher = DetachMatcher(keys) if keys else None
    return Pump(connection, outputs, outputs.write_stdout, stdin_fd=stdin_fd, matcher=matcher)


def test_output_is_copied_to_its_end(connection: FakeConnection, tmp_path: Path) -> None:
    def engine() -> None:
        for number in range(3):
            connection.engine.sendall(b"%d\n" % number)
        connection.engine.close()

    file = (tmp_path / "out").open("wb")
    with file, Outputs(file.fileno(), None) as outputs, in_background(engine):
        raw_pump(connection, outputs).run()
    assert (tmp_path / "out").read_bytes() == b"0\n1\n2\n"


def test_output_continues_after_input_ends(
    connection: FakeConnection, typed: Pipe, shown: Pipe
) -> None:
    """`echo hello | docker run -i busybox sha256sum` answers after the end of its input."""

    def engine() -> None:
        connection.engine.sendall(connection.received().upper())
        connection.engine.close()

    os.write(typed.writer, b"hello")
    typed.close("writer")
    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs, typed.reader).run()
    assert os.read(shown.reader, 100) == b"HELLO"


def test_the_end_of_input_is_passed_on(connection: FakeConnection, shown: Pipe) -> None:
    def engine() -> None:
        assert connection.received() == b""
        connection.engine.close()

    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs).run()


def test_output_ends_while_input_is_open(
    connection: FakeConnection, typed: Pipe, shown: Pipe
) -> None:
    connection.engine.sendall(b"bye")
    connection.engine.close()
    with Outputs(shown.writer, None) as outputs:
        raw_pump(connection, outputs, typed.reader).run()
    assert os.read(shown.reader, 100) == b"bye"


def test_without_outputs_the_end_of_input_is_the_end(
    connection: FakeConnection, typed: Pipe
) -> None:
    os.write(typed.writer, b"hello")
    typed.close("writer")
    with Outputs(None, None) as outputs:
        Pump(connection, outputs, None, stdin_fd=typed.reader).run()
    assert connection.received() == b"hello"


def test_a_directory_as_input_is_an_empty_one(connection: FakeConnection, shown: Pipe) -> None:
    def engine() -> None:
        assert connection.received() == b""
        connection.engine.close()

    directory = os.open("/", os.O_RDONLY)
    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs, directory).run()
    os.close(directory)


class PlainConnection(FakeConnection):
    """One that cannot send files as such."""

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        raise OSError(errno.EOPNOTSUPP, "not here")


@pytest.mark.parametrize("kind", [FakeConnection, PlainConnection])
def test_big_input_arrives_whole_although_it_is_echoed(
    kind: type[FakeConnection], tmp_path: Path
) -> None:
    """8 MB through an engine that echoes them, as fast as it can, in both directions at once."""
    connection = kind()
    data = os.urandom(1 << 20) * 8
    (tmp_path / "in").write_bytes(b"read already" + data)

    def engine() -> None:
        while part := connection.engine.recv(1 << 14):
            connection.engine.sendall(part)
        connection.engine.close()

    target = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)
    with (tmp_path / "in").open("rb", buffering=0) as source:
        source.read(len(b"read already"))
        with Outputs(target, None) as outputs, in_background(engine):
            raw_pump(connection, outputs, source.fileno()).run()
        assert source.read() == b""  # whoever shares the file goes on at its end
    os.close(target)
    assert (tmp_path / "out").read_bytes() == data
    connection.close()


def test_input_continues_while_the_reader_of_the_output_sleeps(
    connection: FakeConnection, typed: Pipe, shown: Pipe
) -> None:
    """A full pipe behind standard output must not hold back what is typed."""
    output = b"x" * 400_000

    def engine() -> None:
        connection.engine.sendall(output)
        os.write(typed.writer, b"typed")
        assert connection.engine.recv(100) == b"typed"  # before any output is read
        connection.engine.close()
        got = b""
        while len(got) < len(output):
            got += os.read(shown.reader, 1 << 16)
        assert got == output

    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs, typed.reader).run()


def test_a_slow_reader_holds_back_the_engine(connection: FakeConnection, shown: Pipe) -> None:
    """Output nobody reads stays with the engine: it is not gathered in memory."""
    sent = 0

    def engine() -> None:
        nonlocal sent
        connection.engine.settimeout(0.5)
        try:
            while sent < 64 << 20:
                sent += connection.engine.send(b"x" * (1 << 16))
        except TimeoutError:
            pass
        connection.engine.close()
        left = sent
        while left:
            left -= len(os.read(shown.reader, 1 << 16))

    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs).run()
    assert sent < 4 << 20


def test_memory_does_not_grow_with_the_output(connection: FakeConnection) -> None:
    def engine() -> None:
        block = b"x" * (1 << 20)
        for _ in range(200):
            connection.engine.sendall(block)
        connection.engine.close()

    null = os.open(os.devnull, os.O_WRONLY)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Outputs(null, None) as outputs, in_background(engine):
        raw_pump(connection, outputs).run()
    os.close(null)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 16 * 1024


def test_a_reader_that_goes_away_ends_it(connection: FakeConnection, shown: Pipe) -> None:
    shown.close("reader")
    connection.engine.sendall(b"nobody reads this")
    with Outputs(shown.writer, None) as outputs, pytest.raises(OutputError) as caught:
        raw_pump(connection, outputs).run()
    assert caught.value.reader_gone


def test_an_engine_that_stops_reading_still_responds(
    connection: FakeConnection, typed: Pipe, shown: Pipe
) -> None:
    connection.engine.shutdown(socket.SHUT_RD)

    def engine() -> None:
        for _ in range(3):
            os.write(typed.writer, b"to nobody")
        connection.engine.sendall(b"last words")
        connection.engine.close()

    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs, typed.reader).run()
    assert os.read(shown.reader, 100) == b"last words"


def test_an_engine_that_stops_reading_a_file_still_responds(
    connection: FakeConnection, shown: Pipe, tmp_path: Path
) -> None:
    (tmp_path / "in").write_bytes(b"to nobody")
    connection.engine.shutdown(socket.SHUT_RD)

    def engine() -> None:
        connection.engine.sendall(b"last words")
        connection.engine.close()

    with Outputs(shown.writer, None) as outputs, (tmp_path / "in").open("rb") as source:
        pump = raw_pump(connection, outputs, source.fileno())
        pump.call_later(0.02, engine)
        pump.run()
    assert os.read(shown.reader, 100) == b"last words"


def test_detach_keys_end_it_after_what_was_typed_before(connection: FakeConnection) -> None:
    keyboard, device = pty.openpty()
    with RawMode(device), Outputs(None, None) as outputs:
        pump = raw_pump(connection, outputs, device, keys=b"\x10\x11")
        os.write(keyboard, b"echo hi\x10\x11ls\n")
        with pytest.raises(Detached, match="read escape sequence"):
            pump.run()
    assert connection.engine.recv(100) == b"echo hi"
    os.close(keyboard)
    os.close(device)


def test_signals_are_delivered_and_do_not_end_it(connection: FakeConnection, shown: Pipe) -> None:
    seen: list[int] = []

    def on_signal(number: int) -> None:
        seen.append(number)
        if len(seen) == 2:
            connection.engine.close()

    def engine() -> None:
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGUSR2)

    caught: dict[int, Handler] = {signal.SIGUSR1: keep, signal.SIGUSR2: keep}
    with Outputs(shown.writer, None) as outputs, SignalWatch(caught) as watch:
        pump = raw_pump(connection, outputs)
        pump.watch_signals(watch, on_signal)
        with in_background(engine):
            pump.run()
    assert sorted(seen) == [signal.SIGUSR1, signal.SIGUSR2]


def test_signals_are_handled_while_nobody_reads_the_output(
    connection: FakeConnection, shown: Pipe
) -> None:
    """`docker run busybox yes | less`, ctrl-C."""

    class Interrupted(Exception):
        pass

    def on_signal(number: int) -> None:
        raise Interrupted

    connection.engine.sendall(b"x" * 150_000)

    def engine() -> None:
        connection.engine.sendall(b"x" * 100_000)
        os.kill(os.getpid(), signal.SIGUSR1)

    with Outputs(shown.writer, None) as outputs, SignalWatch({signal.SIGUSR1: keep}) as watch:
        pump = raw_pump(connection, outputs)
        pump.watch_signals(watch, on_signal)
        with in_background(engine), pytest.raises(Interrupted):
            pump.run()


def test_what_is_called_later_is_called_in_its_order(
    connection: FakeConnection, shown: Pipe
) -> None:
    called: list[str] = []

    def last() -> None:
        called.append("second")
        connection.engine.close()

    with Outputs(shown.writer, None) as outputs:
        pump = raw_pump(connection, outputs)
        pump.call_later(0.02, last)
        pump.call_later(0.01, lambda: called.append("first"))
        pump.run()
    assert called == ["first", "second"]


class BufferingConnection(FakeConnection):
    """One that, as TLS does, keeps what it has received and takes little at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = b""

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        if not self._ahead:
            self._ahead = self._socket.recv(1 << 16)
        part, self._ahead = self._ahead[:7], self._ahead[7:]
        buffer[: len(part)] = part
        return len(part)

    def pending(self) -> int:
        return len(self._ahead)

    def send(self, data: bytes | memoryview) -> int:
        return super().send(data[:5000])


def test_a_connection_that_buffers_loses_nothing(typed: Pipe, shown: Pipe) -> None:
    connection = BufferingConnection()
    data = bytes(range(256)) * 40

    def engine() -> None:
        connection.engine.sendall(connection.received())
        connection.engine.close()

    os.write(typed.writer, data)
    typed.close("writer")
    with Outputs(shown.writer, None) as outputs, in_background(engine):
        raw_pump(connection, outputs, typed.reader).run()
    assert os.read(shown.reader, 1 << 16) == data
    connection.close()
