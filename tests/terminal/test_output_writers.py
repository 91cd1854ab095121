"""Writing to standard output and error without waiting for whoever reads them."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import socket
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.terminal.output_writers import OutputError, Outputs

Pair = tuple[int, int]
LOTS = memoryview(bytes(range(256)) * 4096)  # 1 MB: more than a pipe, a socket or a terminal takes


def _socket_pair() -> Pair:
    ours, theirs = socket.socketpair()
    return ours.detach(), theirs.detach()


@pytest.fixture(params=[os.pipe, _socket_pair, pty.openpty], ids=["pipe", "socket", "terminal"])
def ends(request: pytest.FixtureRequest) -> Iterator[Pair]:
    """What is read and what is written."""
    make: Callable[[], Pair] = request.param
    reader, writer = make()
    if make is pty.openpty:
        tty.setraw(writer)
    yield reader, writer
    os.close(reader)
    os.close(writer)


def _read_while_flushing(outputs: Outputs, reader: int) -> bytes:
    got = b""
    while outputs.waiting() is not None or select.select([reader], [], [], 0)[0]:
        got += os.read(reader, 1 << 16)
        if outputs.waiting() is not None:
            outputs.flush()
    return got


def test_a_slow_reader_is_not_waited_for(ends: Pair) -> None:
    reader, writer = ends
    with Outputs(writer, None) as outputs:
        outputs.write_stdout(LOTS)
        assert outputs.waiting() is not None
        assert _read_while_flushing(outputs, reader) == LOTS
        assert outputs.waiting() is None


def test_whether_others_wait_is_left_as_it_is(ends: Pair) -> None:
    """The shell has the same description open: it must not find it non-blocking."""
    _, writer = ends
    before = fcntl.fcntl(writer, fcntl.F_GETFL)
    with Outputs(writer, None) as outputs:
        outputs.write_stdout(LOTS)
        assert fcntl.fcntl(writer, fcntl.F_GETFL) == before
    assert fcntl.fcntl(writer, fcntl.F_GETFL) == before


def test_nothing_waits_where_nothing_can_be_opened_again(
    ends: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> int:
        raise PermissionError

    reader, writer = ends
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        outputs = Outputs(writer, None)
    some = LOTS[: 1 << 17]
    if os.isatty(writer):
        some = LOTS[:4096]
    outputs.write_stdout(some)
    assert _read_while_flushing(outputs, reader) == some
    outputs.close()


def test_both_streams_keep_their_order_on_one_pipe() -> None:
    reader, writer = os.pipe()
    with Outputs(writer, os.dup(writer)) as outputs:
        for _ in range(40):
            outputs.write_stdout(LOTS[:5000])
            outputs.write_stderr(memoryview(b"!" * 3000))
        got = _read_while_flushing(outputs, reader)
    assert got == (bytes(LOTS[:5000]) + b"!" * 3000) * 40


def test_a_stream_that_is_not_wanted_is_dropped() -> None:
    reader, writer = os.pipe()
    with Outputs(None, writer) as outputs:
        outputs.write_stdout(memoryview(b"out"))
        outputs.write_stderr(memoryview(b"err"))
    assert os.read(reader, 100) == b"err"


def test_a_file_is_written_in_place(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before ")
    with path.open("ab") as file, Outputs(file.fileno(), file.fileno()) as outputs:
        outputs.write_stdout(LOTS)
        outputs.write_stderr(memoryview(b"end"))
        assert outputs.waiting() is None
    assert path.read_bytes() == b"before " + bytes(LOTS) + b"end"


def test_a_closed_reader_differs_from_other_failures() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with Outputs(writer, None) as outputs, pytest.raises(OutputError) as caught:
        outputs.write_stdout(memoryview(b"x"))
    assert caught.value.reader_gone
    assert caught.value.message == "write /dev/stdout: broken pipe"


def test_a_full_disk_is_reported() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with Outputs(None, full) as outputs, pytest.raises(OutputError) as caught:
        outputs.write_stderr(memoryview(b"x"))
    assert not caught.value.reader_gone
    assert caught.value.message == "write /dev/stderr: no space left on device"
    os.close(full)
