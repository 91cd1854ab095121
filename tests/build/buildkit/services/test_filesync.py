"""What the engine gets of a directory: the order, the stats, the content that it requests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pydock.build.buildkit import file_modes
from pydock.build.buildkit.grpc import ClientCall, Code
from pydock.build.buildkit.local_sources import GeneratedDirectory, LocalDirectory, Patterns, Source
from pydock.build.buildkit.messages.files import Packet, PacketType, Stat
from pydock.build.buildkit.services.filesync import METHOD, FileSync
from pydock.errors import PydockError
from tests.build.buildkit.wires import next_packet, serving, status_of
from tests.build.trees import Device, Directory, File, HardLink, Link, Pipe, Socket, Tree, plant

Metadata = list[tuple[str, str]]
Sync = Callable[..., ClientCall[Packet]]


@contextmanager
def syncing(source: Source) -> Iterator[Sync]:
    """Begins to read the directory `context`, with metadata besides its name."""
    with serving({METHOD: FileSync({"context": source}).diff_copy}) as client:

        def begin(*metadata: tuple[str, str], name: str = "context") -> ClientCall[Packet]:
            encoded = [(key.encode(), value.encode()) for key, value in metadata]
            return client.call(METHOD, Packet, metadata=[(b"dir-name", name.encode()), *encoded])

        yield begin


def stats_of(call: ClientCall[Packet]) -> list[Stat]:
    stats = []
    while (packet := next_packet(call)).stat is not None:
        assert packet.type == PacketType.STAT
        stats.append(packet.stat)
    return stats


def content_of(call: ClientCall[Packet], number: int) -> bytes:
    """Ask for a file, which is the only one that is under way."""
    call.send(Packet(PacketType.REQUEST, id=number))
    content = b""
    while (packet := next_packet(call)).data:
        assert (packet.type, packet.id) == (PacketType.DATA, number)
        content += packet.data
    return content


def finish(call: ClientCall[Packet]) -> None:
    call.send(Packet(PacketType.FINISHED))
    assert next_packet(call).type == PacketType.FINISHED
    assert status_of(call) == (0, "")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    plant(
        tmp_path,
        {
            "b.txt": b"content",
            "a/z": b"1",
            "a/y": Link("../b.txt"),
            "a-b": b"2",
            "empty": b"",
            "deep/er/file": File(b"3", 0o4755, 1_500_000_000),
            "linked": HardLink("b.txt"),
            b"\xff\xfe": b"4",
            "pipe": Pipe(),
            "socket": Socket(),
            "sticky": Directory(0o1777),
        },
    )
    return tmp_path


def test_stats_of_a_directory(directory: Path) -> None:
    with syncing(LocalDirectory(str(directory))) as begin:
        call = begin()
        stats = {stat.path: stat for stat in stats_of(call)}
        finish(call)
    assert list(stats) == [
        "a",
        "a/y",
        "a/z",
        "a-b",
        "b.txt",
        "deep",
        "deep/er",
        "deep/er/file",
        "empty",
        "linked",
        "pipe",
        "socket",
        "sticky",
        "\udcff\udcfe",
    ]
    assert {stat.uid for stat in stats.values()} | {stat.gid for stat in stats.values()} == {0}
    assert stats["a"].mode == file_modes.DIRECTORY | 0o755
    assert stats["a"].size == 0
    assert stats["sticky"].mode == file_modes.DIRECTORY | 1 << 20 | 0o777
    assert (stats["a/y"].mode, stats["a/y"].link_name) == (file_modes.SYMLINK | 0o777, "../b.txt")
    assert stats["deep/er/file"].mode == 1 << 23 | 0o755
    assert stats["deep/er/file"].mtime_ns == 1_500_000_000 * 10**9
    assert (stats["b.txt"].size, stats["b.txt"].link_name) == (7, "")
    assert (stats["linked"].size, stats["linked"].link_name) == (0, "b.txt")
    assert stats["pipe"].mode & file_modes.KIND == file_modes.NAMED_PIPE
    assert stats["socket"].mode & file_modes.KIND == 0


def test_only_requested_files_are_sent(directory: Path) -> None:
    with syncing(LocalDirectory(str(directory))) as begin:
        call = begin()
        numbers = {stat.path: number for number, stat in enumerate(stats_of(call))}
        assert content_of(call, numbers["b.txt"]) == b"content"
        assert content_of(call, numbers["empty"]) == b""
        assert content_of(call, numbers["socket"]) == b""
        assert content_of(call, numbers["\udcff\udcfe"]) == b"4"
        finish(call)


def test_a_large_file_is_complete(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    (tmp_path / "large").write_bytes(content)
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin()
        stats_of(call)
        assert content_of(call, 0) == content


def test_attributes_go_along(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    try:
        os.setxattr(tmp_path / "file", "user.one", b"\0\xff")
    except OSError:
        pytest.skip("The file system has no extended attributes.")
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        (stat,) = stats_of(begin())
    assert stat.xattrs == {"user.one": b"\0\xff"}


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root makes devices.")
def test_devices_go_by_number(tmp_path: Path) -> None:
    plant(tmp_path, {"null": Device(0o020000, 1, 3)})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        (stat,) = stats_of(begin())
    assert stat.mode & file_modes.KIND == file_modes.DEVICE | file_modes.CHARACTER_DEVICE
    assert (stat.device_major, stat.device_minor) == (1, 3)


TREE: Tree = {
    "app/main.py": b"",
    "app/main.pyc": b"",
    "app/lib/x.py": b"",
    "app/lib/x.pyc": b"",
    "docs/a.md": b"",
    "docs/keep/b.md": b"",
    "link": Link("app/lib"),
    "loop": Link("loop2"),
    "loop2": Link("loop"),
    "out": Link("../../../etc/passwd"),
    "root": Link("/docs"),
    "é": b"",
}


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (
            [],
            "app app/lib app/lib/x.py app/lib/x.pyc app/main.py app/main.pyc docs docs/a.md"
            " docs/keep docs/keep/b.md link loop loop2 out root é",
        ),
        ([("include-patterns", "docs/a.md")], "docs docs/a.md"),
        ([("include-patterns", "docs")], "docs docs/a.md docs/keep docs/keep/b.md"),
        ([("include-patterns", "**/*.py")], "app app/lib app/lib/x.py app/main.py"),
        (
            [("include-patterns", "app"), ("include-patterns", "é")],
            "app app/lib app/lib/x.py app/lib/x.pyc app/main.py app/main.pyc é",
        ),
        ([("include-patterns", "nothing")], ""),
        (
            [("include-patterns", "app"), ("exclude-patterns", "**/*.pyc")],
            "app app/lib app/lib/x.py app/main.py",
        ),
        (
            [("exclude-patterns", "*"), ("exclude-patterns", "!docs/keep")],
            "docs docs/keep docs/keep/b.md",
        ),
        (
            [("exclude-patterns", "*"), ("exclude-patterns", "!**/*.md")],
            "docs docs/a.md docs/keep docs/keep/b.md",
        ),
        (
            [("exclude-patterns", "app"), ("exclude-patterns", "docs"), ("exclude-patterns", "l*")],
            "out root é",
        ),
        ([("followpaths", "link/x.py")], "app app/lib app/lib/x.py link"),
        ([("followpaths", "/link")], "app app/lib app/lib/x.py app/lib/x.pyc link"),
        ([("followpaths", "loop")], "loop loop2"),
        ([("followpaths", "out")], "out"),
        ([("followpaths", "root/keep")], "docs docs/keep docs/keep/b.md root"),
        ([("followpaths", "l*")], "app app/lib app/lib/x.py app/lib/x.pyc link loop loop2"),
        ([("followpaths", "../../docs/a.md")], "docs docs/a.md"),
        ([("include-patterns", "%C3%A9"), ("include-patterns-encoded", "1")], "é"),
        ([("include-patterns", "a+b%2Fc"), ("include-patterns-encoded", "1")], ""),
    ],
)
def test_which_files_are_selected(tmp_path: Path, metadata: Metadata, expected: str) -> None:
    plant(tmp_path, TREE)
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin(*metadata)
        assert [stat.path for stat in stats_of(call)] == expected.split()
        finish(call)


def test_a_directory_that_is_made_up() -> None:
    with syncing(GeneratedDirectory({"Dockerfile": b"FROM x", "other": b""})) as begin:
        call = begin(("followpaths", "Dockerfile"), ("include-patterns", "Dockerfile"))
        (stat,) = stats_of(call)
        assert (stat.path, stat.size, stat.mode) == ("Dockerfile", 6, 0o644)
        assert content_of(call, 0) == b"FROM x"
        finish(call)


@pytest.mark.parametrize("name", ["", "..", "/", "/etc", "Context", "context/", "dockerfile"])
def test_a_directory_that_was_not_named_is_refused(tmp_path: Path, name: str) -> None:
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        assert status_of(begin(name=name)) == (Code.NOT_FOUND, f'no access allowed to dir "{name}"')


@pytest.mark.parametrize("number", [0, 3, 99, 4294967295, -1])
def test_only_regular_files_can_be_requested(tmp_path: Path, number: int) -> None:
    plant(tmp_path, {"a": Directory(), "b": b"", "c": Link("b"), "d": Pipe()})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin()
        stats_of(call)
        call.send(Packet(PacketType.REQUEST, id=number))
        assert next_packet(call).type == PacketType.ERROR
        assert status_of(call)[0] == Code.INVALID_ARGUMENT


def test_a_file_is_sent_once(tmp_path: Path) -> None:
    plant(tmp_path, {"a": b"1"})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin()
        stats_of(call)
        assert content_of(call, 0) == b"1"
        call.send(Packet(PacketType.REQUEST, id=0))
        assert next_packet(call).type == PacketType.ERROR


def replace_with_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def replace_with_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("change", [Path.unlink, replace_with_link, replace_with_pipe])
def test_a_file_that_is_replaced_meanwhile(tmp_path: Path, change: Callable[[Path], None]) -> None:
    plant(tmp_path, {"file": b"1"})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin()
        stats_of(call)
        change(tmp_path / "file")
        call.send(Packet(PacketType.REQUEST, id=0))
        packet = next_packet(call)
        assert packet.type == PacketType.ERROR
        assert b"/file" in packet.data
        assert status_of(call)[0] == Code.UNKNOWN


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(1_000_000))
    with LocalDirectory(str(tmp_path)).open() as opened:
        blocks = opened.blocks("file")
        next(blocks)
        path.write_bytes(bytes(2_000_000))
        with pytest.raises(PydockError, match="changed while it was read"):
            list(blocks)


def test_a_directory_swapped_for_a_link_serves_nothing_outside(tmp_path: Path) -> None:
    outside, context = tmp_path / "outside", tmp_path / "context"
    plant(outside, {"b/file": b"secret"})
    plant(context, {"a/b/file": b"public", "a/b/other": b"public", "c/file": b"public"})
    with syncing(LocalDirectory(str(context))) as begin:
        call = begin()
        paths = [stat.path for stat in stats_of(call)]
        (context / "a").rename(tmp_path / "moved")
        (context / "a").symlink_to(outside)
        call.send(Packet(PacketType.REQUEST, id=paths.index("a/b/file")))
        packet = next_packet(call)
        assert packet.type == PacketType.ERROR
        assert b"'%b/a/b/file' changed while it was read" % os.fsencode(context) in packet.data


def test_a_directory_swapped_for_a_link_is_not_listed(tmp_path: Path) -> None:
    outside, context = tmp_path / "outside", tmp_path / "context"
    plant(outside, {"secret": b"1"})
    plant(context, {"a/file": b"1", "b/file": b"1"})
    with LocalDirectory(str(context)).open() as opened:
        found = opened.stats(Patterns())
        assert [next(found).path, next(found).path] == ["a", "a/file"]
        (context / "b").rename(tmp_path / "moved")
        (context / "b").symlink_to(outside)
        with pytest.raises(PydockError, match="changed while it was read"):
            list(found)


def test_a_file_that_grew_before_it_is_read_is_sent_whole(tmp_path: Path) -> None:
    plant(tmp_path, {"file": b"1"})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin()
        stats_of(call)
        (tmp_path / "file").write_bytes(b"22")
        assert content_of(call, 0) == b"22"
        finish(call)


@pytest.mark.parametrize("pattern", ["!", "[", "a/["])
def test_an_invalid_pattern(tmp_path: Path, pattern: str) -> None:
    plant(tmp_path, {"a/b": b""})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin(("exclude-patterns", pattern))
        assert next_packet(call).type == PacketType.ERROR
        assert status_of(call)[0] == Code.UNKNOWN


def test_an_engine_that_goes_away_ends_it(tmp_path: Path) -> None:
    plant(tmp_path, {str(number): bytes(100_000) for number in range(100)})
    with syncing(LocalDirectory(str(tmp_path))) as begin:
        call = begin()
        for number in range(100):
            call.send(Packet(PacketType.REQUEST, id=number))
        call.cancel()
