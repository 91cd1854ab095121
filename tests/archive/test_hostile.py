"""Whatever an archive holds, nothing outside of the destination is touched."""

from __future__ import annotations

import os
import subprocess
import tempfile
import tracemalloc
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.archive.extract import extract
from pydock.archive.tar_headers import (
    CHARACTER_DEVICE,
    DIRECTORY,
    END,
    FIFO,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
)
from pydock.archive.tar_reader import TarReader
from pydock.errors import PydockError
from tests.archive.hostile import (
    ARCHIVES,
    Sandbox,
    directory,
    extension,
    file,
    link,
    pax,
    stream,
    tar,
)

COPIED_UNHARMED = {
    "an absolute name",
    "an absolute name with two slashes",
    "the absolute name of a file",
    "dots after the root",
    "a PAX path for all",
    "an absolute PAX path",
    "a mode for the destination",
    "a file for a symlink to a file",
    "a FIFO for a symlink to a file",
    "a symlink for a file, then a file",
    "a hard link to a symlink, then a file",
    "a hard link to a file with a name outside",
    "a hard link to itself",
    "an end marker in the middle",
    "content of a directory",
    "300 levels",
    "a setuid program",
    "extended attributes",
    "times that no file has",
    "an empty stream",
    "nothing but zeros",
}
"""Archives in which nothing is wrong once it cannot do harm."""

