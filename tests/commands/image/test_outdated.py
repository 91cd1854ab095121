"""`outdated` on a played engine and played registries."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Done, PlayedEngine, Refusal, pydock_on
from tests.support.http_server import Answer, Request
from tests.support.played_registry import PlayedRegistry, encoded, played_registry

OLD, NEW = f"sha256:{'0' * 64}", f"sha256:{'1' * 64}"
STORE = [["driver-type", "io.containerd.snapshotter.v1"]]
FORMAT = "{{.Image}} {{.Status}} {{.Containers}}"


def image(id: str, *names: str, digests: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"Id": id, "RepoTags": list(names), "RepoDigests": list(digests)}


def container(name: str, image: str, id: str) -> dict[str, Any]:
    return {"Id": f"id-of-{name}", "Names": [f"/{name}"], "Image": image, "ImageID": id}


class Podman(PlayedEngine):
    def _head(self) -> dict[str, str]:
        return {**super()._head(), "server": "Libpod/5.4.2 (linux)"}


class Machine:
    """An engine with images and running containers, and pydock on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.images: list[dict[str, Any]] = []
        self.containers: list[dict[str, Any]] = []
        self.answers: dict[str, Any] = {
            "GET /images/json": self.images,
            "GET /containers/json": self.containers,
            "GET /info": {"DriverStatus": []},
        }
        self.engine = PlayedEngine(self.answers)

    def outdated(self, *arguments: str) -> Done:
        return pydock_on(self.engine, self.home)("outdated", *arguments)

    def rows(self, *arguments: str) -> list[str]:
        done = self.outdated("--format", FORMAT, *arguments)
        return [line.rstrip() for line in done.out.splitlines()]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def registry() -> Iterator[PlayedRegistry]:
    with played_registry() as registry:
        yield registry


def test_images_behind_their_registry(machine: Machine, registry: PlayedRegistry) -> None:
    name = f"{registry.address}/app"
    current, newer = registry.push(name.partition("/")[2], "1"), registry.push("app", "2", "22")
    machine.images += [
        image(NEW, f"{name}:1", digests=(f"{name}@{current}",)),
        image(OLD, f"{name}:2", "local:1", digests=(f"{name}@{OLD}",)),
    ]
    machine.answers[f"GET /images/{OLD}/json"] = {"Id": OLD, "Os": "linux", "Architecture": "amd64"}
    machine.containers += [
        container("web", f"{name}:2", OLD),
        container("db", f"{name}:2", OLD),
        container("pinned", f"{name}@{current}", NEW),
    ]
    done = machine.outdated()
    assert (done.status, done.err) == (3, "")
    assert machine.rows() == [
        f"{name}:2 outdated web, db",
        f"{name}:1 up to date",
        f"{name}@{current} pinned pinned",
        "local:1 local",
    ]
    assert machine.outdated("-q") == (3, f"{name}:2\n", "")
    assert machine.outdated("-q", f"{name}:1") == (0, "", "")
    line = machine.outdated("--format", "json", "-q", OLD[7:19]).out.splitlines()[0]
    found = json.loads(line)
    assert found == {
        "Image": f"{name}:2", "ID": OLD[7:19], "Status": "outdated", "Containers": "web, db",
        "LocalDigest": OLD[7:19], "RegistryDigest": newer[7:19], "Detail": "",
    }  # fmt: skip


def test_the_table(machine: Machine, registry: PlayedRegistry) -> None:
    name = f"{registry.address}/app"
    digest = registry.push("app", "1")
    machine.images += [image(NEW, f"{name}:1", digests=(f"{name}@{digest}",))]
    assert machine.outdated() == (0, (
        f"{'IMAGE':{len(name) + 2}}   STATUS       CONTAINERS   LOCAL          REGISTRY\n"
        f"{name}:1   up to date                {digest[7:19]}   {digest[7:19]}\n"
    ), "")  # fmt: skip


