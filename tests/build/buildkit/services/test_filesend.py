"""What the engine sends back: directories, written safely, and files."""

# ruff: noqa: PTH113, PTH114, PTH115, PTH116, PTH118, PTH123, PTH208 (names of any bytes)

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pydock.archive.tar_headers import END
from pydock.build.buildkit import file_modes
from pydock.build.buildkit.grpc import CallFailed, Client, ClientCall, Code
from pydock.build.buildkit.local_sources import LocalDirectory
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.messages.files import Packet, PacketType, Stat
from pydock.build.buildkit.services import filesend, filesync
from pydock.build.buildkit.services.filesend import METHOD, ExportReceiver
from pydock.build.buildkit.services.filesync import FileSync
from pydock.options.build.outputs import Export
from tests.build.buildkit.wires import LIMIT_SECONDS, next_packet, offer, serving, status_of
from tests.build.trees import Device, Directory, File, HardLink, Link, Pipe, Tree, plant

FILE, DIRECTORY, LINK = 0o644, file_modes.DIRECTORY | 0o755, file_modes.SYMLINK | 0o777


@contextmanager
def receiving(*exports: Export) -> Iterator[Client]:
    with serving({METHOD: ExportReceiver(exports).diff_copy}) as client:
        yield client


def into(directory: Path) -> Export:
    return Export("local", destination=str(directory))


def send(call: ClientCall[Packet], *stats: Stat, **content: bytes) -> tuple[int, str]:
    """Send files as an engine does, and how the client took it; `content` by path."""
    for stat in [*stats, None]:
        offer(call, Packet(PacketType.STAT, stat))
    while True:
        try:
            packet = call.answer(LIMIT_SECONDS)
        except CallFailed as failed:
            return failed.code, failed.message
        if packet is None:
            return status_of(call)
        if packet.type == PacketType.REQUEST:
            data = content.get(stats[packet.id].path, b"")
            if data:
                call.send(Packet(PacketType.DATA, id=packet.id, data=data))
            call.send(Packet(PacketType.DATA, id=packet.id))
        elif packet.type == PacketType.FINISHED:
            call.send(Packet(PacketType.FINISHED))


def received(directory: Path, *stats: Stat, **content: bytes) -> tuple[int, str]:
    with receiving(into(directory)) as client:
        return send(client.call(METHOD, Packet), *stats, **content)


TREE: Tree = {
    "a/b/c": b"content",
    "a/empty": b"",
    "a/more": HardLink("a/b/c"),
    "large": os.urandom(2_500_000),
    "link": Link("../../outside"),
    "absolute": Link("/etc/passwd"),
    "pipe": Pipe(),
    "read-only": File(b"1", 0o400, 1_400_000_000),
    "suid": File(b"2", 0o4755),
    "locked/in": b"3",
    "locked": Directory(0o555),
    b"\xff": b"4",
}


