"""Contexts that come as a stream."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.build.classic.stream_tar import compressed, with_dockerfile
from pydock.build.input_stream import DOCKERFILE_LIMIT_BYTES, InputStream, read_limited
from pydock.errors import PydockError
from tests.build.trees import File, HardLink, Link, plant

Pack = Callable[[bytes], bytes]
PACKERS: dict[str, Pack] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


def stream_of(data: bytes, most_bytes: int = 100) -> InputStream:
    """A stream that comes in small pieces, as a pipe may."""
    file = io.BytesIO(data)
    return InputStream(lambda size: file.read(min(size, most_bytes)))


def tar_of(directory: Path, format: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=format) as opened:
        for path in sorted(directory.iterdir()):
            opened.add(path, path.name)
    return file.getvalue()


def contents(archive: bytes) -> dict[str, bytes | str]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return {
            member.name: file.read() if (file := opened.extractfile(member)) else member.linkname
            for member in opened
        }


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS.keys())
@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_archives_are_known(tmp_path: Path, pack: Pack, format: int) -> None:
    plant(tmp_path, {"a" * 90: "1"})
    assert stream_of(pack(tar_of(tmp_path, format))).is_archive()


@pytest.mark.parametrize("format", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_long_name_in_front_hides_no_archive(tmp_path: Path, format: int) -> None:
    plant(tmp_path, {"ü" * 120: "1"})
    assert stream_of(tar_of(tmp_path, format)).is_archive()


@pytest.mark.parametrize(
    "data", [b"", b"FROM busybox\n", b"x" * 511, b"\0" * 2048, b"FROM a\n" * 500, b"9" * 1024]
)
def test_a_dockerfile_is_no_archive(data: bytes) -> None:
    stream = stream_of(data)
    assert not stream.is_archive()
    assert read_limited(stream.read) == data


def test_looking_ahead_loses_nothing(tmp_path: Path) -> None:
    plant(tmp_path, {"a": File(bytes(range(256)) * 1000)})
    archive = tar_of(tmp_path)
    stream = stream_of(archive, most_bytes=7)
    assert stream.is_archive()
    assert b"".join(stream.blocks()) == archive


def test_a_dockerfile_without_end_is_refused() -> None:
    with pytest.raises(PydockError, match="larger than 16 MiB"):
        read_limited(lambda size: b"x" * size)


def test_a_dockerfile_may_be_as_large_as_the_limit() -> None:
    data = b"x" * DOCKERFILE_LIMIT_BYTES
    assert read_limited(stream_of(data, most_bytes=1 << 20).read) == data


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS.keys())
def test_a_dockerfile_is_added(tmp_path: Path, pack: Pack) -> None:
    plant(tmp_path, {"a": "1", "b": HardLink("a"), "c": Link("a"), "big": File(b"x" * 300_000)})
    archive = tar_of(tmp_path)
    changed = b"".join(with_dockerfile(stream_of(pack(archive), 5000), "NEW", b"FROM x"))
    assert contents(changed) == {
        **contents(archive),
        ".dockerignore": b".dockerignore\nNEW\n",
        "NEW": b"FROM x",
    }


@pytest.mark.parametrize("name", [".dockerignore", "./.dockerignore"])
def test_the_added_dockerfile_is_kept_out_of_images(name: str) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as opened:
        member = tarfile.TarInfo(name)
        member.size = 3
        opened.addfile(member, io.BytesIO(b"*.o"))
    changed = b"".join(with_dockerfile(stream_of(file.getvalue()), "NEW", b""))
    assert contents(changed) == {name: b"*.o\nNEW\n", "NEW": b""}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS.keys())
def test_an_archive_that_ends_early_is_an_error(tmp_path: Path, pack: Pack) -> None:
    plant(tmp_path, {"a": File(bytes(range(256)) * 1000)})
    packed = pack(tar_of(tmp_path))
    cut = packed[: len(packed) // 2]
    with pytest.raises(PydockError):
        list(with_dockerfile(stream_of(cut), "NEW", b""))


def test_zstd_is_named() -> None:
    with pytest.raises(PydockError, match="zstd"):
        list(with_dockerfile(stream_of(b"\x28\xb5\x2f\xfd" + bytes(600)), "NEW", b""))


def test_compressed_once_and_no_more() -> None:
    data = b"x" * 1_000_000
    packed = b"".join(compressed(stream_of(data, 10_000).blocks()))
    assert len(packed) < 10_000
    assert gzip.decompress(packed) == data
    assert b"".join(compressed(stream_of(packed).blocks())) == packed


def test_nothing_can_be_compressed() -> None:
    assert gzip.decompress(b"".join(compressed(iter(())))) == b""