def test_a_container_that_runs_a_former_image(machine: Machine, registry: PlayedRegistry) -> None:
    """The list names it by the ID, and the image has no tag any more."""
    name = f"{registry.address}/app"
    digest = registry.push("app", "1")
    machine.images += [
        image(NEW, f"{name}:1", digests=(f"{name}@{digest}",)),
        image(OLD, "<none>:<none>", digests=(f"{name}@{OLD}",)),
    ]
    machine.answers[f"GET /images/{OLD}/json"] = {"Id": OLD, "Os": "linux", "Architecture": "amd64"}
    machine.containers += [container("web", OLD, OLD), container("by-id", OLD[7:15], OLD)]
    for other, config in (("web", f"{name}:1"), ("by-id", OLD[7:15])):
        machine.answers[f"GET /containers/id-of-{other}/json"] = {"Config": {"Image": config}}
    assert machine.rows() == [
        f"{name}:1 outdated web", f"{name}:1 up to date", f"{OLD[7:15]} pinned by-id",
    ]  # fmt: skip


def test_a_container_whose_former_image_has_no_digest_any_more(
    machine: Machine, registry: PlayedRegistry
) -> None:
    name = f"{registry.address}/app"
    digest = registry.push("app", "1")
    machine.images += [image(NEW, f"{name}:1", digests=(f"{name}@{digest}",)), image(OLD)]
    machine.containers += [container("web", f"{name}:1", OLD)]
    assert machine.rows() == [f"{name}:1 outdated web", f"{name}:1 up to date"]


@pytest.mark.parametrize("is_same", [True, False])
def test_an_index_that_changed_for_other_platforms_only(
    machine: Machine, registry: PlayedRegistry, is_same: bool
) -> None:
    name = f"{registry.address}/app"
    registry.push("app", "old", "1", "linux/amd64", "linux/arm64")
    registry.push("app", "amd64", "1" if is_same else "22", "linux/amd64")
    id = registry.config_digest("app", "amd64")
    registry.push("app", "1", "1", "linux/amd64", "linux/riscv64")
    machine.images += [image(id, f"{name}:1", digests=(f"{name}@{OLD}",))]
    machine.answers[f"GET /images/{id}/json"] = {"Id": id, "Os": "linux", "Architecture": "amd64"}
    assert machine.rows() == [f"{name}:1 {'up to date' if is_same else 'outdated'}"]


@pytest.mark.parametrize(
    ("here", "status"),
    [(["linux/amd64"], "up to date"), (["linux/amd64", "linux/arm64"], "outdated")],
)
def test_platforms_in_a_containerd_store(
    machine: Machine, registry: PlayedRegistry, here: list[str], status: str
) -> None:
    name = f"{registry.address}/app"
    before = registry.push("app", "1", "1", "linux/amd64", "linux/arm64")
    entries = json.loads(registry.manifests["app"]["1"][1])["manifests"]
    registry.push("app", "1", "1", "linux/amd64", "linux/riscv64")
    machine.images += [image(before, f"{name}:1")]
    machine.answers["GET /info"] = {"DriverStatus": STORE}
    machine.answers[f"GET /images/{before}/json"] = {"Id": before, "Manifests": [
        {"ID": one["digest"], "Kind": "image", "Descriptor": one,
         "Available": "/".join(one["platform"].values()) in here}
        for one in entries
    ]}  # fmt: skip
    assert machine.rows() == [f"{name}:1 {status}"]


def test_the_same_image_pushed_in_another_form(machine: Machine, registry: PlayedRegistry) -> None:
    name = f"{registry.address}/app"
    registry.push("app", "1")
    id = registry.config_digest("app", "1")
    machine.images += [image(id, f"{name}:1", digests=(f"{name}@{OLD}",))]
    machine.answers[f"GET /images/{id}/json"] = {"Id": id, "Os": "linux", "Architecture": "amd64"}
    assert machine.rows() == [f"{name}:1 up to date"]


