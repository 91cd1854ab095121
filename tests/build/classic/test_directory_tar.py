"""The stream of a context directory: memory, and files that change while they are read."""

from __future__ import annotations

import io
import os
import tarfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.build.classic.directory_tar import DirectoryTar
from pydock.build.ignore import IgnoreRules, read_ignore_file
from pydock.errors import PydockError
from tests.build.trees import File, HardLink, Link, Node, Socket, plant

MIB = 1024 * 1024


def blocks(directory: Path, rules: str = "") -> Iterator[bytes]:
    return DirectoryTar(os.fsencode(directory), read_ignore_file(rules.encode())).blocks()


def members(archive: bytes) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(archive), errorlevel=2) as opened:
        return {member.name: member for member in opened}


def test_nothing_of_the_size_of_a_file_is_held(tmp_path: Path) -> None:
    plant(tmp_path, {"huge": File(sparse_bytes=64 * MIB)})
    tracemalloc.start()
    try:
        sent_bytes = sum(map(len, blocks(tmp_path)))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent_bytes > 64 * MIB
    assert peak_bytes < 4 * MIB


def test_a_file_of_more_than_8_gib_has_a_size_record(tmp_path: Path) -> None:
    plant(tmp_path, {"huge": File(sparse_bytes=9 * 1024**3)})
    start = next(blocks(tmp_path))
    with tarfile.open(fileobj=io.BytesIO(start)) as opened:
        first = opened.next()
    assert first is not None
    assert first.size == 9 * 1024**3


def test_what_grows_is_sent_as_long_as_it_was(tmp_path: Path) -> None:
    plant(tmp_path, {"log": File(b"x" * MIB), "z": "end"})
    stream = blocks(tmp_path)
    sent = [next(stream)]
    with (tmp_path / "log").open("ab") as log:
        log.write(b"y" * MIB)
    found = members(b"".join([*sent, *stream]))
    assert (found["log"].size, found["z"].size) == (MIB, 3)


def test_what_shrinks_is_an_error(tmp_path: Path) -> None:
    plant(tmp_path, {"log": File(b"x" * MIB)})
    stream = blocks(tmp_path)
    next(stream)
    os.truncate(tmp_path / "log", 1000)
    with pytest.raises(PydockError, match="log"):
        list(stream)


@pytest.mark.parametrize("replaced_by", ["nothing", "link", "pipe"])
def test_a_replaced_file_is_an_error(tmp_path: Path, replaced_by: str) -> None:
    plant(tmp_path, {"a": File(b"x" * MIB), "victim": "1"})
    stream = blocks(tmp_path)
    next(stream)
    victim = tmp_path / "victim"
    victim.unlink()
    if replaced_by == "link":
        victim.symlink_to("/etc/passwd")
    elif replaced_by == "pipe":
        os.mkfifo(victim)
    with pytest.raises(PydockError, match="victim"):
        list(stream)


def test_a_directory_swapped_for_a_link_sends_nothing_outside(tmp_path: Path) -> None:
    outside, context = tmp_path / "outside", tmp_path / "context"
    plant(outside, {"file": b"secret"})
    plant(context, {"a": bytes(600_000), "b/file": b"public"})
    stream = blocks(context)
    found = [next(stream)]
    (context / "b").rename(tmp_path / "moved")
    (context / "b").symlink_to(outside)
    with pytest.raises(PydockError, match="changed while it was read"):
        found += stream
    assert b"secret" not in b"".join(found)


def test_a_file_below_a_directory_that_was_moved_is_the_one_of_the_context(tmp_path: Path) -> None:
    outside, context = tmp_path / "outside", tmp_path / "context"
    plant(outside, {"z": b"secret"})
    plant(context, {"b/a": bytes(600_000), "b/z": b"public"})
    stream = blocks(context)
    found = [next(stream)]
    (context / "b").rename(tmp_path / "moved")
    (context / "b").symlink_to(outside)
    found += stream
    assert b"public" in b"".join(found)


def test_an_unreadable_file_is_named(directory_of_plain_user: Path) -> None:
    plant(directory_of_plain_user, {"secret": File(mode=0)})
    with pytest.raises(PydockError) as caught:
        list(blocks(directory_of_plain_user))
    secret = directory_of_plain_user / "secret"
    assert caught.value.message == f"checking context: no permission to read from '{secret}'"


def test_a_name_in_an_error_cannot_write_to_the_terminal(directory_of_plain_user: Path) -> None:
    plant(directory_of_plain_user, {"\x1b[2J": File(mode=0)})
    with pytest.raises(PydockError) as caught:
        list(blocks(directory_of_plain_user))
    assert "\x1b" not in caught.value.message


def test_members_belong_to_root_and_sockets_are_left_out(tmp_path: Path) -> None:
    plant(tmp_path, {"a": "1", "dir/b": HardLink("a"), "c": Link("a"), "s": Socket()})
    if os.geteuid() == 0:
        os.chown(tmp_path / "a", 1000, 1000)
    found = members(b"".join(blocks(tmp_path)))
    assert list(found) == ["a", "c", "dir", "dir/b"]
    assert {(m.uid, m.gid, m.uname, m.gname) for m in found.values()} == {(0, 0, "", "")}
    assert found["dir/b"].islnk()
    assert found["dir/b"].linkname == "a"


def test_replacements_stand_in_for_files_or_come_last(tmp_path: Path) -> None:
    plant(tmp_path, {"a": File(b"old", 0o755), "z": "1"})
    new = {b"a": b"new!", b"b": b"made"}
    archive = b"".join(DirectoryTar(os.fsencode(tmp_path), IgnoreRules(), new).blocks())
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        contents = {m.name: opened.extractfile(m).read() for m in opened}  # type: ignore[union-attr]
        modes = {m.name: m.mode for m in opened}
    assert contents == {"a": b"new!", "z": b"1", "b": b"made"}
    assert modes == {"a": 0o755, "z": 0o644, "b": 0o600}


NAMES = st.binary(min_size=1, max_size=40).map(
    lambda name: name.replace(b"/", b"_").replace(b"\0", b"0").replace(b".", b"_")
)


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.lists(NAMES, min_size=1, max_size=3).map(b"/".join),
        st.one_of(
            st.binary(max_size=2000).map(lambda content: File(content)), st.builds(Link, NAMES)
        ),
        max_size=12,
    )
)
def test_any_tree_survives_the_way_through_a_tar(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[bytes, File | Link]
) -> None:
    directory = tmp_path_factory.mktemp("tree")
    directories = {name[:end] for name in tree for end, byte in enumerate(name) if byte == ord("/")}
    planted: dict[str | bytes, Node] = {
        name: node for name, node in tree.items() if name not in directories
    }
    plant(directory, planted)
    archive = b"".join(blocks(directory))
    assert len(archive) % 512 == 0
    assert archive.endswith(bytes(1024))
    read: dict[str | bytes, Node] = {}
    with tarfile.open(
        fileobj=io.BytesIO(archive), encoding="utf-8", errors="surrogateescape"
    ) as opened:
        for member in opened:
            name = member.name.encode("utf-8", "surrogateescape")
            if member.issym():
                read[name] = Link(member.linkname.encode("utf-8", "surrogateescape"))
            elif file := opened.extractfile(member):
                read[name] = File(file.read())
    assert read == planted
