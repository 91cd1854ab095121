"""`save`, `load` and `import` on a real engine."""

from __future__ import annotations

import io
import json
import re
import tarfile
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.console import Console
from tests.engine.program import Program

MISSING = "no-such-image-anywhere"


@pytest.fixture
def images(engine: Engine, name: str) -> tuple[str, str]:
    """Two names of an image."""
    for tag in ("one", "two"):
        engine.client.post("/images/busybox/tag", repo=name, tag=tag)
    return f"{name}:one", f"{name}:two"


def tags_in(archive: bytes) -> set[str]:
    """The names in an archive that `save` made."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        entries = json.load(manifest)
    tags = {tag for entry in entries for tag in entry["RepoTags"]}
    return {tag.removeprefix("localhost/") for tag in tags}


def image_id(text: str) -> str:
    """The id in what `import` prints, which is twice in it on Podman."""
    return text.rpartition("sha256:")[2].strip()


def test_several_images_through_a_pipe(
    pydock: Program, engine: Engine, images: tuple[str, str]
) -> None:
    saved = pydock("save", *images).ok()
    assert {tag.removeprefix("docker.io/library/") for tag in tags_in(saved.out_bytes)} == set(
        images
    )
    pydock("rmi", *images).ok()
    loaded = pydock("load", input=saved.out_bytes).ok()
    assert all(re.search(rf"{image}(\n|,|$)", loaded.out) for image in images)
    for image in images:
        engine.client.get(f"/images/{image}/json")


def test_a_file(pydock: Program, images: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "image.tar"
    assert pydock("save", "-o", str(file), images[0]).ok().out == ""
    assert file.stat().st_mode & 0o777 == 0o600
    assert tags_in(file.read_bytes())
    assert images[0] in pydock("load", "-i", str(file)).ok().out
    assert images[0] in pydock("load", "-q", "--input", str(file)).ok().out


def test_a_missing_image_leaves_no_file(
    pydock: Program, images: tuple[str, str], tmp_path: Path
) -> None:
    directory = tmp_path / "out"
    directory.mkdir()
    done = pydock("save", "-o", str(directory / "x.tar"), images[0], MISSING)
    assert (done.status, done.out) == (1, "")
    assert MISSING in done.err
    assert list(directory.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["save", "busybox"], "cowardly refusing to save to a terminal"),
        (["load"], "requested load from stdin, but stdin is empty"),
    ],
)
def test_a_terminal_is_no_place_for_an_archive(
    pydock: Program, words: list[str], text: str
) -> None:
    window = Console(pydock, *words)
    try:
        window.wait_until(lambda: text in window.text(), text)
        assert window.child.wait(60) == 1
    finally:
        window.child.kill()


@pytest.mark.parametrize("archive", [b"garbage", b"\0" * 10240, b""])
def test_another_file_than_an_archive_fails(pydock: Program, archive: bytes) -> None:
    done = pydock("load", input=archive)
    assert done.status == 1
    assert done.err


def test_a_missing_file(pydock: Program) -> None:
    done = pydock("load", "-i", "nowhere.tar")
    assert (done.status, done.err) == (1, "open nowhere.tar: no such file or directory\n")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A tar archive of one file, /hello."""
    path = tmp_path / "root.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("hello")
        member.size = 3
        tar.addfile(member, io.BytesIO(b"hi\n"))
    return path


def test_layers_that_are_loaded_are_shown_on_a_terminal(
    pydock: Program, engine: Engine, archive: Path, name: str, tmp_path: Path
) -> None:
    if engine.name != "docker":
        pytest.skip("Podman reports no progress of a load")
    file = tmp_path / "image.tar"
    pydock("import", str(archive), name).ok()
    pydock("save", "-o", str(file), name).ok()
    pydock("rmi", name).ok()
    kind = {"Content-Type": "application/x-tar"}
    path, query = "/images/load", {"quiet": "0"}
    _, reported = engine.client.request("POST", path, query, file.read_bytes(), kind)
    pydock("rmi", name).ok()
    window = Console(pydock, "load", "-i", str(file))
    try:
        window.wait_until(lambda: f"Loaded image: {name}" in window.text(), "the end")
        # docker 29 reports no layers with an image store
        assert ("Loading layer" in window.text()) == (b"Loading layer" in reported)
        assert window.child.wait(60) == 0
    finally:
        window.child.kill()


def test_import(pydock: Program, engine: Engine, archive: Path, name: str) -> None:
    done = pydock("import", "-c", "ENV A=b", "-m", "the message", str(archive), f"{name}:one").ok()
    found = engine.client.get(f"/images/{name}:one/json")
    assert image_id(done.out) in found["Id"]
    assert "A=b" in found["Config"]["Env"]
    history = pydock("history", "--format", "{{.Comment}}", f"{name}:one").ok().out
    assert "the message" in history
    with archive.open("rb") as file:
        pydock("import", "-", f"{name}:two", input=file.read()).ok()
    engine.client.get(f"/images/{name}:two/json")


def test_import_of_another_file_than_an_archive(pydock: Program, name: str) -> None:
    done = pydock("import", "-", f"{name}:x", input=b"garbage")
    assert done.status == 1
    assert done.err


def test_prune_reports_what_it_removed(pydock: Program, engine: Engine, archive: Path) -> None:
    made = pydock("import", "-c", "LABEL pydock.test=prune", str(archive)).ok().out
    if not engine.at_least("1.28"):
        pytest.skip("image prune knows labels since API 1.28")
    done = pydock("image", "prune", "-f", "--filter", "label=pydock.test=prune").ok()
    assert image_id(made) in done.out
    assert done.out.splitlines()[-1].startswith("Total reclaimed space: ")


def test_a_graph_of_images_and_their_parents(pydock: Program, images: tuple[str, str]) -> None:
    done = pydock("images", "--viz").ok()
    assert done.out.startswith("digraph docker {\n")
    assert done.out.endswith("}\n")
    assert all(image in done.out for image in images)