LIMITED = Answer(429, encoded({"errors": [{"code": "TOOMANYREQUESTS", "message": "slow"}]}))
REFUSED = Answer(401, encoded({"errors": [{"code": "UNAUTHORIZED", "message": "who"}]}))


def test_each_reason_has_its_status(machine: Machine, registry: PlayedRegistry) -> None:
    host = registry.address
    registry.refusals = {"/v2/limited": LIMITED, "/v2/secret": REFUSED, "/v2/odd": Answer(500)}
    for path in ("gone", "secret", "odd"):
        name = f"{host}/{path}"
        machine.images.append(image(OLD, f"{name}:1", digests=(f"{name}@{OLD}",)))
    down = "127.0.0.1:1/app"
    machine.images.append(image(OLD, f"{down}:1", digests=(f"{down}@{OLD}",)))
    reason = "Head http://127.0.0.1:1/v2/: dial tcp 127.0.0.1:1: connect: connection refused"
    machine.answers[f"GET /distribution/{down}:1/json"] = Refusal(500, reason)
    done = machine.outdated("--format", "{{.Image}} {{.Status}}")
    assert done.status == 1
    assert done.out.splitlines() == [
        f"{down}:1 unreachable", f"{host}/secret:1 refused", f"{host}/odd:1 failed",
        f"{host}/gone:1 not in registry",
    ]  # fmt: skip
    unreachable, refused, failed = done.err.splitlines()
    assert unreachable == f"{down}:1: {reason}"
    assert refused == (
        f"{host}/secret:1: does not exist, or requires another login: unauthorized: who"
    )
    assert failed.startswith(f"{host}/odd:1: unexpected status from GET request: 500")


def test_a_rate_limit_ends_the_requests(machine: Machine, registry: PlayedRegistry) -> None:
    host = registry.address
    registry.refusals = {"/v2/team": LIMITED}
    for number in range(50):
        name = f"{host}/team/{number}"
        machine.images.append(image(OLD, f"{name}:1", digests=(f"{name}@{OLD}",)))
    done = machine.outdated("--format", "{{.Status}}")
    assert (done.status, set(done.out.splitlines())) == (1, {"rate limited"})
    assert len(registry.requests) <= 1 + 2 * 4  # those in transfer
    assert "too many requests" in done.err


def test_an_outdated_image_counts_more_than_an_error(
    machine: Machine, registry: PlayedRegistry
) -> None:
    name = f"{registry.address}/app"
    registry.push("app", "1")
    machine.images += [
        image(OLD, f"{name}:1", digests=(f"{name}@{OLD}",)),
        image(OLD, "127.0.0.1:1/x:1", digests=(f"127.0.0.1:1/x@{OLD}",)),
    ]
    assert machine.outdated().status == 3


def test_credentials_by_namespace_and_no_password_in_sight(
    machine: Machine, registry: PlayedRegistry
) -> None:
    host, answer = registry.address, registry.server.answer
    basic = {"WWW-Authenticate": 'Basic realm="x"'}
    registry.server.answer = lambda request: (
        answer(request) if request.authorization else Answer(401, b"", basic)
    )
    auths = {}
    for user in ("red", "blue"):
        name = f"{host}/{user}/app"
        digest = registry.push(f"{user}/app", "1")
        machine.images.append(image(NEW, f"{name}:1", digests=(f"{name}@{digest}",)))
        auth = base64.b64encode(f"{user}:{user}-secret".encode()).decode()
        auths[f"{host}/{user}"] = {"auth": auth}
    machine.images.append(image(NEW, f"{host}/x:1", digests=(f"{host}/x@{NEW}",)))
    (machine.home / ".docker").mkdir()
    (machine.home / ".docker/config.json").write_text(json.dumps({"auths": auths}))
    done = machine.outdated("--format", "{{.Status}}")
    assert done.out == "refused\nup to date\nup to date\n"
    assert done.err == f"{host}/x:1: the registry requires a login\n"
    used = {
        (request.target.split("/")[2], base64.b64decode(request.authorization[6:]).decode())
        for request in registry.server.requests
        if request.authorization
    }
    assert used == {("red", "red:red-secret"), ("blue", "blue:blue-secret")}


