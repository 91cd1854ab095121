"""Headers as docker writes them: what they are byte for byte, and what others read in them."""

from __future__ import annotations

import io
import os
import socket
import stat
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.archive.tar_headers import (
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    END,
    FIFO,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
    encode,
    file_content,
    from_stat,
    packed,
    padding,
    printable,
)
from pydock.archive.tar_reader import TarReader
from pydock.errors import PydockError


def test_a_plain_header_byte_for_byte() -> None:
    entry = Entry(
        b"dir/file", mode=0o4755, uid=1000, gid=100, size=5, mtime_ns=1_600_000_000 * 10**9
    )
    assert encode(entry) == (
        b"dir/file" + bytes(92)
        + b"0004755\x000001750\x000000144\x0000000000005\x0013727410000\x00"
        + b"010706\x00 0" + bytes(100)
        + b"ustar\x0000" + bytes(64)
        + b"0000000\x000000000\x00" + bytes(155 + 12)
    )  # fmt: skip


def test_an_extended_header_is_named_as_go_names_it_and_has_no_devices() -> None:
    extended = encode(Entry(b"directory/" + b"n" * 101))[:512]
    assert extended.startswith(b"directory/PaxHeaders.0/nnn")
    assert extended[99:101] == b"n0"  # cut to its field
    assert extended[156:157] == b"x"
    assert extended[329:345] == bytes(16)


@pytest.mark.parametrize(
    ("entry", "blocks"),
    [
        (Entry(b"n" * 100), 1),
        (Entry(b"n" * 101), 3),
        (Entry(b"d" * 100 + b"/" + b"n" * 100), 1),  # prefix and name
        (Entry(b"d" * 155 + b"/" + b"n" * 100), 1),
        (Entry(b"d" * 156 + b"/" + b"n" * 100), 3),
        (Entry(b"d" * 100 + b"/" + b"n" * 101), 3),
        (Entry(b"d/" * 60, DIRECTORY), 1),
        (Entry("é".encode()), 3),
        (Entry(b"\xff"), 3),
        (Entry(b"a", SYMLINK, link_name=b"l" * 100), 1),
        (Entry(b"a", SYMLINK, link_name=b"l" * 101), 3),
        (Entry(b"a", uid=0o7777777), 1),
        (Entry(b"a", uid=0o10000000), 3),
        (Entry(b"a", gid=0o10000000), 3),
        (Entry(b"a", size=8 * 2**30 - 1), 1),
        (Entry(b"a", size=8 * 2**30), 3),
        (Entry(b"a", mtime_ns=-(10**9)), 3),
        (Entry(b"a", mtime_ns=1), 3),
        (Entry(b"a", pax={b"SCHILY.xattr.user.x": b"\0\1"}), 3),
    ],
    ids=repr,
)
def test_an_extended_header_only_where_it_is_needed_and_read_by_others(
    entry: Entry, blocks: int
) -> None:
    header = encode(entry)
    assert len(header) == blocks * 512
    read = tarfile.TarInfo.frombuf(header[-512:], "utf-8", "surrogateescape")
    assert read.type == entry.type
    with tarfile.open(fileobj=io.BytesIO(header + END), errors="surrogateescape") as archive:
        found = archive.next()
    assert found is not None
    assert os.fsencode(found.name) == entry.name.rstrip(b"/")
    assert os.fsencode(found.linkname) == entry.link_name
    assert (found.size, found.uid, found.gid) == (entry.size, entry.uid, entry.gid)
    assert found.mtime == entry.mtime_ns / 10**9


@pytest.mark.parametrize("entry", [Entry(b"a\0b"), Entry(b"a", SYMLINK, link_name=b"\0")], ids=repr)
def test_a_name_that_no_archive_can_hold(entry: Entry) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        encode(entry)


NAMES = st.lists(
    st.one_of(st.sampled_from([b"a", b"n" * 60, b"\xff\xfe", "é".encode()]), st.binary(max_size=9))
    .map(lambda level: level.replace(b"\0", b"").replace(b"/", b"")),
    min_size=1, max_size=8,
).map(b"/".join).filter(bool)  # fmt: skip


