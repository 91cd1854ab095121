"""Archives of `save` without the layers that the other engine has."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.archive.header_fields import ArchiveError
from pydock.archive.image_archive import Step, Target, archive, read_layers, rewritten
from pydock.archive.tar_headers import END, REGULAR, Entry, encode
from pydock.archive.tar_reader import ReadInto
from pydock.oci.archive_layers import ChainedLayer, Layers
from tests.archive.hostile import old_gnu_sparse
from tests.support import image_archives
from tests.support.image_archives import LAYOUTS, Write, diff_ids

BASE, MIDDLE, TOP = b"base" * 1000, b"middle" * 2000, b"top" * 500
IMAGE = (BASE, MIDDLE, TOP)
NAME = "me/app:1"


def readinto(data: bytes, sizes: Random | None = None) -> ReadInto:
    """Deliver the bytes, in pieces of random sizes."""
    file = io.BytesIO(data)

    def read(buffer: memoryview) -> int:
        size = len(buffer) if sizes is None else sizes.randint(1, len(buffer))
        return file.readinto(buffer[:size])

    return read


def copied(
    data: bytes,
    has: Sequence[bytes],
    *,
    image: Sequence[bytes] = IMAGE,
    target: Target = Target.GRAPH_DRIVER,
    learn: bool = True,
    sizes: Random | None = None,
) -> tuple[dict[str, bytes], list[Step]]:
    """The files of the rewritten archive, and its steps, for a target with these layers."""
    there = diff_ids(has)
    layers = Layers([diff_ids(image)], lambda _, layer: layer.diff_id in there)
    if learn:
        read_layers(readinto(data), layers, set())
    steps: list[Step] = []
    out = b"".join(rewritten(readinto(data, sizes), layers, steps.append, target))
    return files(out), steps


def files(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


@pytest.mark.parametrize("write", LAYOUTS)
@pytest.mark.parametrize("has", [(), (BASE,), (BASE, MIDDLE), IMAGE])
def test_layers_that_the_target_has_are_left_out(write: Write, has: tuple[bytes, ...]) -> None:
    data = write(IMAGE, NAME)
    before = files(data)
    [manifest] = json.loads(before["manifest.json"])
    after, steps = copied(data, has)
    assert set(before) - set(after) == set(manifest["Layers"][: len(has)])
    assert after == {name: before[name] for name in after}
    assert sum(step.current is None for step in steps) == len(has)
    sent = [step for step in steps if step.current is not None and step.current == step.total]
    assert len(sent) == len(IMAGE) - len(has)


@given(st.integers(), st.sampled_from(LAYOUTS), st.integers(0, 3))
def test_pieces_of_any_size(seed: int, write: Write, count: int) -> None:
    data = write(IMAGE, NAME)
    assert copied(data, IMAGE[:count], sizes=Random(seed))[0] == copied(data, IMAGE[:count])[0]


def test_a_layer_above_one_that_is_missing_is_sent() -> None:
    """A graph driver finds a layer by the chain of all below it."""

    def has(_: str, layer: ChainedLayer) -> bool:
        return layer.chain_id == diff_ids([MIDDLE])[0]  # it is the lowest layer there

    layers = Layers([diff_ids(IMAGE)], has)
    data = image_archives.graph_driver(IMAGE, NAME)
    assert files(
        b"".join(rewritten(readinto(data), layers, lambda _: None, Target.GRAPH_DRIVER))
    ) == files(data)


def test_a_layer_in_two_places_is_sent_if_one_of_them_is_missing() -> None:
    image = (BASE, TOP, BASE)

    def has(_: str, layer: ChainedLayer) -> bool:
        return layer.chain_id == layer.diff_id  # the lowest one

    layers = Layers([diff_ids(image)], has)
    data = image_archives.graph_driver(image, NAME)
    assert files(
        b"".join(rewritten(readinto(data), layers, lambda _: None, Target.GRAPH_DRIVER))
    ) == files(data)


def test_compressed_layers_after_their_manifest_are_left_out_in_one_pass() -> None:
    """As their digests are known from then on."""
    data = image_archives.containerd_store(IMAGE, NAME)
    names = list(files(data))
    known = max(
        index for index, content in enumerate(files(data).values()) if content[:1] == b"{"
        and names[index] != "index.json"
    )  # fmt: skip
    [manifest] = json.loads(files(data)["manifest.json"])
    after, _ = copied(data, IMAGE, learn=False)
    assert set(names) - set(after) == set(manifest["Layers"]) & set(names[known:])


def test_podman_gets_an_empty_file_and_full_names() -> None:
    data = image_archives.docker_20(IMAGE, NAME)
    after, _ = copied(data, (BASE,), target=Target.PODMAN)
    [manifest] = json.loads(after["manifest.json"])
    assert manifest["RepoTags"] == ["docker.io/me/app:1"]
    assert after[manifest["Layers"][0]] == b""
    assert [after[name] for name in manifest["Layers"][1:]] == [MIDDLE, TOP]
    after, _ = copied(image_archives.containerd_store(IMAGE, NAME), (BASE,), target=Target.PODMAN)
    [manifest] = json.loads(after["manifest.json"])
    assert [bool(after[name]) for name in manifest["Layers"]] == [False, True, True]
    assert "index.json" not in after


@pytest.mark.parametrize("write", [image_archives.docker_20, image_archives.podman])
@pytest.mark.parametrize("count", range(4))
def test_a_containerd_store_gets_the_oci_layout(write: Write, count: int) -> None:
    after, steps = copied(write(IMAGE, NAME), IMAGE[:count], target=Target.CONTAINERD_STORE)
    [entry] = json.loads(after["index.json"])["manifests"]
    assert entry["annotations"]["io.containerd.image.name"] == "docker.io/me/app:1"
    manifest = json.loads(after[path(entry["digest"])])
    assert after[path(manifest["config"]["digest"])] == image_archives.config(IMAGE)
    assert [layer["digest"] for layer in manifest["layers"]] == diff_ids(IMAGE)
    assert [layer["size"] for layer in manifest["layers"]] == [len(layer) for layer in IMAGE]
    assert [after.get(path(one)) for one in diff_ids(IMAGE)] == [*[None] * count, *IMAGE[count:]]
    assert all(path(image_archives.digest(data)) == name for name, data in after.items()
               if name.startswith("blobs/"))  # fmt: skip
    assert sum(step.current is None for step in steps) == count


@pytest.mark.parametrize(
    "manifest",
    [b"[1]", b'[{"Config":"x","Layers":[]}]', b'[{"Config":{},"Layers":1}]',
     b'[{"Config":"c.json","Layers":["x/layer.tar"]}]', b'[{"Config":"c.json"}]',
     b'[{"Config":"c.json","Layers":[],"RepoTags":["A"]}]'],
)  # fmt: skip
def test_an_archive_that_contradicts_itself_has_no_oci_layout(manifest: bytes) -> None:
    data = archive({"c.json": b"{}", "x/layer.tar": b"x", "manifest.json": manifest})
    with pytest.raises(ArchiveError, match="invalid manifest"):
        copied(data, (), target=Target.CONTAINERD_STORE)


def path(digest: str) -> str:
    return f"blobs/{digest.replace(':', '/')}"


def test_the_reading_for_manifests_ends_with_the_last_wanted_one() -> None:
    data = image_archives.containerd_store(IMAGE, NAME)
    wanted = json.loads(files(data)["index.json"])["manifests"][0]["digest"]
    layers = Layers([diff_ids(IMAGE)], lambda *_: True)
    read_layers(readinto(data[: -len(END) - 1024]), layers, {wanted})
    assert len(layers.manifests.blobs) == 3


@pytest.mark.parametrize("cut", [700, 3000, -1024])
def test_an_archive_that_ends_early_is_an_error(cut: int) -> None:
    with pytest.raises(ArchiveError):
        copied(image_archives.graph_driver(IMAGE, NAME)[:cut], ())


def test_a_sparse_file_is_an_error() -> None:
    """It could be of any size without having that on the way."""
    header = old_gnu_sparse(b"layer.tar", [], (1 << 33) - 1, b"")
    with pytest.raises(ArchiveError, match="is sparse"):
        copied(header + END, (), learn=False)


@pytest.mark.parametrize(
    "content",
    [
        b"{", b"[" * 5000, b"{}", b'{"layers":1,"config":[]}', b'{"layers":[1,{}],"config":{}}',
        b'{"rootfs":{"diff_ids":[1,null]}}',
        b'{"layers":[{"digest":5,"size":"x"}],"config":{"digest":1}}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["blobs/sha256/x", "x/json", "manifest.json", "../../x", "x"])
def test_json_of_any_shape_passes_unchanged(content: bytes, name: str) -> None:
    data = archive({name: content, "other": b"x"})
    assert copied(data, IMAGE, target=Target.PODMAN)[0] == {name: content, "other": b"x"}


def test_large_json_is_passed_on_in_pieces() -> None:
    size = 64 << 20
    header = encode(Entry(b"blobs/sha256/x", REGULAR, size=size))
    produced = 0

    def read(buffer: memoryview) -> int:
        nonlocal produced
        data = (header if not produced else b"{" * len(buffer))[: len(buffer)]
        left = len(header) + size - produced
        data = data[:left] or END[: len(buffer)]
        buffer[: len(data)] = data
        produced += len(data)
        return len(data)

    largest = max(
        map(len, rewritten(read, Layers([], lambda *_: True), lambda _: None, Target.GRAPH_DRIVER))
    )
    assert largest < 1 << 20
