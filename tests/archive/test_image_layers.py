"""Files of layers out of archives of `save`, in every layout, hostile ones included."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tarfile
import tracemalloc
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from pydock.archive import image_layers
from pydock.archive.header_fields import ArchiveError
from pydock.archive.image_archive import archive
from pydock.archive.image_layers import ImageLayers, read_image
from pydock.oci.layer_files import File, stacked
from tests.support import image_archives
from tests.support.image_archives import Write, diff_ids, digest, layer

BASE = layer({"etc/": None, "etc/passwd": b"root", "bin": "usr/bin", "root/.npmrc": b"//r/:x"})
TOP = layer({"etc/": None, "etc/.wh.passwd": b"", "srv/key": b"-----BEGIN PRIVATE KEY-----\n"})

#: the end of an archive with the layer a/layer.tar
NAMES = archive(
    {
        "c.json": b'{"rootfs": {}}',
        "manifest.json": b'[{"Config": "c.json", "Layers": ["a/layer.tar"]}]',
    }
)


def read(data: bytes, layers: Sequence[bytes] = (BASE, TOP), **more: Any) -> ImageLayers:
    return read_image(io.BytesIO(data).readinto, diff_ids(layers), **more)


def with_layer(blob: bytes, name: str = "a/layer.tar", **more: bytes) -> bytes:
    """An archive in docker's layout with one layer as it is given."""
    manifest = [{"Config": "c.json", "Layers": [name]}]
    files: Mapping[str, bytes] = {name: blob, "c.json": b'{"rootfs": {}}', **more}
    return archive({**files, "manifest.json": json.dumps(manifest).encode()})


@pytest.mark.parametrize("write", image_archives.LAYOUTS)
def test_every_layout(write: Write) -> None:
    image = read(write((BASE, TOP), "me/app:1"))
    assert image.config["rootfs"]["diff_ids"] == diff_ids((BASE, TOP))
    base, top = image.layers
    assert base.files == {
        b"etc": File("directory", 0o644, 0, 0, 0),
        b"etc/passwd": File("file", 0o644, 0, 0, 4),
        b"bin": File("symlink", 0o644, 0, 0, 0, b"usr/bin"),
        b"root/.npmrc": base.files[b"root/.npmrc"],
    }
    assert base.files[b"root/.npmrc"].secret == "settings of a package manager, often a token"
    assert top.removed == {b"etc/passwd"}
    assert top.files[b"srv/key"].secret == "private key"


def test_digests_of_content() -> None:
    first, second = read(image_archives.graph_driver((BASE, TOP), "x:1"), for_diff=True).layers
    assert first.files[b"etc/passwd"].digest.hex() == digest(b"root")[7:]
    assert second.files[b"srv/key"].digest != first.files[b"etc/passwd"].digest


def test_the_image_with_the_layers_is_chosen() -> None:
    """Archives have several images where a name has several tags or platforms."""
    names = [f"{id[7:]}.tar" for id in diff_ids((BASE, TOP))]
    configs = {f"{n}.json": image_archives.config((one,)) for n, one in enumerate((BASE, TOP))}
    manifest = [{"Config": f"{n}.json", "Layers": [name]} for n, name in enumerate(names)]
    data = archive(
        {
            **dict(zip(names, (BASE, TOP), strict=True)),
            **configs,
            "manifest.json": json.dumps(manifest).encode(),
        }
    )
    assert b"srv/key" in read(data, [TOP]).layers[0].files
    assert b"etc/passwd" in read(data, [BASE]).layers[0].files


def test_an_archive_with_the_oci_layout_alone() -> None:
    """As the containerd store writes it for an image that has no name."""
    data = io.BytesIO(image_archives.containerd_store((BASE, TOP), "x:1"))
    files = {}
    with tarfile.open(fileobj=data) as tar:
        for info in tar:
            if info.name != "manifest.json":
                files[info.name] = tar.extractfile(info).read()  # type: ignore[union-attr]
    assert len(read(archive(files)).layers) == 2


