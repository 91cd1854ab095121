"""Files of `save`, `export` and others: whole, or not there, whatever ends the command."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pydock.commands.shared.output_file import output_file
from pydock.errors import PydockError


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "image.tar"
    with output_file(str(target), "failed to save image") as file:
        file.write(b"content")
        assert not target.exists()
    assert target.read_bytes() == b"content"
    assert target.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["image.tar"]


@pytest.mark.parametrize("error", [PydockError("lost"), KeyboardInterrupt(), RuntimeError()])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: BaseException
) -> None:
    target = tmp_path / "image.tar"
    target.write_bytes(b"old")
    with pytest.raises(type(error)), output_file(str(target), "failed to save image") as file:
        file.write(b"half of the con")
        raise error
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["image.tar"]


def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    target = tmp_path / "image.tar"
    with pytest.raises(PydockError) as failure, output_file(str(target), "failed") as file:
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")
        file.write(b"never")
    assert failure.value.message == f"failed: write {target}: no space left on device"
    assert names(tmp_path) == []


def test_only_regular_files_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        for path, text in (
            (".", "cannot write to a directory"),
            ("link", "cannot write to a symbolic link directly"),
            ("pipe", "cannot write to a named pipe (FIFO)"),
            ("socket", "cannot write to a socket"),
            ("no/where", f"invalid output path: stat {tmp_path}/no: no such file or directory"),
            ("link/x", f"invalid output path: stat {tmp_path}/link: no such file or directory"),
            ("pipe/x", f"invalid output path: stat {tmp_path}/pipe: not a directory"),
        ):
            with pytest.raises(PydockError) as failure, output_file(f"{tmp_path}/{path}", "failed"):
                raise AssertionError("it was opened")
            assert failure.value.message == f"failed: {text}"
    with pytest.raises(PydockError, match="cannot write to a character device file"):
        output_file("/dev/null", "failed").__enter__()
    assert names(tmp_path) == ["link", "pipe", "socket"]


def stalling_engine(path: Path) -> socket.socket:
    """Answers every request with the first half of an archive, and waits."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    kept = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            kept.append(connection)
            head = b"HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\n"
            if b"_ping" in connection.recv(65536):
                connection.sendall(head + b"Content-Length: 0\r\n\r\n")
                connection.close()
            else:
                connection.sendall(head + b"Content-Length: 200000\r\n\r\n" + bytes(100_000))

    threading.Thread(target=serve, daemon=True).start()
    return listener


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("words", [["save", "x"], ["export", "x"]])
def test_a_signal_leaves_no_file(tmp_path: Path, words: list[str], number: int) -> None:
    directory = tmp_path / "directory"
    directory.mkdir()
    with stalling_engine(tmp_path / "engine") as listener:
        host = f"unix://{tmp_path}/engine"
        argv = [sys.executable, "-m", "pydock", "-H", host, *words, "-o", str(directory / "file")]
        with subprocess.Popen(argv, env={**os.environ, "HOME": str(tmp_path)}) as process:
            while not any(path.stat().st_size for path in directory.iterdir()):
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(number)
            assert process.wait(60) != 0
        listener.shutdown(socket.SHUT_RDWR)
    left = names(directory)
    assert "file" not in left
    assert left == [] or number == signal.SIGKILL
