"""Whole small files are read within bounds."""

from __future__ import annotations

import errno
import os
import subprocess
import threading
from pathlib import Path

import pytest

from pydock.config.small_file import LIMIT_BYTES, read_small_file


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 600_000)
    assert read_small_file(str(file)) == b"x" * 600_000


@pytest.mark.parametrize("size_bytes", [0, 1, 4])
def test_the_limit_is_allowed(tmp_path: Path, size_bytes: int) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * size_bytes)
    assert read_small_file(str(file), 4) == b"x" * size_bytes


@pytest.mark.parametrize("path", ["/dev/zero", "huge"])
def test_more_than_the_limit_is_an_error(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Path("huge").open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    with pytest.raises(OSError, match="too large") as raised:
        read_small_file(path)
    assert raised.value.errno == errno.EFBIG


def test_a_named_pipe_without_a_writer_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="named pipe without a writer"):
        read_small_file(str(tmp_path / "pipe"))


def test_a_pipe_is_read_up_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    keep = os.open(pipe, os.O_RDWR)

    def write() -> None:
        os.write(keep, b"A=1\n")
        os.close(keep)

    timer = threading.Timer(0.2, write)
    timer.start()
    assert read_small_file(str(pipe)) == b"A=1\n"
    timer.join()


def test_a_command_of_a_shell_is_read() -> None:
    code = "import sys; from pydock.config.small_file import *; print(read_small_file(sys.argv[1]))"
    script = f"python=$0; $python -c '{code}' <(sleep 0.2; echo A=1)"
    import sys

    shown = subprocess.check_output(["bash", "-c", script, sys.executable], text=True)
    assert shown == "b'A=1\\n'\n"


@pytest.mark.parametrize(("path", "error"), [("", FileNotFoundError), (".", IsADirectoryError)])
def test_other_kinds_than_files(path: str, error: type[OSError]) -> None:
    with pytest.raises(error):
        read_small_file(path)
