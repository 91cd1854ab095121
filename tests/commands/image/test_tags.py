"""`image tags` and `image inspect --remote` with a played registry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.commands.shared.image import manifests
from pydock.oci.registry_auth import Auth
from pydock.transport.registry_http import RegistryTransport
from tests.support.engine import Done, PlayedEngine, pydock_on
from tests.support.http_server import Answer
from tests.support.played_registry import PlayedRegistry, encoded, played_registry

RATE_LIMIT = Answer(429, encoded({"errors": [{"code": "TOOMANYREQUESTS", "message": "later"}]}))


@pytest.fixture
def registry() -> Iterator[PlayedRegistry]:
    with played_registry() as registry:
        yield registry


@pytest.fixture
def image(tmp_path: Path) -> Callable[..., Done]:
    engine = PlayedEngine({})
    run = pydock_on(engine, tmp_path)

    def without_engine(*arguments: str) -> Done:
        done = run("image", *arguments)
        assert engine.requests == []
        return done

    return without_engine


def test_tags_of_many_pages(registry: PlayedRegistry, image: Callable[..., Done]) -> None:
    for number in range(1, 1203):
        registry.push("team/app", f"1.{number}")
    registry.page = 100
    tags = [f"1.{number}" for number in range(1, 1203)]
    done = image("tags", f"{registry.address}/team/app")
    assert done == (0, "\n".join(["TAG", *tags, ""]), "")
    assert len(registry.requests) == 1 + 13
    assert registry.requests[1] == "GET /v2/team/app/tags/list?n=1000"
    done = image("tags", "-q", "-f", "1.11?", "-f", "1.2", f"{registry.address}/team/app")
    assert done.out.split() == ["1.2", *(f"1.{n}" for n in range(110, 120))]


def test_sizes_and_platforms(registry: PlayedRegistry, image: Callable[..., Done]) -> None:
    registry.push("app", "old", "1")
    digest = registry.push("app", "new", "22", "linux/amd64", "linux/arm64")
    registry.push("app", "windows", "333", "windows/amd64", "windows/arm64")
    name = f"{registry.address}/app"
    done = image("tags", "--size", "--platforms", "--platform", "linux/arm64", name)
    assert done == (0, (
        "TAG       SIZE      PLATFORMS\n"
        "new       2.08kB    linux/amd64, linux/arm64\n"
        "old       1.08kB    linux/amd64\n"
        "windows   N/A       windows/amd64, windows/arm64\n"
    ), "")  # fmt: skip
    platform = ("--platform", "linux/amd64")
    assert image("tags", "-q", *platform, "--sort=-size", name).out.split() == [
        "new", "old", "windows",
    ]  # fmt: skip
    assert image("tags", "-f", "n*", "--digests", "--format", "json", name).out == (
        f'{{"Digest":"{digest}","Repository":"{name}","Tag":"new"}}\n'
    )
    template = image("tags", "-f", "n*", "--format", "{{.Tag}} {{.Digest}} {{.Platforms}}", name)
    assert template.out == f"new {digest} linux/amd64, linux/arm64\n"


def test_without_details_there_is_one_request(
    registry: PlayedRegistry, image: Callable[..., Done]
) -> None:
    registry.push("app", "1")
    registry.push("app", "2")
    image("tags", "--format", "{{.Repository}}:{{.Tag}}", f"{registry.address}/app")
    assert registry.requests[1:] == ["GET /v2/app/tags/list?n=1000"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404, encoded({"errors": [{"code": "NAME_UNKNOWN", "message": "m"}]})),
         "not found in the registry: name unknown: m"),
        (Answer(401, encoded({"errors": [{"code": "UNAUTHORIZED", "message": "m"}]})),
         "does not exist, or requires another login: unauthorized: m"),
        (Answer(405), "unexpected status from GET request: 405"),
        (RATE_LIMIT, "too many requests: toomanyrequests: later"),
        (Answer(200, b"{}"), "the registry sent an invalid list of tags"),
        (Answer(200, b"<html>"), "the registry sent an invalid list of tags"),
        (Answer(200, encoded({"tags": ["1", 2]})), "the registry sent an invalid list of tags"),
        (Answer(200, encoded({"tags": []}), {"Link": '</v2/app/tags/list?n=1000>; rel="next"'}),
         "the list of tags has no end: its pages repeat"),
        (Answer(200, encoded({"tags": []}), {"Link": '<http://[>; rel=next'}),
         "the registry names an invalid next page"),
    ],
)  # fmt: skip
def test_a_list_that_is_refused(
    registry: PlayedRegistry, image: Callable[..., Done], answer: Answer, words: str
) -> None:
    registry.refusals["/v2/app/tags/list"] = answer
    done = image("tags", f"{registry.address}/app")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"{registry.address}/app: {words}")
    assert done.err.count("\n") == 1


def test_a_registry_that_takes_no_size_of_a_page(
    registry: PlayedRegistry, image: Callable[..., Done]
) -> None:
    registry.push("app", "1")
    answer = registry.server.answer
    registry.server.answer = lambda request: (
        Answer(400) if "n=" in request.target else answer(request)
    )
    assert image("tags", "-q", f"{registry.address}/app") == (0, "1\n", "")


def test_a_next_page_elsewhere_is_read_here(
    registry: PlayedRegistry, image: Callable[..., Done]
) -> None:
    """A password must not go to another host."""
    link = {"Link": '<https://evil.example/v2/app/tags/list?last=1>; rel="next"'}
    pages = [Answer(200, encoded({"tags": ["1"]}), link), Answer(200, encoded({"tags": ["2"]}))]
    registry.server.answer = lambda request: pages.pop(0) if "tags" in request.target else Answer()
    assert image("tags", "-q", f"{registry.address}/app") == (0, "1\n2\n", "")
    assert registry.requests[-1] == "GET /v2/app/tags/list?last=1"


def test_names_that_are_no_repository(image: Callable[..., Done]) -> None:
    assert image("tags", "h:1/app:1") == (
        1, "", "a repository is required, without tag or digest: h:1/app:1\n",
    )  # fmt: skip
    assert image("tags", "h:1/APP").status == 1


@pytest.mark.parametrize(
    ("name", "path"),
    [("alpine", "library/alpine"), ("me/app", "me/app"), ("index.docker.io/me/app", "me/app")],
)
def test_names_of_docker_hub(
    registry: PlayedRegistry,
    image: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    path: str,
) -> None:
    hosts: list[str] = []

    def opened(host: str, *_: object, **__: object) -> RegistryTransport:
        hosts.append(host)
        return RegistryTransport(f"http://{registry.address}", Auth(), {})

    monkeypatch.setattr(manifests, "open_registry", opened)
    registry.push(path, "1")
    shown = path.removeprefix("library/")
    done = image("tags", "--format", "{{.Repository}}:{{.Tag}}", name)
    assert done == (0, f"{shown}:1\n", "")
    assert (hosts, registry.requests) == (
        ["registry-1.docker.io"], [f"GET /v2/{path}/tags/list?n=1000"],
    )  # fmt: skip


def test_without_a_registry(image: Callable[..., Done]) -> None:
    done = image("tags", "127.0.0.1:1/app")
    assert (done.status, done.out) == (1, "")
    assert "connect: connection refused" in done.err


def test_inspect_what_the_registry_has(
    registry: PlayedRegistry, image: Callable[..., Done]
) -> None:
    digest = registry.push("app", "1", "22", "linux/amd64", "linux/arm64")
    name = f"{registry.address}/app"
    done = image("inspect", "--remote", "--platform", "linux/arm64", f"{name}:1")
    assert (done.status, done.err) == (0, "")
    (found,) = json.loads(done.out)
    assert (found["RepoTags"], found["RepoDigests"]) == ([f"{name}:1"], [f"{name}@{digest}"])
    assert (found["Architecture"], found["Size"]) == ("arm64", 2081)
    assert found["Config"]["Labels"] == {"version": "22"}
    assert found["Platforms"] == ["linux/amd64", "linux/arm64"]
    template = "{{.Config.Labels.version}} {{.Os}} {{index .Platforms 1}}"
    by_digest = f"{name}@{digest}"
    done = image("inspect", "--remote", "--platform", "linux/amd64", "-f", template, by_digest)
    assert done == (0, "22 linux linux/arm64\n", "")


def test_what_cannot_be_inspected_is_reported_after_what_can(
    registry: PlayedRegistry, image: Callable[..., Done]
) -> None:
    registry.push("app", "1")
    name = f"{registry.address}/app"
    options = ("--remote", "--platform", "linux/arm64", "-f", "{{.Id}}")
    assert image("inspect", *options, f"{name}:1", f"{name}:2") == (
        1, "\n",
        f"{name}:1: no image for linux/arm64\n"
        f"{name}:2: not found in the registry: manifest unknown: unknown\n",
    )  # fmt: skip
    assert image("inspect", "--remote", "--attestations", f"{name}:1") == (
        1, "", "conflicting options: --attestations and --remote\n",
    )  # fmt: skip