def test_registries_get_requests_at_the_same_time(machine: Machine) -> None:
    """Each of two registries answers when both have a request."""
    meeting = threading.Barrier(2)

    def meet(answer: Callable[[Request], Answer]) -> Callable[[Request], Answer]:
        def respond(request: Request) -> Answer:
            if "manifests" in request.target:
                meeting.wait(20)
            return answer(request)

        return respond

    with played_registry() as one, played_registry() as other:
        for registry in (one, other):
            name = f"{registry.address}/app"
            digest = registry.push("app", "1")
            registry.server.answer = meet(registry.server.answer)
            machine.images.append(image(NEW, f"{name}:1", digests=(f"{name}@{digest}",)))
        assert machine.outdated("--format", "{{.Status}}").out == "up to date\n" * 2


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"Descriptor": {"digest": NEW}}, "up to date"),
        ({"Descriptor": {"digest": OLD}}, "outdated"),
        (Refusal(500, "Head http://x: dial tcp 127.0.0.1:1: connection refused"), "unreachable"),
        (Refusal(404, "manifest unknown: manifest unknown"), "not in registry"),
        (Refusal(401, "unauthorized: incorrect username or password"), "refused"),
        (Refusal(500, "toomanyrequests: You have reached your pull rate limit"), "rate limited"),
        (Refusal(500, "something else"), "failed"),
    ],
)
def test_a_registry_that_only_the_engine_reaches(
    machine: Machine, answer: Any, status: str
) -> None:
    name = "127.0.0.1:1/app"
    machine.images += [image(NEW, f"{name}:1", digests=(f"{name}@{NEW}",))]
    machine.answers[f"GET /distribution/{name}:1/json"] = answer
    done = machine.outdated("--format", "{{.Status}}")
    assert done.out == f"{status}\n"
    assert (name in done.err) == (status in ("unreachable", "refused", "rate limited", "failed"))


def test_what_podman_built_is_local(machine: Machine) -> None:
    machine.images += [image(NEW, "localhost/app:1", digests=(f"localhost/app@{NEW}",))]
    assert machine.rows() != ["localhost/app:1 local"]
    machine.engine = Podman(machine.answers, "1.41")
    assert machine.rows() == ["localhost/app:1 local"]


def test_what_a_containerd_store_built_itself_is_local(
    machine: Machine, registry: PlayedRegistry
) -> None:
    name = f"{registry.address}/app"
    machine.images += [image(NEW, f"{name}:1", digests=(f"{name}@{NEW}",))]
    machine.answers[f"GET /images/{NEW}/json"] = {"Id": NEW, "Identity": {"Build": [{"Ref": "r"}]}}
    assert machine.rows() == [f"{name}:1 local"]


def test_images_are_chosen_by_names_and_globs(machine: Machine) -> None:
    machine.images += [image(NEW, "team/app:1", "team/app:2", "team/db:1"), image(OLD, "busybox:1")]
    assert machine.rows("team/app") == ["team/app:1 local", "team/app:2 local"]
    assert machine.rows("team/*:1") == ["team/app:1 local", "team/db:1 local"]
    assert machine.rows("docker.io/library/busybox:1", OLD) == ["busybox:1 local"]
    assert machine.outdated("nope") == (1, "", "No such image: nope\n")


def test_nothing_at_all(machine: Machine) -> None:
    done = machine.outdated()
    assert (done.status, done.err) == (0, "")
    assert done.out.split() == ["IMAGE", "STATUS", "CONTAINERS", "LOCAL", "REGISTRY"]
