"""A local tree as a tar stream, read back by the standard library."""

from __future__ import annotations

import errno
import io
import os
import socket
import tarfile
from pathlib import Path

import pytest

from pydock.archive.tar_writer import tar_stream
from pydock.errors import PydockError


def skip_nothing(path: bytes, reason: str) -> None:
    raise AssertionError(f"{path!r} skipped: {reason}")


def archive_of(source: Path, name: bytes = b"top") -> list[tarfile.TarInfo]:
    data = b"".join(tar_stream(os.fsencode(source), name, skip_nothing))
    with tarfile.open(fileobj=io.BytesIO(data), errors="surrogateescape") as archive:
        return archive.getmembers()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "b" / "deep").mkdir(parents=True)
    (root / "a").write_bytes(b"first")
    (root / "b-after").write_bytes(b"")
    (root / "b" / "deep" / "file").write_bytes(b"x" * 600_000)
    (root / "link").symlink_to("../nowhere")
    return root


def test_a_directory_comes_before_what_is_in_it_in_order_of_bytes(tree: Path) -> None:
    names = [member.name for member in archive_of(tree)]
    assert names == [
        "top", "top/a", "top/b", "top/b/deep", "top/b/deep/file", "top/b-after", "top/link",
    ]  # fmt: skip


def test_the_content_of_a_directory(tree: Path) -> None:
    data = b"".join(tar_stream(os.fsencode(tree) + b"/.", b".", skip_nothing))
    assert data.startswith(b"./\0")
    assert data[512:].startswith(b"./a\0")


def test_content_owner_mode_and_time_are_the_files(tree: Path) -> None:
    path = tree / "a"
    path.chmod(0o4711)
    os.utime(path, ns=(0, 1_500_000_000_900_000_000))
    data = b"".join(tar_stream(os.fsencode(tree), b"top", skip_nothing))
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        member = archive.getmember("top/a")
        content = archive.extractfile(member)
        assert content is not None
        assert content.read() == b"first"
        large = archive.extractfile("top/b/deep/file")
        assert large is not None
        assert large.read() == b"x" * 600_000
    assert (member.mode, member.mtime) == (0o4711, 1_500_000_000)
    assert (member.uid, member.gid) == (path.stat().st_uid, path.stat().st_gid)
    assert member.uname == member.gname == ""


def test_a_file_of_several_names_is_sent_once(tree: Path) -> None:
    (tree / "b" / "same").hardlink_to(tree / "a")
    (tree / "same").hardlink_to(tree / "a")
    members = {member.name: member for member in archive_of(tree)}
    assert members["top/a"].isreg()
    for name in ("top/b/same", "top/same"):
        assert members[name].islnk()
        assert members[name].linkname == "top/a"


def test_a_name_outside_of_the_tree_makes_no_hard_link(tree: Path) -> None:
    (tree.parent / "elsewhere").hardlink_to(tree / "a")
    assert all(not member.islnk() for member in archive_of(tree))


def test_a_symlink_is_sent_as_it_is_and_not_followed(tree: Path) -> None:
    [member] = archive_of(tree / "link", b"renamed")
    assert (member.name, member.issym(), member.linkname) == ("renamed", True, "../nowhere")


def test_names_of_any_byte_and_length(tmp_path: Path) -> None:
    names = [b"\xff\xfe", b"new\nline", b" ", b"n" * 255, "é".encode() * 100]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    found = {os.fsencode(member.name) for member in archive_of(tmp_path)}
    assert found == {b"top", *(b"top/" + name for name in names)}


def test_a_fifo_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert [member.isfifo() for member in archive_of(tmp_path)] == [False, True]


def test_a_sparse_file_keeps_its_content(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(5_000_000)
        file.seek(4_000_000)
        file.write(b"data")
    data = b"".join(tar_stream(os.fsencode(tmp_path / "sparse"), b"s", skip_nothing))
    assert data[512 : 512 + 5_000_000] == (tmp_path / "sparse").read_bytes()


def test_a_socket_is_skipped_and_reported(tmp_path: Path) -> None:
    skipped = []
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        (tmp_path / "z").touch()
        data = b"".join(
            tar_stream(os.fsencode(tmp_path), b"top", lambda *what: skipped.append(what))
        )
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        assert archive.getnames() == ["top", "top/z"]
    assert skipped == [(os.fsencode(tmp_path / "s"), "archive/tar: sockets not supported")]


def test_a_file_that_vanishes_meanwhile_is_skipped_and_reported(tree: Path) -> None:
    skipped = []
    blocks = tar_stream(os.fsencode(tree), b"top", lambda path, reason: skipped.append(path))
    (tree / "b" / "deep" / "another").write_bytes(bytes(600_000))
    first = next(blocks)
    (tree / "link").unlink()
    with tarfile.open(fileobj=io.BytesIO(first + b"".join(blocks))) as archive:
        assert "top/link" not in archive.getnames()
    assert skipped == [os.fsencode(tree / "link")]


def test_a_file_that_grows_meanwhile_keeps_the_size_it_was_opened_with(tree: Path) -> None:
    large = tree / "b" / "deep" / "file"
    blocks = tar_stream(os.fsencode(large), b"f", skip_nothing)
    first = next(blocks)
    with large.open("ab") as file:
        file.write(b"more")
    with tarfile.open(fileobj=io.BytesIO(first + b"".join(blocks))) as archive:
        [member] = archive.getmembers()
    assert member.size == 600_000


def test_a_file_that_shrinks_meanwhile_is_an_error(tree: Path) -> None:
    large = tree / "b" / "deep" / "file"
    blocks = tar_stream(os.fsencode(large), b"f", skip_nothing)
    next(blocks)
    os.truncate(large, 300_000)
    with pytest.raises(PydockError, match="f became shorter"):
        list(blocks)


def test_a_missing_source_is_skipped_and_reported(tmp_path: Path) -> None:
    skipped = []
    list(tar_stream(os.fsencode(tmp_path / "no"), b"no", lambda *what: skipped.append(what)))
    path = tmp_path / "no"
    assert skipped == [(os.fsencode(path), f"open {path}: no such file or directory")]


def test_what_cannot_be_read_is_an_error_that_names_it(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: bytes, flags: int) -> int:  # even root, who may read everything
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pydock.archive.tar_writer.os.open", refused)
    with pytest.raises(PydockError, match=r"tree/a: permission denied"):
        archive_of(tree)


def test_a_directory_that_cannot_be_listed_is_sent_empty_and_reported(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_directory = os.listdir

    def refused(path: bytes) -> list[bytes]:
        if path.endswith(b"/deep"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return list_directory(path)

    monkeypatch.setattr("pydock.archive.tar_writer.os.listdir", refused)
    skipped = []
    blocks = tar_stream(os.fsencode(tree), b"top", lambda path, reason: skipped.append(reason))
    with tarfile.open(fileobj=io.BytesIO(b"".join(blocks))) as archive:
        names = archive.getnames()
    assert "top/b/deep" in names
    assert "top/b-after" in names
    assert "top/b/deep/file" not in names
    assert skipped == [f"open {tree}/b/deep: permission denied"]
