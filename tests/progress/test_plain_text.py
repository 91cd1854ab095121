from __future__ import annotations

import io
import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pydock.progress.display import display_stream, drain
from pydock.progress.json_stream import Progress, StreamError
from pydock.progress.plain_text import transfer_text
from tests.support.recordings import Oracle

MESSAGES = [
    {"status": "Pulling from library/x", "id": "latest"},
    {"status": "Pulling fs layer", "progressDetail": {}, "id": "aaa"},
    {"status": "Downloading", "progressDetail": {"current": 1, "total": 9}, "id": "aaa"},
    {"status": "Downloading", "progressDetail": {"current": 5}, "progress": "5 B", "id": "aaa"},
    {"status": "Extracting", "progressDetail": {"current": 3, "units": "s"}, "id": "aaa"},
    {"status": "Verifying Checksum", "progressDetail": {}, "id": "aaa"},
    {"status": "Pull complete", "progressDetail": {}, "id": "aaa"},
    {"status": "at", "timeNano": 1_700_000_000_123_456_789, "from": "busybox", "id": "ccc"},
    {"status": "at", "time": 1_700_000_000},
    {"status": "before all", "timeNano": -1},
    {"status": "only a source", "from": "busybox"},
    {"status": "old", "progress": "[==>] 1/2"},
    {"status": "old", "progress": "[==>] 2/2", "progressDetail": None, "id": "q"},
    {"stream": "Step 1/2 : FROM x\n"},
    {"stream": "no line end"},
    {"stream": "\n"},
    {"stream": "with id", "status": "and status", "id": "q"},
    {"aux": {"ID": "sha256:1"}},
    {"progress": "x"},
    {},
    {"status": "\ttabs, \x1b[31mcolours\x1b[0m, <b>, ünicode"},
    {"errorDetail": {"message": "boom", "code": 3}, "error": "boom"},
    {"status": "never shown"},
]
STREAM = [json.dumps(message).encode() + b"\r\n" for message in MESSAGES]


def shown(chunks: list[bytes]) -> str:
    out = io.StringIO()
    display_stream(chunks, out, terminal=False, environ={})
    return out.getvalue()


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ({"status": "Pulling from x", "id": "latest"}, "latest: Pulling from x\n"),
        ({"status": "Waiting", "progressDetail": {}, "id": "a"}, "a: Waiting\n"),
        ({"status": "Pushing", "progressDetail": {"current": 1}, "id": "a"}, ""),
        ({"stream": "Step 1\n"}, "Step 1\n"),
        ({"aux": {"ID": "x"}}, ""),
        ({"status": "x", "from": "b", "id": "a"}, "a: (from b) x\n"),
    ],
)
def test_docker_s_plain_lines(message: dict[str, object], line: str) -> None:
    assert shown([json.dumps(message).encode()]) == line


def test_times_are_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        line = shown([b'{"status": "x", "timeNano": 1700000000123456789}'])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert line == "2023-11-15T03:43:20.123456789+05:30 x\n"


def test_output_before_an_error_is_shown() -> None:
    out = io.StringIO()
    with pytest.raises(StreamError, match="boom"):
        display_stream(STREAM, out, terminal=False, environ={})
    assert out.getvalue().endswith("ünicode\n")


def test_the_program_gets_what_is_meant_for_it() -> None:
    found: list[object] = []
    drain([b'{"aux": {"ID": "x"}}', b'{"status": "y"}', b'{"aux": 3}'], found.append)
    assert found == [{"ID": "x"}, 3]


def test_a_quiet_command_still_fails() -> None:
    with pytest.raises(StreamError, match="boom"):
        drain(STREAM)


@pytest.fixture
def engine_that_streams(tmp_path: Path) -> Iterator[str]:
    """The address of a stand-in engine that answers every request with STREAM."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        threading.Thread(target=_answer, args=(listener,), daemon=True).start()
        yield f"unix://{tmp_path / 's'}"
        listener.shutdown(socket.SHUT_RDWR)


def _answer(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            is_ping = b"_ping" in connection.recv(65536)
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nConnection: close\r\n\r\n"
                + (b"" if is_ping else b"".join(STREAM))
            )


def test_docker_prints_the_same_bytes(
    engine_that_streams: str, oracle: Oracle, tmp_path: Path
) -> None:
    def pull(docker: str) -> list[Any]:
        argv = [docker, "--config", str(tmp_path), "-H", engine_that_streams, "pull", "x:y"]
        done = subprocess.run(argv, capture_output=True, check=False)
        return [done.stdout.decode(), done.stderr.decode(), done.returncode]

    out = io.StringIO()
    with pytest.raises(StreamError) as error:
        display_stream(STREAM, out, terminal=False, environ={})
    ours = [out.getvalue(), f"{error.value.message}\n", error.value.exit_status]
    # engines before API 1.8 send texts alone
    assert ours == oracle(STREAM, pull, follow_newest=False)


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("key", ["id", "status", "stream", "from", "progress"])
def test_no_control_sequence_of_the_engine_reaches_a_terminal(key: str, terminal: bool) -> None:
    text = "a\x1b[2J\x1b]0;title\x07\x9b1mb"
    out = io.StringIO()
    chunks = [json.dumps({key: text}).encode(), json.dumps({"status": "end"}).encode()]
    for environ in ({"TERM": "dumb"}, {}):
        display_stream(chunks, out, terminal=terminal, environ=environ)
    assert ("\x1b[2J" in out.getvalue()) is not terminal
    assert ("\x07" in out.getvalue()) is not terminal
    assert ("\x9b" in out.getvalue()) is not terminal
    assert ("title" in out.getvalue()) is not terminal


@pytest.mark.parametrize(
    ("progress", "columns", "expected"),
    [
        (Progress(), 200, ""),
        (Progress(3679, 20210), 200, f"[{'=' * 9}>{' ' * 41}]  3.679kB/20.21kB"),
        (Progress(20210, 20210), 111, f"[{'=' * 50}>]  20.21kB/20.21kB"),
        (Progress(3679, 20210), 110, " 3.679kB/20.21kB"),
        (Progress(40, 20), 80, "     40B"),
        (Progress(1500), 200, "   1.5kB"),
        (Progress(3, 0, "s"), 200, "3 s"),
        (Progress(1, 4, "layers"), 80, "1/4 layers"),
        (Progress(1, 2, hide_counts=True), 200, f"[{'=' * 25}>{' ' * 25}] "),
    ],
)
def test_how_far_a_transfer_is(progress: Progress, columns: int, expected: str) -> None:
    assert transfer_text(progress, columns) == expected
