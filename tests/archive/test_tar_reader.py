"""Archives as other programs write them, and how reading one ends when it is damaged."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.archive.header_fields import ArchiveError, checksum_is_right, number, pax_time_ns
from pydock.archive.tar_headers import (
    BLOCK_BYTES,
    DIRECTORY,
    END,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
    encode,
    padding,
)
from pydock.archive.tar_reader import TarReader
from tests.archive.hostile import extension, file, old_gnu_sparse, patched, pax, stream, tar


def read(archive: bytes, step: int = 1 << 20) -> list[tuple[Entry, bytes]]:
    """The entries with their content, holes as zeros."""
    reader = TarReader(stream(archive, step))
    return [(entry, content(reader, entry)) for entry in reader]


def content(reader: TarReader, entry: Entry) -> bytes:
    data = bytearray(entry.size if entry.type == REGULAR else 0)
    for offset, piece in reader.content():
        data[offset : offset + len(piece)] = piece
    return bytes(data)


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("step", [1, 511, 1 << 20])
def test_archives_of_another_writer(format: int, step: int) -> None:
    long = format != tarfile.USTAR_FORMAT
    name = "directory/" + ("é" * 70 if long else "n" * 60) + "/file"
    target = "../" + ("t" * 120 if long else "t" * 60)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=format) as archive:
        for info, data in [
            (info_of("directory", tarfile.DIRTYPE, mode=0o750, mtime=1_600_000_000), b""),
            (info_of(name, size=700, uid=2**31 if long else 5, mode=0o4711), b"x" * 700),
            (info_of("link", tarfile.SYMTYPE, linkname=target), b""),
            (info_of("hard", tarfile.LNKTYPE, linkname=name), b""),
            (info_of("empty", mtime=-1 if long else 1), b""),
        ]:
            archive.addfile(info, io.BytesIO(data))
    directory, long_file, link, hard, empty = read(buffer.getvalue(), step)
    assert (directory[0].name, directory[0].type, directory[0].mode) == (
        b"directory/",
        DIRECTORY,
        0o750,
    )
    assert directory[0].mtime_ns == 1_600_000_000 * 10**9
    assert (long_file[0].name, long_file[1]) == (name.encode(), b"x" * 700)
    assert (long_file[0].uid, long_file[0].mode) == (2**31 if long else 5, 0o4711)
    assert (link[0].type, link[0].link_name) == (SYMLINK, target.encode())
    assert (hard[0].type, hard[0].link_name) == (HARD_LINK, name.encode())
    assert (empty[0].mtime_ns, empty[1]) == ((-1 if long else 1) * 10**9, b"")


def info_of(name: str, type: bytes = tarfile.REGTYPE, **facts: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = type
    for key, value in facts.items():
        setattr(info, key, value)
    return info


def test_unrequested_content_is_skipped() -> None:
    archive = tar(file(b"a", b"x" * 3000), file(b"b", b"yy"), file(b"c"))
    reader = TarReader(stream(archive))
    names = []
    for entry in reader:
        names.append(entry.name)
        if entry.name == b"b":
            next(reader.content())
    assert names == [b"a", b"b", b"c"]


def test_peeking_takes_nothing_away() -> None:
    reader = TarReader(stream(tar(file(b"a", b"data"), file(b"b"))))
    first = reader.peek()
    assert first is not None
    assert first is reader.peek()
    entries = iter(reader)
    assert next(entries) is first
    assert content(reader, first) == b"data"
    assert [entry.name for entry in entries] == [b"b"]


def test_an_empty_archive_has_nothing_to_peek_at() -> None:
    for nothing in (END, b""):
        reader = TarReader(stream(nothing))
        assert reader.peek() is None
        assert list(reader) == []


def test_the_oldest_format_of_all() -> None:
    block = patched(encode(Entry(b"old/", b"\0", mode=0o700)), 257, bytes(8))
    entries = read(
        tar(block, patched(encode(Entry(b"new", b"\0", size=2)), 257, bytes(8)), b"hi" + padding(2))
    )
    assert [(entry.name, entry.type, data) for entry, data in entries] == [
        (b"old/", DIRECTORY, b""),
        (b"new", REGULAR, b"hi"),
    ]  # fmt: skip


def test_a_global_header_is_passed_over() -> None:
    [(entry, data)] = read(tar(pax(b"path=other", b"size=0", kind=b"g"), file(b"a", b"data")))
    assert (entry.name, data) == (b"a", b"data")


def test_empty_pax_values_leave_the_header_as_it_is() -> None:
    [(entry, _)] = read(tar(pax(b"path=", b"mtime=", b"comment="), file(b"a", mtime_ns=10**9)))
    assert (entry.name, entry.mtime_ns) == (b"a", 10**9)


def test_a_header_extends_only_the_next_entry() -> None:
    entries = read(tar(pax(b"path=long"), file(b"a"), file(b"b")))
    assert [entry.name for entry, _ in entries] == [b"long", b"b"]


SPARSE_CONTENT = bytes(1000) + b"12345" + bytes(2000) + b"678" + bytes(7)


def sparse_archives() -> Iterator[tuple[str, bytes]]:
    pieces, size = [(1000, 5), (3005, 3)], 3015
    stored = b"12345678"
    yield "old GNU", old_gnu_sparse(b"s", pieces, size, stored)
    more = b"".join(b"%011o\0%011o\0" % piece for piece in pieces[1:]).ljust(BLOCK_BYTES, b"\0")
    block = old_gnu_sparse(b"s", pieces[:1], size, stored, more=True)
    yield "old GNU with a second block", block[:BLOCK_BYTES] + more + block[BLOCK_BYTES:]
    yield "0.0", tar(
        pax(
            b"GNU.sparse.size=3015", b"GNU.sparse.numblocks=2",
            b"GNU.sparse.offset=1000", b"GNU.sparse.numbytes=5",
            b"GNU.sparse.offset=3005", b"GNU.sparse.numbytes=3",
        ),
        file(b"s", stored), end=b"",
    )  # fmt: skip
    yield "0.1", tar(
        pax(b"GNU.sparse.map=1000,5,3005,3", b"GNU.sparse.size=3015", b"GNU.sparse.name=s"),
        file(b"GNUSparseFile.0/s", stored), end=b"",
    )  # fmt: skip
    head = b"2\n1000\n5\n3005\n3\n".ljust(BLOCK_BYTES, b"\0")
    yield "1.0", tar(
        pax(
            b"GNU.sparse.major=1", b"GNU.sparse.minor=0",
            b"GNU.sparse.name=s", b"GNU.sparse.realsize=3015",
        ),
        file(b"GNUSparseFile.0/s", head + stored), end=b"",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "archive"), list(sparse_archives()))
@pytest.mark.parametrize("step", [100, 1 << 20])
def test_sparse_files_of_every_format(name: str, archive: bytes, step: int) -> None:
    [(sparse, data), (after, _)] = read(archive + tar(file(b"after")), step)
    assert (sparse.name, sparse.size, data) == (b"s", 3015, SPARSE_CONTENT)
    assert after.name == b"after"


@given(st.integers(0, 4096))
def test_an_archive_cut_anywhere_is_an_error(length: int) -> None:
    archive = tar(pax(b"path=name"), file(b"a", b"x" * 600), file(b"b"))
    complete = len(archive) - len(END)
    if 0 < length < complete + 512:  # Go, too, is content with one block of zeros
        with pytest.raises(ArchiveError):
            read(archive[:length])
    else:
        names = [entry.name for entry, _ in read(archive[:length])]
        assert names == ([b"name", b"b"] if length else [])


def test_an_error_names_the_file_in_which_the_archive_ends() -> None:
    with pytest.raises(ArchiveError, match=r"unexpected EOF.*'logs/today'"):
        read(tar(file(b"logs/today", b"x" * 600))[:700])


@given(st.binary(max_size=3000))
def test_no_bytes_raise_anything_but_an_archive_error(data: bytes) -> None:
    try:
        read(data)
    except ArchiveError as error:
        assert error.message


@given(st.binary(min_size=1, max_size=1500))
def test_no_extended_header_raises_anything_but_an_archive_error(data: bytes) -> None:
    for kind in (b"x", b"L"):
        try:
            read(tar(extension(kind, data), file(b"a")))
        except ArchiveError as error:
            assert error.message


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b"0000644\0", 0o644),
        (b"   644 \0", 0o644),
        (b"644\0junk", 0o644),
        (b"00000000", 0),
        (bytes(8), 0),
        (b"        ", 0),
        (b"\x80\0\0\0\0\0\1\0", 256),
        (b"\xff" * 8, -1),
        (b"\xff" * 11 + b"\x00", -256),
    ],
)
def test_numbers_of_headers(field: bytes, expected: int) -> None:
    assert number(field) == expected


@pytest.mark.parametrize(
    "field", [b"0000648\0", b"-000644\0", b"+644\0\0\0\0", b"6_44\0\0\0\0", b"0x1f\0\0\0\0",
              b"\x80" + b"\xff" * 11],
)  # fmt: skip
def test_invalid_numbers_of_a_header(field: bytes) -> None:
    with pytest.raises(ArchiveError):
        number(field)


@pytest.mark.parametrize(
    ("value", "expected_ns"),
    [
        (b"1", 10**9),
        (b"1.5", 1_500_000_000),
        (b"1.", 10**9),
        (b"1.0000000019", 1_000_000_001),
        (b"-1.5", -1_500_000_000),
        (b"-0.5", -500_000_000),
    ],
)
def test_times_of_pax_records(value: bytes, expected_ns: int) -> None:
    assert pax_time_ns(value) == expected_ns


@pytest.mark.parametrize("value", [b"", b".5", b"1.x", b"one", b"1e9", b"9" * 30, b"--1"])
def test_invalid_times(value: bytes) -> None:
    with pytest.raises(ArchiveError):
        pax_time_ns(value)


def test_old_writers_summed_signed_bytes() -> None:
    block = bytearray(encode(Entry(b"a")))
    block[0] = 0xFF
    signed = sum(b - 256 if b > 127 else b for b in block[:148] + block[156:]) + 8 * 0x20
    block[148:156] = b"%06o\0 " % signed
    assert checksum_is_right(bytes(block))
    block[1] = 1
    assert not checksum_is_right(bytes(block))