@given(
    name=NAMES,
    link_name=NAMES,
    type=st.sampled_from([REGULAR, SYMLINK, HARD_LINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE]),
    mode=st.integers(0, 0o7777),
    uid=st.integers(0, 2**32),
    size=st.integers(0, 2**62),
    mtime_ns=st.integers(-(10**19), 10**20),
    pax=st.dictionaries(st.just(b"SCHILY.xattr.user.x"), st.binary(max_size=30)),
)
def test_every_header_is_read_as_what_it_was_written_from(
    name: bytes, link_name: bytes, type: bytes, mode: int, uid: int, size: int, mtime_ns: int,
    pax: dict[bytes, bytes],
) -> None:  # fmt: skip
    entry = Entry(
        name,
        type,
        mode=mode,
        uid=uid,
        gid=uid // 2,
        size=size,
        mtime_ns=mtime_ns,
        link_name=link_name,
        device_major=uid % 4096 if type in (CHARACTER_DEVICE, BLOCK_DEVICE) else 0,
        pax=pax or None,
    )
    header = encode(entry)
    assert len(header) % 512 == 0
    read = TarReader(io.BytesIO(header + END).readinto).peek()
    assert read is not None
    for field in Entry.__slots__:
        assert getattr(read, field) == getattr(entry, field), field


def test_entries_of_local_files(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    os.utime(tmp_path / "file", ns=(0, 1_500_000_000_999_999_999))
    (tmp_path / "file").chmod(0o2640)
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "fifo")
    file = from_stat(b"file", (tmp_path / "file").stat())
    assert file is not None
    assert (file.type, file.mode, file.size) == (REGULAR, 0o2640, 5)
    assert (file.uid, file.gid) == (os.getuid(), (tmp_path / "file").stat().st_gid)
    assert file.mtime_ns == 1_500_000_000 * 10**9
    directory = from_stat(b"directory", tmp_path.stat())
    assert directory is not None
    assert (directory.name, directory.type, directory.size) == (b"directory/", DIRECTORY, 0)
    link = from_stat(b"link", (tmp_path / "link").lstat(), b"file")
    assert link is not None
    assert (link.type, link.link_name, link.size) == (SYMLINK, b"file", 0)
    fifo = from_stat(b"fifo", (tmp_path / "fifo").lstat())
    assert fifo is not None
    assert fifo.type == FIFO


def test_a_device_has_its_numbers() -> None:
    status = os.stat("/dev/null")  # noqa: PTH116 (its numbers)
    entry = from_stat(b"null", status)
    assert entry is not None
    assert entry.type == CHARACTER_DEVICE
    assert (entry.device_major, entry.device_minor) == (1, 3)
    assert stat.S_ISCHR(status.st_mode)


def test_a_socket_has_no_entry(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert from_stat(b"s", (tmp_path / "s").stat()) is None


@pytest.mark.parametrize(("size", "expected"), [(0, 0), (1, 511), (511, 1), (512, 0), (513, 511)])
def test_padding_fills_the_last_block(size: int, expected: int) -> None:
    assert padding(size) == bytes(expected)


def test_content_is_as_long_as_its_entry_says(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"longer than it was")
    with path.open("rb") as file:
        assert b"".join(file_content(file.fileno(), Entry(b"a", size=6))) == b"longer" + bytes(506)


def test_a_file_that_became_shorter_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"short")
    with path.open("rb") as file, pytest.raises(PydockError, match="logs/a became shorter"):
        list(file_content(file.fileno(), Entry(b"logs/a", size=6)))


@given(st.lists(st.binary(max_size=30)), st.integers(1, 50))
def test_packed_joins_small_pieces_and_loses_nothing(pieces: list[bytes], size: int) -> None:
    blocks = list(packed(pieces, size))
    assert b"".join(blocks) == b"".join(pieces)
    assert all(len(block) >= size for block in blocks[:-1])


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"a b", "a b"), ("é".encode(), "é"), (b"\xff", "\\xff"), (b"\x1b[31m\n", "\\x1b[31m\\n")],
)  # fmt: skip
def test_a_name_in_a_message_does_nothing_to_a_terminal(name: bytes, shown: str) -> None:
    assert printable(name) == shown