AS_THE_SYSTEM_ALLOWS = {"malformed capabilities", "devices", "device numbers that there are not"}


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("step", [1 << 20, 100])
def test_nothing_outside_is_touched(name: str, step: int, tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    archive = ARCHIVES[name](sandbox.outside)
    try:
        unpack(archive, sandbox.destination, step)
        failed = False
    except PydockError as error:
        assert error.message
        failed = True
    assert sandbox.changes() == []
    assert (sandbox.destination / "kept").read_text() == "kept"
    assert not list(sandbox.destination.rglob(".pydock-*"))
    if name not in AS_THE_SYSTEM_ALLOWS:
        assert failed == (name not in COPIED_UNHARMED)


def test_an_absolute_name_is_taken_as_below_the_destination(tmp_path: Path) -> None:
    unpack(tar(file(b"/a/../../b/c", b"content")), tmp_path)
    assert (tmp_path / "b" / "c").read_text() == "content"


@pytest.mark.parametrize("target", ["/etc/passwd", "/nowhere", "kept", "../kept", "./../a/../b"])
def test_a_symlink_that_leads_out_as_text_only_by_its_root_is_made_as_it_is(
    target: str, tmp_path: Path
) -> None:
    unpack(tar(directory(b"a/"), link(b"a/new", target.encode())), tmp_path)
    assert os.readlink(tmp_path / "a" / "new") == target  # noqa: PTH115 (as it is)


def test_entries_before_a_hostile_one_are_extracted(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match="outside"):
        unpack(tar(file(b"good", b"content"), file(b"../evil")), tmp_path)
    assert (tmp_path / "good").read_text() == "content"


@pytest.mark.parametrize("name", ["a", "a/b"])
@pytest.mark.parametrize("block", range(14))
def test_a_directory_replaced_by_a_symlink_is_not_followed(
    block: int, name: str, tmp_path: Path
) -> None:
    sandbox = Sandbox(tmp_path)
    archive = tar(
        directory(b"a/", 0o750), file(b"a/1"), directory(b"a/b/", 0o700), file(b"a/b/2"),
        directory(b"c/"), file(b"a/3"), directory(b"a/b/", 0o700), file(b"a/b/4"),
    )  # fmt: skip
    read = stream(archive, 512)
    blocks_read = 0

    def reading(buffer: memoryview) -> int:
        nonlocal blocks_read
        if blocks_read == block:
            swap(sandbox, name)
        blocks_read += 1
        return read(buffer)

    with suppress(PydockError):
        extract(TarReader(reading), os.fsencode(sandbox.destination), lambda name: name)
    assert sandbox.changes() == []


def swap(sandbox: Sandbox, name: str) -> None:
    """What another process does: a symlink out in the place of a directory that is being filled."""
    path = sandbox.destination / name
    if path.exists():
        path.rename(path.with_name(path.name + "-moved"))
    if path.parent.exists():
        path.symlink_to(sandbox.outside)


def test_2000_levels_are_unpacked(tmp_path: Path) -> None:
    try:
        unpack(tar(directory(b"a/" * 2000, 0o700), file(b"a/" * 2000 + b"file", b"deep")), tmp_path)
        levels = subprocess.run(
            ["find", ".", "-type", "d", "-name", "a"],
            cwd=tmp_path, capture_output=True, check=True,
        ).stdout.splitlines()  # fmt: skip
        assert len(levels) == 2000
    finally:  # pytest's own clearing does not go that deep
        subprocess.run(["rm", "-rf", tmp_path / "a"], check=True)


def test_entries_take_no_memory_once_they_are_unpacked(tmp_path: Path) -> None:
    def peak_bytes(times: int) -> int:
        archive = chain.from_iterable(repeat(some, times))
        pieces = chain(archive, [END])
        tracemalloc.start()
        try:
            reader = TarReader(lambda buffer: fill(buffer, next(pieces, b"")))
            extract(reader, os.fsencode(tmp_path), lambda name: name)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def fill(buffer: memoryview, piece: bytes) -> int:
        buffer[: len(piece)] = piece
        return len(piece)

    some = [tar(directory(b"%d/" % n), file(b"%d/a" % n), end=b"") for n in range(100)]
    peak_bytes(1)
    assert peak_bytes(20) < peak_bytes(1) + 50_000


LEVELS = st.sampled_from(
    [b"..", b".", b"", b"a", b"b", b"out", b"out-file", b"directory", b"kept", b"shared", b"\xff"]
)
NAMES = st.lists(LEVELS, min_size=1, max_size=5).map(b"/".join)
TYPES = st.sampled_from([REGULAR, DIRECTORY, SYMLINK, HARD_LINK, FIFO, CHARACTER_DEVICE])
MODES = st.sampled_from([0, 0o644, 0o777, 0o4755, 0o1777])


@st.composite
def entries(draw: st.DrawFn) -> bytes:
    """One entry of any kind, perhaps named by an extended header."""
    content = draw(st.sampled_from([b"", b"evil", b"x" * 600]))
    type = draw(TYPES)
    entry = Entry(
        draw(NAMES),
        type,
        mode=draw(MODES),
        size=len(content) if type == REGULAR else 0,
        mtime_ns=draw(st.integers(-(10**18), 10**19)),
        link_name=draw(NAMES),
    )
    before = draw(
        st.one_of(
            st.just(b""),
            NAMES.map(lambda name: pax(b"path=" + name)),
            NAMES.map(lambda name: pax(b"linkpath=" + name)),
            NAMES.map(lambda name: extension(b"L", name)),
            NAMES.map(lambda name: extension(b"K", name)),
        )
    )
    return before + tar((entry, content if type == REGULAR else b""), end=b"")


@settings(max_examples=100)
@given(st.lists(entries(), max_size=8), st.booleans())
def test_no_archive_of_any_entries_touches_what_is_outside(
    archive: list[bytes], whole: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        sandbox = Sandbox(Path(name))
        with suppress(PydockError):
            unpack(tar(*archive) if whole else b"".join(archive)[:-700], sandbox.destination)
        assert sandbox.changes() == []


@settings(max_examples=100)
@given(
    st.lists(entries(), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=20)), max_size=4),
    st.booleans(),
)
def test_no_archive_with_other_bytes_in_it_touches_what_is_outside(
    archive: list[bytes], changes: list[tuple[int, bytes]], checksums: bool
) -> None:
    data = bytearray(tar(*archive))
    for at, other in changes:
        at %= len(data)
        data[at : at + len(other)] = other[: len(data) - at]
    if checksums:
        for at in range(0, len(data) - 511, 512):
            block = data[at : at + 512]
            total = sum(block[:148]) + sum(block[156:]) + 8 * 0x20
            if any(block):
                data[at + 148 : at + 156] = b"%06o\0 " % total
    with tempfile.TemporaryDirectory() as name:
        sandbox = Sandbox(Path(name))
        with suppress(PydockError):
            unpack(bytes(data), sandbox.destination)
        assert sandbox.changes() == []


def unpack(archive: bytes, destination: Path, step: int = 1 << 20) -> None:
    reader = TarReader(stream(archive, step))
    extract(reader, os.fsencode(destination), lambda name: name)
