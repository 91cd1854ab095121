"""What is in the destination after an archive has been unpacked into it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.archive.extract import extract
from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import CHARACTER_DEVICE, DIRECTORY, END, FIFO, Entry
from pydock.archive.tar_reader import TarReader
from pydock.archive.tar_writer import tar_stream
from pydock.errors import PydockError
from tests.archive.hostile import directory, file, hard, link, old_gnu_sparse, pax, stream, tar


def unpack(archive: bytes, destination: Path) -> None:
    extract(TarReader(stream(archive)), os.fsencode(destination), lambda name: name)


def test_a_tree_survives_the_round_trip(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "sub" / "empty").mkdir(parents=True)
    (source / "file").write_bytes(os.urandom(300_000))
    (source / "sub" / "nothing").touch(0o600)
    (source / "sub" / "\udcff\n").write_bytes(b"any name")
    (source / "hard").hardlink_to(source / "file")
    (source / "link").symlink_to("sub/nothing")
    (source / "absolute").symlink_to("/etc/passwd")
    os.mkfifo(source / "fifo", 0o640)
    (source / "file").chmod(0o4751)
    for number, path in enumerate([*sorted(source.rglob("*")), source]):
        time = (1_500_000_000 + number) * 10**9
        os.utime(path, ns=(time, time), follow_symlinks=False)
    (source / "sub").chmod(0o555)
    target = tmp_path / "target"
    target.mkdir()
    archive = b"".join(tar_stream(os.fsencode(source), b"source", lambda *_: None))
    unpack(archive, target)
    again = b"".join(tar_stream(os.fsencode(target / "source"), b"source", lambda *_: None))
    (source / "sub").chmod(0o755)
    assert again == archive
    assert (target / "source" / "hard").samefile(target / "source" / "file")
    (target / "source" / "sub").chmod(0o755)


def test_nothing_is_given_away_to_another_owner(tmp_path: Path) -> None:
    unpack(tar(file(b"a", uid=12345, gid=12345)), tmp_path)
    assert (tmp_path / "a").stat().st_uid == os.getuid()


def test_fractions_of_a_second_and_times_out_of_range(tmp_path: Path) -> None:
    unpack(tar(file(b"a", mtime_ns=1_500_000_000_123_456_789), file(b"b", mtime_ns=-1)), tmp_path)
    assert (tmp_path / "a").stat().st_mtime_ns == 1_500_000_000_123_456_789
    assert (tmp_path / "b").stat().st_mtime_ns == 0


def test_a_directory_gets_its_mode_and_time_after_its_entries(tmp_path: Path) -> None:
    top = Entry(b"a/", DIRECTORY, mode=0o500, mtime_ns=10**18)
    unpack(tar(top, file(b"a/b"), file(b"c")), tmp_path)
    status = (tmp_path / "a").stat()
    assert (stat.S_IMODE(status.st_mode), status.st_mtime_ns) == (0o500, 10**18)


def test_directories_that_are_not_in_the_archive_are_made(tmp_path: Path) -> None:
    unpack(tar(file(b"a/b/c", b"content")), tmp_path)
    assert (tmp_path / "a" / "b" / "c").read_text() == "content"


def test_a_sparse_file_is_made_with_its_holes(tmp_path: Path) -> None:
    size = 50_000_000
    unpack(old_gnu_sparse(b"s", [(1_000_000, 4)], size, b"data") + END, tmp_path)
    path = tmp_path / "s"
    assert path.stat().st_size == size
    assert path.stat().st_blocks * 512 < 1_000_000
    with path.open("rb") as file:
        file.seek(999_999)
        assert file.read(6) == b"\0data\0"


@pytest.mark.skipif(os.getuid() != 0, reason="only root makes devices")
def test_devices_are_made_as_docker_makes_them(tmp_path: Path) -> None:
    null = Entry(b"null", CHARACTER_DEVICE, mode=0o666, device_major=1, device_minor=3)
    try:
        unpack(tar(null), tmp_path)
    except PydockError as error:
        assert error.message == f"mknod {tmp_path}/null: operation not permitted"
    else:
        status = (tmp_path / "null").stat()
        assert stat.S_ISCHR(status.st_mode)
        assert stat.S_IMODE(status.st_mode) == 0o666
        assert (os.major(status.st_rdev), os.minor(status.st_rdev)) == (1, 3)


@pytest.mark.parametrize(
    "entry", [file(b"a", b"new"), link(b"a", b"new"), Entry(b"a", FIFO), hard(b"a", b"other")],
    ids=["file", "symlink", "FIFO", "hard link"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["file", "symlink", "FIFO"])
def test_files_of_any_kind_replace_each_other(entry: Entry, before: str, tmp_path: Path) -> None:
    old = tmp_path / "a"
    if before == "file":
        old.write_text("old")
    elif before == "symlink":
        old.symlink_to("other")
    else:
        os.mkfifo(old)
    (tmp_path / "other").write_text("other")
    kept = (tmp_path / "other").stat().st_mtime_ns
    unpack(tar(entry), tmp_path)
    header = entry[0] if isinstance(entry, tuple) else entry
    kind = {b"0": stat.S_ISREG, b"1": stat.S_ISREG, b"2": stat.S_ISLNK, b"6": stat.S_ISFIFO}
    assert kind[header.type](old.lstat().st_mode)
    assert (tmp_path / "other").read_text() == "other"
    assert (tmp_path / "other").stat().st_mtime_ns == kept
    assert sorted(os.listdir(tmp_path)) == ["a", "other"]  # noqa: PTH208 (names alone)


def test_directories_are_merged(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(0o755)
    (tmp_path / "a" / "old").touch()
    unpack(tar(directory(b"a/", 0o700), file(b"a/new")), tmp_path)
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"old", "new"}
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_a_directory_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    words = f'cannot overwrite directory "a" with non-directory "{tmp_path}"'
    for entry in (file(b"a"), link(b"a", b"b"), Entry(b"a", FIFO)):
        with pytest.raises(ArchiveError) as caught:
            unpack(tar(entry), tmp_path)
        assert caught.value.message == words


def test_a_file_is_not_replaced_by_a_directory(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    words = f'cannot overwrite non-directory "a" with directory "{tmp_path}"'
    with pytest.raises(ArchiveError) as caught:
        unpack(tar(directory(b"a/")), tmp_path)
    assert caught.value.message == words


@pytest.mark.parametrize("target", [b"../../b", b"/b", b".."])
def test_a_symlink_that_leads_out_is_kept_but_not_followed(target: bytes, tmp_path: Path) -> None:
    unpack(tar(link(b"a", target)), tmp_path)
    assert bytes((tmp_path / "a").readlink()) == target
    with pytest.raises(PydockError):
        unpack(tar(file(b"a/x")), tmp_path)


@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_is_cut_short_leaves_what_was_there(there: bool, tmp_path: Path) -> None:
    if there:
        (tmp_path / "a").write_text("old")
    with pytest.raises(ArchiveError, match="unexpected EOF"):
        unpack(tar(file(b"a", b"x" * 5000))[:2000], tmp_path)
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == ({"a": "old"} if there else {})


def test_a_copy_that_is_interrupted_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    read = stream(tar(file(b"a", b"x" * 5000)), 512)
    blocks_left = 4

    def reading(buffer: memoryview) -> int:
        nonlocal blocks_left
        blocks_left -= 1
        if not blocks_left:
            raise KeyboardInterrupt
        return read(buffer)

    with pytest.raises(KeyboardInterrupt):
        extract(TarReader(reading), os.fsencode(tmp_path), lambda name: name)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}


def test_an_archive_without_its_end_is_unpacked_and_then_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="end marker"):
        unpack(tar(directory(b"d/", 0o750), file(b"d/a", b"content"), end=b""), tmp_path)
    assert (tmp_path / "d" / "a").read_text() == "content"
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o750


def test_names_are_replaced_in_entries_and_hard_links(tmp_path: Path) -> None:
    archive = tar(directory(b"old/"), file(b"old/a"), hard(b"old/b", b"old/a"))
    reader = TarReader(stream(archive))
    extract(reader, os.fsencode(tmp_path), lambda name: name.replace(b"old", b"new", 1))
    assert (tmp_path / "new" / "b").samefile(tmp_path / "new" / "a")


def test_a_missing_destination_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match=r"open .*/no: no such file or directory"):
        unpack(tar(file(b"a")), tmp_path / "no")


def test_what_cannot_be_created_is_named(tmp_path: Path) -> None:
    with pytest.raises(PydockError) as caught:
        unpack(tar(file(b"n" * 256)), tmp_path)
    assert caught.value.message == f"open {tmp_path}/{'n' * 256}: file name too long"


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give capabilities")
def test_capabilities_of_programs_are_kept(tmp_path: Path) -> None:
    value = bytes.fromhex("0100000200200000" + "00" * 12)
    unpack(tar(pax(b"SCHILY.xattr.security.capability=" + value), file(b"a", mode=0o755)), tmp_path)
    try:
        assert os.getxattr(tmp_path / "a", "security.capability") == value
    except OSError as error:
        pytest.skip(f"no capabilities here: {error}")


@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name))
def test_a_name_is_cleaned_as_text(tmp_path_factory: pytest.TempPathFactory, name: bytes) -> None:
    destination = tmp_path_factory.mktemp("d")
    expected = os.path.normpath(b"/" + name).lstrip(b"/")
    path = os.path.join(os.fsencode(destination), expected)  # noqa: PTH118 (bytes)
    try:
        unpack(tar(file(b"/" + name, b"content")), destination)
    except PydockError:
        assert not expected or len(max(expected.split(b"/"), key=len)) > 255
    else:
        with open(path, "rb") as made:  # noqa: PTH123 (bytes)
            assert made.read() == b"content"