def pictured(directory: Path) -> dict[bytes, tuple[object, ...]]:
    """Everything below a directory that a user sees of it."""
    found: dict[bytes, tuple[object, ...]] = {}
    for root, directories, names in os.walk(os.fsencode(directory)):
        for name in directories + names:
            path = os.path.join(root, name)
            status = os.lstat(path)
            content: object = None
            if os.path.islink(path):
                content = os.readlink(path)
            elif os.path.isfile(path):
                content = Path(os.fsdecode(path)).read_bytes()
            key = os.path.relpath(path, os.fsencode(directory))
            found[key] = (status.st_mode, status.st_nlink, status.st_mtime_ns, content)
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A directory with files of all kinds."""
    source = tmp_path / "source"
    plant(source, TREE)
    return source


def copied(source: Path, target: Path) -> None:
    """Send a directory as the client does, and receive it as the client does."""
    sync = FileSync({"context": LocalDirectory(str(source))})
    with serving({filesync.METHOD: sync.diff_copy}) as sender, receiving(into(target)) as receiver:
        from_sender = sender.call(filesync.METHOD, Packet, metadata=[(b"dir-name", b"context")])
        to_receiver = receiver.call(filesend.METHOD, Packet)

        def back() -> None:
            while packet := to_receiver.answer():
                from_sender.send(packet)

        thread = threading.Thread(target=back)
        thread.start()
        while packet := from_sender.answer(LIMIT_SECONDS):
            to_receiver.send(packet)
        assert status_of(from_sender) == (0, "")
        thread.join(20)
        assert status_of(to_receiver) == (0, "")


def test_a_directory_arrives_as_it_was(tree: Path, tmp_path: Path) -> None:
    copied(tree, tmp_path / "new" / "target")
    assert pictured(tmp_path / "new" / "target") == pictured(tree)


def test_a_directory_arrives_over_an_older_one(tree: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    plant(
        target,
        {
            "a/b/c": File(b"older and longer", 0o400),
            "a/b/stays": b"",
            "link": b"was a file",
            "large": Link("nowhere"),
            "locked": Link("/etc"),
        },
    )
    copied(tree, target)
    assert pictured(target).pop(b"a/b/stays")[3] == b""
    assert {k: v for k, v in pictured(target).items() if k != b"a/b/stays"} == pictured(tree)


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root makes devices.")
def test_devices_arrive(tmp_path: Path) -> None:
    plant(tmp_path / "source", {"null": Device(0o020000, 1, 3)})
    copied(tmp_path / "source", tmp_path / "target")
    assert os.lstat(tmp_path / "target/null").st_rdev == os.makedev(1, 3)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/",
        "/x",
        "../x",
        "a/../../x",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\0b",
        "a/" * 3000,
    ],
)
@pytest.mark.parametrize("mode", [FILE, DIRECTORY, LINK, file_modes.NAMED_PIPE | 0o644])
def test_a_path_that_is_not_plainly_inside(tmp_path: Path, path: str, mode: int) -> None:
    code, words = received(tmp_path / "out", Stat(path, mode))
    assert code == Code.UNKNOWN
    assert "invalid path" in words
    assert os.listdir(tmp_path) == ["out"]
    assert os.listdir(tmp_path / "out") == []


def test_nothing_goes_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for victim in (Stat("l/x", FILE), Stat("l/x", DIRECTORY), Stat("l/x", LINK, link_name="y")):
        code, words = received(
            tmp_path / "out", Stat("l", LINK, link_name=str(outside)), victim, x=b"1"
        )
        assert (code, "in the way" in words) == (Code.UNKNOWN, True)
    assert os.listdir(outside) == []


def test_a_file_is_not_written_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep")
    assert received(
        tmp_path / "out", Stat("l", LINK, link_name=str(victim)), Stat("l", FILE), l=b"evil"
    ) == (0, "")
    assert victim.read_text() == "keep"
    assert (tmp_path / "out/l").read_bytes() == b"evil"


@pytest.mark.parametrize("target", ["../victim", "/victim", "l/victim", "missing", "", "a/../../v"])
def test_a_hard_link_to_elsewhere(tmp_path: Path, target: str) -> None:
    (tmp_path / "victim").write_text("keep")
    code, _ = received(
        tmp_path / "out",
        Stat("l", LINK, link_name=str(tmp_path)),
        Stat("x", FILE, link_name=target or "/"),
    )
    assert code == Code.UNKNOWN
    assert os.stat(tmp_path / "victim").st_nlink == 1


def test_a_directory_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    plant(tmp_path, {"x/keep": b""})
    for stat in (Stat("x", FILE), Stat("x", LINK, link_name="y"), Stat("x", file_modes.NAMED_PIPE)):
        code, words = received(tmp_path, stat)
        assert code == Code.UNKNOWN
        assert "cannot overwrite directory" in words
    assert (tmp_path / "x/keep").exists()


@pytest.mark.parametrize(
    ("packets", "words"),
    [
        ([Packet(PacketType.DATA, id=5, data=b"x")], "not requested"),
        ([Packet(PacketType.DATA, id=0)], "not requested"),
        ([Packet(PacketType.STAT), Packet(PacketType.STAT, Stat("a"))], ""),
        ([Packet(PacketType.STAT, Stat("a", 1 << 19))], "unknown file type"),
        ([Packet(PacketType.ERROR, data=b"no luck")], "error from sender: no luck"),
    ],
)
def test_invalid_packets(tmp_path: Path, packets: list[Packet], words: str) -> None:
    with receiving(into(tmp_path)) as client:
        call = client.call(METHOD, Packet)
        for packet in packets:
            offer(call, packet)
        if words:
            code, message = status_of(call)
            assert code == Code.UNKNOWN
            assert words in message


def test_an_endless_file_is_ignored(tmp_path: Path) -> None:
    plant(tmp_path, {"old": b"old"})
    with receiving(into(tmp_path)) as client:
        call = client.call(METHOD, Packet)
        for number, name in enumerate(("old", "new")):
            call.send(Packet(PacketType.STAT, Stat(name, FILE)))
            assert next_packet(call) == Packet(PacketType.REQUEST, id=number)
            call.send(Packet(PacketType.DATA, id=number, data=b"half"))
        call.cancel()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"old": b"old"}


class Kept(io.BytesIO):
    """A file whose content outlives its end."""

    content = b""

    def close(self) -> None:
        self.content = self.getvalue()
        super().close()


def test_a_file_as_result() -> None:
    file = Kept()
    with receiving(Export("moby"), Export("tar", open_file=lambda: file)) as client:
        metadata = [(b"buildkit-attachable-exporter-id", b"1")]
        call = client.call(METHOD, BytesMessage, metadata=metadata)
        call.send(BytesMessage(b"one".ljust(512)))
        call.send(BytesMessage(END[:1000]))
        call.send(BytesMessage(END[1000:]))
        call.stream.send(b"", end=True)
        assert status_of(call) == (0, "")
    assert file.content == b"one".ljust(512) + END


def test_a_result_is_delivered_once() -> None:
    with receiving(Export("tar", open_file=Kept)) as client:
        for expected in (0, Code.ALREADY_EXISTS):
            assert status_of(client.call(METHOD, BytesMessage, BytesMessage(END)))[0] == expected


@pytest.mark.parametrize("number", [b"0", b"2", b"-1", b"x", b"99999999999999999999"])
def test_a_result_that_was_not_requested(number: bytes) -> None:
    with receiving(Export("moby"), Export("tar", open_file=Kept)) as client:
        metadata = [(b"buildkit-attachable-exporter-id", number)]
        call = client.call(METHOD, BytesMessage, BytesMessage(), metadata)
        assert status_of(call)[0] == Code.NOT_FOUND


def test_a_full_disk_ends_it() -> None:
    with receiving(Export("tar", open_file=lambda: open("/dev/full", "wb"))) as client:
        code, words = status_of(client.call(METHOD, BytesMessage, BytesMessage(b"x" * 100_000)))
        assert code == Code.UNKNOWN
        assert "No space left" in words
