"""`image copy`: requests to both engines, and what is displayed."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import ConfigError, ConnectionLost
from pydock.oci.blob_probe import probe
from pydock.transport import Transport
from tests.support import image_archives
from tests.support.engine import Done, Each, PlayedEngine, PlayedStream, Refusal, pydock_on
from tests.support.image_archives import Write, diff_ids, digest

BASE, MIDDLE, TOP = b"base" * 1000, b"middle" * 2000, b"top" * 500
IMAGE = (BASE, MIDDLE, TOP)
ID = digest(b"id")
STORE = {"DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]]}
TO = "unix:///other.sock"
LOADED = b'{"stream":"Loaded image: me/app:1\\n"}\n'


def inspected(layers: Sequence[bytes], tags: Sequence[str] = ("me/app:1",), **more: Any) -> Any:
    return {
        "Id": ID,
        "RepoTags": list(tags),
        "RootFS": {"Type": "layers", "Layers": diff_ids(layers)},
        **more,
    }


def source(write: Write = image_archives.graph_driver, /, **answers: Any) -> PlayedEngine:
    """An engine with the image."""
    archive = write(IMAGE, "me/app:1")
    return PlayedEngine(
        {
            "GET /info": {"ID": "source"},
            "GET /images/me/app:1/json": inspected(IMAGE),
            "GET /images/get": lambda _: PlayedStream(archive),
            **answers,
        }
    )


def target(*has: bytes, **answers: Any) -> PlayedEngine:
    """An engine with another image of these layers."""
    return PlayedEngine(
        {
            "GET /info": {"ID": "target"},
            "GET /images/json": [{"Id": "other"}] if has else [],
            "GET /images/other/json": inspected(has),
            "GET /images/docker.io/me/app:1/json": inspected(IMAGE),
            "POST /images/load": LOADED,
            **answers,
        }
    )


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run `image copy` from one engine to another."""

    def run(
        source: PlayedEngine, target: PlayedEngine, *arguments: str, terminal: bool = False
    ) -> Done:
        def other_engine(_: App, name: str) -> Engine:
            if name != TO:
                raise ConfigError(f'context "{name}": context not found')
            return Engine(cast(Transport, target))

        monkeypatch.setattr(App, "other_engine", other_engine)
        words = arguments or ("me/app:1", "--to", TO)
        return pydock_on(source, tmp_path, terminal)("image", "copy", *words)

    return run


def sent(engine: PlayedEngine) -> list[set[str]]:
    """The names in each archive that the engine has been sent, without directories."""
    return [
        set(tarfile.open(fileobj=io.BytesIO(body)).getnames())
        for body in engine.bodies
        if isinstance(body, bytes) and body
    ]


def blob(data: bytes) -> str:
    return f"blobs/sha256/{digest(data)[7:]}"


def test_only_missing_layers_are_sent(copy: Any) -> None:
    other = target(BASE)
    done = copy(source(), other)
    assert (done.status, done.err) == (0, "")
    assert sorted(done.out.splitlines()[:3]) == [
        f"{digest(TOP)[7:19]}: Sent 1.5kB",
        f"{digest(MIDDLE)[7:19]}: Sent 12kB",
        f"{digest(BASE)[7:19]}: Already exists, 4kB",
    ]
    assert done.out.splitlines()[3:] == [
        "me/app:1",
        f"Sent {len(other.bodies[-2]) / 1000:.4g}kB, 2 layers; already there: 4kB, 1 layer",
    ]
    assert other.requests == [
        "GET /info",
        f"GET /images/{ID}/json",
        "GET /images/json",
        "GET /images/other/json",
        "POST /images/load?quiet=1",
        "GET /images/docker.io/me/app:1/json",
    ]
    [names] = sent(other)
    assert blob(BASE) not in names
    assert {blob(MIDDLE), blob(TOP), "manifest.json", "index.json"} < names


def test_the_lowest_layer_must_be_the_same(copy: Any) -> None:
    """A layer upon other ones is of no use to a graph driver."""
    other = target(TOP, BASE)
    assert copy(source(), other).status == 0
    assert {blob(BASE), blob(MIDDLE), blob(TOP)} < sent(other)[0]


def test_a_terminal_shows_the_layers(copy: Any) -> None:
    done = copy(source(), target(BASE), terminal=True)
    assert done.status == 0
    assert "Already exists, 4kB" in done.out
    assert "Sent 12kB" in done.out


def test_a_name_without_a_tag_means_the_latest_one(copy: Any) -> None:
    """`save` would write all tags of the repository."""
    answers = {
        "GET /images/me/app/json": inspected(IMAGE, ["me/app:1", "me/app:latest"]),
        "GET /images/docker.io/me/app:latest/json": inspected(IMAGE),
    }
    engine = source(image_archives.graph_driver, **answers)
    assert copy(engine, target(BASE, **answers), "me/app", "--to", TO).status == 0
    assert engine.requests[-1] == "GET /images/get?names=docker.io/me/app:latest"


def test_an_image_named_by_its_id_has_no_name_there(copy: Any) -> None:
    engine = source(image_archives.graph_driver, **{"GET /images/1234/json": inspected(IMAGE)})
    assert copy(engine, target(BASE), "1234", "--to", TO).status == 0
    assert engine.requests[-1] == f"GET /images/get?names={ID}"


def test_quiet(copy: Any) -> None:
    words = ("-q", "me/app:1", "--to", TO)
    assert copy(source(), target(BASE), *words) == (0, "me/app:1\n", "")


