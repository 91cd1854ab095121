"""Archives of volumes: their content, what is passed on, and the summary."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import (
    CHARACTER_DEVICE,
    DIRECTORY,
    END,
    FIFO,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
    encode,
    padding,
)
from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import TOP, ContentSummary, ReportedFields, Transfer, tree

ALL = ReportedFields()


def reader(*entries: tuple[Entry, bytes] | Entry) -> TarReader:
    data = b""
    for one in entries:
        entry, content = one if isinstance(one, tuple) else (one, b"")
        entry.size = len(content)
        data += encode(entry) + content + padding(len(content))
    return TarReader(readinto(data + END))


def readinto(data: bytes) -> Callable[[memoryview], int]:
    return io.BytesIO(data).readinto


def passed_on(
    archive: TarReader, prefix: bytes = b"./", summary: ContentSummary | None = None
) -> list[Any]:
    """The entries after the transfer, with their content."""
    data = b"".join(Transfer(archive, summary or ContentSummary(ALL)).archive(prefix))
    with tarfile.open(fileobj=io.BytesIO(data)) as found:
        return [(one, content(found, one)) for one in found]


def content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(entry) if entry.isreg() else None
    return file.read() if file else b""


def digest(*entries: tuple[Entry, bytes] | Entry, reported: ReportedFields = ALL) -> int:
    summary = ContentSummary(reported)
    Transfer(reader(*entries), summary).count()
    return summary.digest


def names(entries: Iterable[Any]) -> list[str]:
    return [entry.name for entry, _ in entries]


@pytest.mark.parametrize("top", [b"./", b".", b"/", b""])
def test_names_get_a_prefix_whatever_the_archive_begins_them_with(top: bytes) -> None:
    slash = b"" if top in (b"", b"/") else b"/"
    start = top.rstrip(b"/") + slash
    archive = reader(
        Entry(top or b"./", DIRECTORY, mode=0o750, uid=33),
        Entry(start + b"a/", DIRECTORY),
        (Entry(start + b"a/f", REGULAR), b"content"),
        Entry(start + b"z", HARD_LINK, link_name=start + b"a/f"),
        Entry(start + b"s", SYMLINK, link_name=b"../../outside"),
    )
    found = passed_on(archive, b"volume/")
    assert names(found) == ["volume", "volume/a", "volume/a/f", "volume/z", "volume/s"]
    assert (found[0][0].mode, found[0][0].uid) == (0o750, 33)
    assert found[3][0].linkname == "volume/a/f"
    assert found[4][0].linkname == "../../outside"


def test_attributes_stay(tmp_path: Any) -> None:
    pax = {b"SCHILY.xattr.user.a": b"\0\xff"}
    long_name = b"n" * 180 + b"/" + b"m\xff" * 100
    archive = reader(
        (Entry(long_name, mode=0o6755, uid=3000000, gid=4 << 30, mtime_ns=1234, pax=pax), b"x"),
        Entry(b"null", CHARACTER_DEVICE, mode=0o666, device_major=1, device_minor=3),
        Entry(b"fifo", FIFO, mode=0o640),
    )
    [(file, _), (device, _), (fifo, _)] = passed_on(archive)
    assert file.name == "./" + long_name.decode("utf-8", "surrogateescape")
    assert (file.mode, file.uid, file.gid, file.mtime) == (0o6755, 3000000, 4 << 30, 0.000001234)
    assert "SCHILY.xattr.user.a" in file.pax_headers
    assert (device.type, device.devmajor, device.devminor) == (tarfile.CHRTYPE, 1, 3)
    assert (fifo.type, fifo.mode) == (tarfile.FIFOTYPE, 0o640)


@pytest.mark.parametrize(
    "entry",
    [Entry(b"../x"), Entry(b"a/../../x"), Entry(b"link", HARD_LINK, link_name=b"../x")],
    ids=["name", "inner", "link"],
)
def test_an_entry_outside_is_refused(entry: Entry) -> None:
    with pytest.raises(ArchiveError, match="is outside the volume"):
        passed_on(reader(entry))


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ArchiveError, match="unknown type"):
        passed_on(reader(Entry(b"x", b"V")))


def test_holes_become_zeros_and_are_counted() -> None:
    sparse = b"".join(
        [
            encode(
                Entry(
                    b"GNUSparseFile.0/s",
                    size=3,
                    pax={
                        b"GNU.sparse.major": b"0",
                        b"GNU.sparse.minor": b"1",
                        b"GNU.sparse.name": b"s",
                        b"GNU.sparse.size": b"1000000",
                        b"GNU.sparse.map": b"600000,3",
                    },
                )
            ),
            b"mid",
            padding(3),
            END,
        ]
    )
    summary = ContentSummary(ALL)
    [(entry, data)] = passed_on(TarReader(readinto(sparse)), summary=summary)
    assert (entry.name, entry.size) == ("./s", 1_000_000)
    assert data == bytes(600_000) + b"mid" + bytes(399_997)
    assert (summary.files, summary.size, summary.sparse_files) == (1, 1_000_000, 1)
    assert summary.digest == digest((Entry(b"s"), data))


def test_the_digest_does_not_depend_on_the_order_nor_on_the_prefix() -> None:
    first = (Entry(b"./a"), b"1"), Entry(b"./l", HARD_LINK, link_name=b"./a"), Entry(b"./")
    second = (Entry(b"a"), b"1"), Entry(b"l", HARD_LINK, link_name=b"a"), Entry(b".")
    assert digest(*first) == digest(*reversed(second))


@pytest.mark.parametrize(
    "other",
    [
        (Entry(b"a", mode=0o755), b"1"),
        (Entry(b"a", uid=1), b"1"),
        (Entry(b"a", gid=1), b"1"),
        (Entry(b"b"), b"1"),
        (Entry(b"a"), b"2"),
        (Entry(b"a", pax={b"SCHILY.xattr.security.capability": b"\1"}), b"1"),
    ],
    ids=["mode", "uid", "gid", "name", "content", "capability"],
)
def test_the_digest_depends_on(other: tuple[Entry, bytes]) -> None:
    assert digest((Entry(b"a"), b"1")) != digest(other)


def test_what_an_engine_does_not_report_does_not_count() -> None:
    less = ReportedFields(owners=False, top=False)
    ours = Entry(b".", DIRECTORY, mode=0o700), (Entry(b"a", uid=5, gid=6), b"1")
    assert digest(*ours, reported=less) == digest((Entry(b"a"), b"1"), reported=less)
    assert ALL.both(less) == less


def test_names_of_removed_files_in_a_layer_are_files_in_a_volume() -> None:
    found = tree(reader(Entry(b"./", DIRECTORY), Entry(b"./.wh.a"), Entry(b"./a")), ALL)
    assert sorted(path for path, _ in found.files()) == [TOP, b".wh.a", b"a"]
