"""Caches and images in directories: what the engine gets, and what is added to their indexes."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from pydock.build.buildkit.blob_stores import note_written, with_stores
from pydock.errors import PydockError
from pydock.oci.layout import Layout
from pydock.options.build.caches import Cache
from pydock.options.build.outputs import Export
from pydock.spec.build_request import BuildRequest, Directory, Remote

DIGEST = "sha256:" + "1" * 64
OTHER = "sha256:" + "2" * 64
GIT = Remote("git://x")


@pytest.fixture
def directory(tmp_path: Path) -> str:
    """A directory with two tags."""
    layout = Layout(str(tmp_path / "layout"))
    layout.put({"digest": DIGEST, "size": 1}, "latest")
    layout.put({"digest": OTHER, "size": 2}, "v2")
    return str(tmp_path / "layout")


def test_a_tag_belongs_to_one(directory: str) -> None:
    layout = Layout(directory)
    assert (layout.tagged("latest"), layout.tagged("v2"), layout.tagged("x")) == (DIGEST, OTHER, "")
    layout.put({"digest": OTHER, "size": 2}, "latest")
    assert (layout.tagged("latest"), layout.tagged("v2")) == (OTHER, OTHER)
    index = json.loads((Path(directory) / "index.json").read_text())
    assert [found["digest"] for found in index["manifests"]] == [OTHER, OTHER]
    assert json.loads((Path(directory) / "oci-layout").read_text()) == {
        "imageLayoutVersion": "1.0.0"
    }


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "5", '{"manifests": 5}', '{"manifests": [5, {}, {"annotations": 5}]}']
)
def test_an_invalid_index_has_no_tags(directory: str, text: str) -> None:
    (Path(directory) / "index.json").write_text(text)
    assert Layout(directory).tagged("latest") == ""


@pytest.mark.parametrize(
    ("attrs", "digest"),
    [({}, DIGEST), ({"tag": "v2"}, OTHER), ({"digest": "sha256:3"}, "sha256:3")],
)
def test_a_cache_that_is_read(directory: str, attrs: dict[str, str], digest: str) -> None:
    others = (Cache("registry", {"ref": "r"}), Cache("local", {"src": directory + "/none"}))
    request = BuildRequest(GIT, cache_from=(Cache("local", {"src": directory, **attrs}), *others))
    found, stores = with_stores(request)
    assert found.cache_from == (
        Cache("local", {"src": directory, **attrs, "digest": digest}),
        others[0],
    )
    assert {name: store.is_writable for name, store in stores.items()} == {
        f"local:{directory}": False
    }


def test_a_cache_that_is_written_is_tagged(tmp_path: Path) -> None:
    dest = str(tmp_path / "new")
    request = BuildRequest(
        GIT, cache_to=(Cache("local", {"dest": dest, "tag": "t"}), Cache("inline"))
    )
    found, stores = with_stores(request)
    assert found == request
    assert [(name, store.is_writable) for name, store in stores.items()] == [
        (f"local:{dest}", True)
    ]
    note_written(request, {})
    assert not Path(dest).exists()
    note_written(request, {"cache.manifest": json.dumps({"digest": DIGEST})})
    assert Layout(dest).tagged("t") == DIGEST


@pytest.mark.parametrize("text", ["{", "5", "[]"])
def test_an_invalid_descriptor(tmp_path: Path, text: str) -> None:
    request = BuildRequest(GIT, cache_to=(Cache("local", {"dest": str(tmp_path)}),))
    with pytest.raises(PydockError, match="failed to update the index of the result"):
        note_written(request, {"cache.manifest": text})


@pytest.mark.parametrize(
    ("more", "tag", "digest"),
    [("", "latest", DIGEST), (":v2", "v2", OTHER), (":new@sha256:5", "new", "sha256:5")],
)
def test_an_image_as_context(directory: str, more: str, tag: str, digest: str) -> None:
    contexts: dict[str, Directory | Remote] = {
        "a": Remote(f"oci-layout://{directory}{more}"),
        "b": Directory("/b"),
        "c": GIT,
    }
    found, stores = with_stores(BuildRequest(GIT, contexts=contexts))
    ((store_id, store),) = stores.items()
    name = store_id.removeprefix("oci:")
    assert found.contexts == {**contexts, "a": Remote(f"oci-layout://{name}:{tag}@{digest}")}
    assert not store.is_writable


def test_the_only_image_needs_no_tag(tmp_path: Path) -> None:
    Layout(str(tmp_path)).put({"digest": DIGEST}, "some")
    contexts = {"a": Remote(f"oci-layout://{tmp_path}")}
    found, _ = with_stores(BuildRequest(GIT, contexts=contexts))
    context = found.contexts["a"]
    assert isinstance(context, Remote)
    assert context.url.endswith(f":latest@{DIGEST}")


def test_a_missing_image(directory: str) -> None:
    contexts = {"a": Remote(f"oci-layout://{directory}:x")}
    with pytest.raises(PydockError, match="has no image with the tag x"):
        with_stores(BuildRequest(GIT, contexts=contexts))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("", [(None, "latest")]),
        (
            "docker.io/a/b:1,localhost:5000/c",
            [("docker.io/a/b:1", "1"), ("localhost:5000/c", "latest")],
        ),
    ],
)
def test_an_image_that_is_written_to_a_directory(
    tmp_path: Path, names: str, expected: list[tuple[str | None, str]]
) -> None:
    descriptor = {"digest": DIGEST, "annotations": {"created": "now"}}
    response = {
        "containerimage.descriptor": base64.b64encode(json.dumps(descriptor).encode()).decode(),
        "image.name": names,
    }
    request = BuildRequest(GIT, exports=(Export("oci", {"tar": "false"}, str(tmp_path)),))
    _, stores = with_stores(request)
    assert [(name, store.is_writable) for name, store in stores.items()] == [("export", True)]
    for _ in range(2):
        note_written(request, response)
    index = json.loads((tmp_path / "index.json").read_text())
    notes = [found["annotations"] for found in index["manifests"]]
    assert [
        (note.get("io.containerd.image.name"), note["org.opencontainers.image.ref.name"])
        for note in notes
    ] == expected
    assert {note["created"] for note in notes} == {"now"}


def test_one_directory_alone_gets_an_image() -> None:
    exports = (Export("oci", {"tar": "false"}, "/a"), Export("docker", {"tar": "false"}, "/b"))
    with pytest.raises(PydockError, match="only one image"):
        with_stores(BuildRequest(GIT, exports=exports))