@pytest.mark.parametrize("type", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_a_layer_that_is_a_link_to_another(type: bytes) -> None:
    """docker before 25 writes a layer that is in two places once."""
    manifest = [{"Config": "c.json", "Layers": ["a/layer.tar", "b/layer.tar"]}]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        link = tarfile.TarInfo("b/layer.tar")
        link.type = type
        link.linkname = "../a/layer.tar" if type == tarfile.SYMTYPE else "a/layer.tar"
        tar.addfile(link)
        for name, data in {
            "a/layer.tar": BASE,
            "c.json": b'{"rootfs": {}}',
            "manifest.json": json.dumps(manifest).encode(),
        }.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    first, second = read(stream.getvalue()).layers
    assert first is second


def test_gzip_in_several_parts() -> None:
    blob = gzip.compress(BASE[:700]) + gzip.compress(BASE[700:]) + bytes(100)
    assert len(read(with_layer(blob)).layers[0].files) == 4


def test_zstd(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the module of Python 3.14, played by one that copies."""
    magic = b"\x28\xb5\x2f\xfd"
    blob = magic + BASE

    class Decompressor:
        eof, unused_data = False, b""
        pending = b""

        def decompress(self, data: bytes, most_bytes: int) -> bytes:
            self.pending = (self.pending + data).removeprefix(magic)
            found, self.pending = self.pending[:most_bytes], self.pending[most_bytes:]
            return found

    module = SimpleNamespace(ZstdDecompressor=Decompressor)
    monkeypatch.setitem(sys.modules, "compression", SimpleNamespace(zstd=module))
    monkeypatch.setitem(sys.modules, "compression.zstd", module)
    assert len(read(with_layer(blob)).layers[0].files) == 4
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    with pytest.raises(ArchiveError, match=r"^layer a: it is compressed with zstd, which needs"):
        read(with_layer(blob))


class Stream(io.RawIOBase):
    """An archive of one large layer, which is never in memory."""

    def __init__(self, head: bytes, middle_bytes: int, tail: bytes) -> None:
        self.parts: list[io.BytesIO | int] = [io.BytesIO(head), middle_bytes, io.BytesIO(tail)]

    def readinto(self, view: Any) -> int:
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int):
                size = min(part, len(view))
                view[:size] = bytes(size)
                self.parts[0] = part - size
            else:
                size = part.readinto(view)
            if size:
                return size
            self.parts.pop(0)
        return 0


def test_content_is_not_kept() -> None:
    size = 20 << 20
    inner, outer = tarfile.TarInfo("big"), tarfile.TarInfo("a/layer.tar")
    inner.size, outer.size = size, size + 1536
    stream = Stream(outer.tobuf() + inner.tobuf(), size, bytes(1024) + NAMES)
    tracemalloc.start()
    image = read_image(stream.readinto, [])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert image.layers[0].files[b"big"].size == size
    assert peak < 4 << 20


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "the archive has no image in a layout of docker 1.10 or later"),
        (archive({"repositories": b"{}"}), "the archive has no image in a layout of"),
        (archive({"manifest.json": b"5"}), "the archive has no image in a layout of"),
        (archive({"manifest.json": b"["}), "the archive has no image in a layout of"),
        (archive({"manifest.json": b'[5,{"Layers":5},{"Config":{}}]'}), "the archive has no image"),
        (with_layer(BASE)[:3000], "unexpected EOF: the archive ends in"),
        (with_layer(BASE[:700]), "layer a: unexpected EOF"),
        (with_layer(gzip.compress(BASE)[:80]), "layer a: unexpected end of the gzip data"),
        (with_layer(gzip.compress(BASE)[:40] + bytes(200)), "layer a: invalid gzip: Error"),
        (with_layer(gzip.compress(b"x" * 600)), "layer a: "),
        (with_layer(b"neither"), "the archive has no layer a"),
        (with_layer(BASE, "\x1b]0;x/layer.tar"), ""),
        (with_layer(b"", "\x1b]0;x/layer.tar"), r"the archive has no layer \x1b]0;x"),
    ],
)
def test_damaged_archives_end_in_one_sentence(data: bytes, error: str) -> None:
    if not error:
        assert read(data).layers
        return
    with pytest.raises(ArchiveError) as raised:
        read(data)
    assert raised.value.message.startswith(error)
    assert raised.value.message.isprintable()


def test_a_link_loop() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, target in {"a/layer.tar": "../b", "b": "a/layer.tar"}.items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            tar.addfile(link)
    data = stream.getvalue().rstrip(b"\0")
    data += bytes(-len(data) % 512)
    with pytest.raises(ArchiveError, match="the archive has no layer a"):
        read(data + NAMES)


def test_endless_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths of an image are kept, so that their number has a limit."""
    monkeypatch.setattr(image_layers, "_PATHS_LIMIT_BYTES", 100_000)
    entry = tarfile.TarInfo("some/file")
    blob = b"".join([entry.tobuf()] * 1000) + bytes(1024)
    packed = gzip.compress(blob)
    for one in (blob, packed):
        with pytest.raises(ArchiveError, match=r"^the image has too many files$"):
            read(with_layer(one))


def test_many_configurations_and_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_layers, "_MOST_LAYERS", 1)
    with pytest.raises(ArchiveError, match="more than 1 layers"):
        read(image_archives.graph_driver((BASE, TOP), "x:1"))
    monkeypatch.setattr(image_layers, "_ALL_JSON_LIMIT_BYTES", 10)
    with pytest.raises(ArchiveError, match="too many configurations"):
        read(image_archives.graph_driver((BASE, TOP), "x:1"))


def test_types_of_entries_that_are_unknown_are_kept() -> None:
    entry = tarfile.TarInfo("odd")
    entry.type = b"V"
    image = read(with_layer(entry.tobuf() + bytes(1024)))
    assert image.layers[0].files[b"odd"].type == "other"
    assert stacked(image.layers).size == 0