def test_an_image_that_is_there_gets_its_name_only(copy: Any) -> None:
    answers = {
        f"GET /images/{ID}/json": inspected(IMAGE, ()),
        "POST /images/docker.io/me/app:1/tag": {},
        f"POST /images/{ID}/tag": {},
    }
    other, engine = target(**answers), source()
    done = copy(engine, other)
    assert done == (0, "me/app:1: already there\nSent 0B, 0 layers\n", "")
    assert other.requests[-1] == f"POST /images/{ID}/tag?repo=docker.io/me/app&tag=1"
    assert not any(request.startswith("GET /images/get") for request in engine.requests)


def test_an_image_that_is_there_under_its_name_is_left_alone(copy: Any) -> None:
    other = target(**{f"GET /images/{ID}/json": inspected(IMAGE)})
    assert copy(source(), other).status == 0
    assert not any(request.startswith("POST") for request in other.requests)


def test_a_dry_run_sends_nothing(copy: Any) -> None:
    other = target(BASE)
    done = copy(source(), other, "--dry-run", "me/app:1", "--to", TO)
    assert done.status == 0
    assert f"{digest(MIDDLE)[7:19]}: Would send 12kB\n" in done.out
    assert done.out.splitlines()[-1].startswith("Would send ")
    assert not any(request.startswith("POST") for request in other.requests)


def test_all_layers_are_sent_to_a_target_that_refuses_less(copy: Any) -> None:
    other = target(BASE, **{"POST /images/load": Each([Refusal(500, "no such file"), LOADED])})
    done = copy(source(), other)
    assert done.status == 0
    assert done.err == (
        f"{TO} refuses the images without the layers that it has"
        " (Error response from daemon: no such file): sending all layers\n"
    )
    first, second = sent(other)
    assert second - first == {blob(BASE)}


def test_all_layers_are_sent_to_a_target_that_loses_some(copy: Any) -> None:
    answers = {
        "GET /images/docker.io/me/app:1/json": Each([inspected((MIDDLE,)), inspected(IMAGE)])
    }
    other = target(BASE, **answers)
    done = copy(source(), other)
    assert (done.status, len(sent(other))) == (0, 2)
    assert "(me/app:1 lacks layers): sending all layers\n" in done.err


def test_a_target_that_refuses_all_layers_is_an_error(copy: Any) -> None:
    error = b'{"errorDetail":{"message":"no space left on device"},"error":"x"}\n'
    done = copy(source(), target(**{"POST /images/load": error}))
    assert (done.status, done.err) == (1, "no space left on device\n")


@pytest.mark.parametrize("write", [image_archives.graph_driver, image_archives.containerd_store])
def test_a_containerd_store_answers_which_blobs_it_has(copy: Any, write: Write) -> None:
    """Sharing a layer with an image there does not mean that it has the same blob."""
    with tarfile.open(fileobj=io.BytesIO(write(IMAGE, "me/app:1"))) as tar:
        [manifest] = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
    blobs = [f"sha256:{name.removeprefix('blobs/sha256/')}" for name in manifest["Layers"]]
    query = probe(sorted({*blobs, *diff_ids(IMAGE)}))
    manifests = [
        {"ID": one, "Available": wanted == blobs[1]} for one, wanted in query.blobs.items()
    ]
    other = target(
        BASE,
        **{
            "GET /info": STORE,
            f"GET /images/{query.image_id}/json": {"Id": query.image_id, "Manifests": manifests},
            f"DELETE /images/{query.image_id}": [],
        },
    )
    engine = source(
        write, **{"GET /info": STORE} if write is not image_archives.graph_driver else {}
    )
    done = copy(engine, other)
    assert (done.status, done.err) == (0, "")
    archives = sent(other)
    assert manifest["Layers"][1] not in archives[1]
    assert {manifest["Layers"][0], manifest["Layers"][2]} < archives[1]
    assert f"DELETE /images/{query.image_id}" in other.requests


def test_a_store_that_does_not_answer_gets_all_layers(copy: Any) -> None:
    other = target(
        BASE, **{"GET /info": STORE, "POST /images/load": Each([Refusal(500, "x"), LOADED])}
    )
    assert copy(source(), other)[0] == 0
    assert {blob(BASE), blob(MIDDLE), blob(TOP)} < sent(other)[1]


class Broken(PlayedStream):
    """A response that breaks off."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.readinto = self._readinto  # type: ignore[assignment]

    def _readinto(self, buffer: memoryview) -> int:
        if size := self.file.readinto(buffer):
            return size
        raise ConnectionLost("unexpected EOF")


def test_a_source_that_dies(copy: Any) -> None:
    archive = image_archives.graph_driver(IMAGE, "me/app:1")[:3000]
    done = copy(
        source(image_archives.graph_driver, **{"GET /images/get": lambda _: Broken(archive)}),
        target(),
    )
    assert (done.status, done.err) == (
        1,
        "reading from unix:///var/run/docker.sock: unexpected EOF\n",
    )


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("me/app:1", "--to is required: the context or address of the other engine"),
        ("me/app:1 --to none", 'context "none": context not found'),
        ("me/none --to unix:///other.sock", "Error response from daemon: nothing at"),
        ("me/app:1 --to unix:///var/run/docker.sock", "source and target are the same engine:"),
        ("me/app:1 --platform x/y/z/1 --to unix:///other.sock", "invalid platform: "),
    ],
)
def test_what_is_refused(
    copy: Any, words: str, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = target()
    monkeypatch.setitem(globals(), "TO", words.split()[-1] if "sock" in words else TO)
    done = copy(source(), other, *words.split())
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(error)
    assert done.err.count("\n") == 1
    assert not any(request.startswith("POST") for request in other.requests)
