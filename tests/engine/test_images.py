"""`images`, `pull`, `tag` and `rmi` on a real engine, and `run` that pulls."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Engine, RunningRegistry
from tests.engine.program import Program

MISSING = "no-such-image-anywhere"


@pytest.fixture
def remote(engine: Engine, registry: RunningRegistry, name: str) -> str:
    """The name of an image that the registry has and the engine has not."""
    repository = f"{registry.address}/{name}"
    engine.client.post("/images/busybox/tag", repo=repository, tag="v1")
    engine.client.push(repository, "v1", registry.user, registry.password)
    engine.client.delete(f"/images/{repository}:v1")
    return f"{repository}:v1"


@pytest.fixture
def logged_in(pydock: Program, registry: RunningRegistry) -> Program:
    """pydock with a login for the registry in its config.json."""
    pydock.log_in(registry.address, registry.user, registry.password)
    return pydock


def repositories(pydock: Program) -> list[str]:
    """REPOSITORY:TAG of every row of `images`."""
    rows = pydock("images").ok().out.splitlines()[1:]
    return [":".join(row.split()[:2]) for row in rows]


def test_images_lists_a_row_an_image(pydock: Program) -> None:
    header, *rows = pydock("images", "--format", "table").ok().out.splitlines()
    assert header.split() == ["REPOSITORY", "TAG", "IMAGE", "ID", "CREATED", "SIZE"]
    (row,) = [row for row in rows if row.split()[:2] in (["busybox", "latest"], BUSYBOX_OF_PODMAN)]
    assert row.endswith("MB")


def test_images_lists_a_line_a_name(pydock: Program) -> None:
    header, *rows = pydock("images").ok().out.splitlines()
    assert header.split() == ["IMAGE", "ID", "DISK", "USAGE", "CONTENT", "SIZE", "EXTRA"]
    (row,) = [row for row in rows if row.split()[0].endswith("busybox:latest")]
    assert row.split()[2].endswith("MB")


BUSYBOX_OF_PODMAN = ["docker.io/library/busybox", "latest"]


def test_images_ids_and_digests(pydock: Program, engine: Engine) -> None:
    full_id = engine.client.get("/images/busybox/json")["Id"]
    if not full_id.startswith("sha256:"):
        full_id = f"sha256:{full_id}"  # Podman leaves it out in one answer and not in the other
    short_id = full_id.removeprefix("sha256:")[:12]
    assert pydock("images", "-q", "busybox").ok().out == f"{short_id}\n"
    assert pydock("images", "-q", "--no-trunc", "busybox").ok().out == f"{full_id}\n"
    assert "DIGEST" in pydock("images", "--digests", "busybox").ok().out


def test_images_of_an_unknown_name(pydock: Program) -> None:
    assert len(pydock("images", MISSING).ok().out.splitlines()) == 1
    assert pydock("images", "-q", MISSING).ok().out == ""


def test_tag_and_rmi(pydock: Program, engine: Engine, name: str) -> None:
    assert pydock("tag", "busybox", f"{name}:v1").ok().out == ""
    tags = engine.client.get("/images/busybox/json")["RepoTags"]
    assert any(tag.endswith(f"{name}:v1") for tag in tags)
    done = pydock("rmi", f"{name}:v1").ok()
    assert done.out.startswith("Untagged: ")
    assert done.out.endswith(f"{name}:v1\n")
    assert engine.client.get("/images/busybox/json")["RepoTags"] != tags


def test_tag_of_a_missing_image(pydock: Program) -> None:
    done = pydock("tag", MISSING, "a:b")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Error response from daemon: ")
    assert MISSING in done.err


def test_tag_with_a_name_that_cannot_be(pydock: Program) -> None:
    done = pydock("tag", "busybox", "UPPER:v1")
    assert (done.status, done.out) == (1, "")
    assert "must be lowercase" in done.err


def test_rmi_continues_after_a_missing_image(pydock: Program, engine: Engine, name: str) -> None:
    engine.client.post("/images/busybox/tag", repo=name, tag="v1")
    done = pydock("rmi", MISSING, f"{name}:v1")
    assert done.status == 1
    assert done.out.endswith(f"{name}:v1\n")
    assert MISSING in done.err


def test_rmi_force_reports_a_missing_image_and_succeeds(pydock: Program) -> None:
    done = pydock("rmi", "-f", MISSING).ok()
    assert done.out == ""
    assert MISSING in done.err


def test_rmi_of_an_image_in_use(pydock: Program, sleeper: str) -> None:
    done = pydock("rmi", "busybox")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Error response from daemon: ")


def test_pull(logged_in: Program, engine: Engine, remote: str) -> None:
    done = logged_in("pull", remote).ok()
    lines = done.out.splitlines()
    assert lines[-1] == remote
    if engine.name == "docker":
        assert any(line.startswith("Digest: sha256:") for line in lines)
    tags = engine.client.get(f"/images/{remote}/json")["RepoTags"]
    assert remote in tags


def test_pull_quietly(logged_in: Program, remote: str) -> None:
    assert logged_in("pull", "-q", remote).ok().out == f"{remote}\n"


def test_pull_without_a_login(pydock: Program, engine: Engine, remote: str) -> None:
    done = pydock("pull", remote)
    assert done.status == 1
    assert re.search("unauthorized|no basic auth credentials", done.err)
    assert remote not in repositories(pydock)


def test_pull_of_what_the_registry_has_not(logged_in: Program, registry: RunningRegistry) -> None:
    done = logged_in("pull", f"{registry.address}/{MISSING}:v1")
    assert (done.status, done.out) == (1, "")
    assert re.search("manifest|not found", done.err)


def test_pull_without_a_registry(pydock: Program) -> None:
    done = pydock("pull", f"127.0.0.1:1/{MISSING}")
    assert (done.status, done.out) == (1, "Using default tag: latest\n")
    assert "connection refused" in done.err


@pytest.mark.parametrize("reference", ["UPPER", "a b", "a:b:c", ":tag", "a@sha256:12"])
def test_pull_of_a_name_that_cannot_be(pydock: Program, reference: str) -> None:
    done = pydock("pull", reference)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("invalid reference format")


def test_run_pulls_a_missing_image(logged_in: Program, remote: str) -> None:
    done = logged_in("run", "--rm", remote, "echo", "hello").ok()
    assert done.out == "hello\n"
    assert done.err.startswith(f"Unable to find image '{remote}' locally\n")


def test_create_pulls_a_missing_image(logged_in: Program, remote: str, name: str) -> None:
    done = logged_in("create", "--name", name, remote).ok()
    assert len(done.out) == 65


@pytest.mark.parametrize(
    ("words", "wants"),
    [(["pull"], "1 argument"), (["tag", "a"], "2 arguments"), (["rmi"], "at least 1 argument")],
)
def test_missing_arguments(pydock: Program, words: list[str], wants: str) -> None:
    done = pydock(*words)
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines()[0] == f"{pydock.name}: '{pydock.name} {words[0]}' requires {wants}"
