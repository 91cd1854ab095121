from __future__ import annotations

import os
import socket
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
