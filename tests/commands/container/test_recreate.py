"""`recreate` on a played engine that has containers: requests, failures, and kills at each step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from pydock.commands.shared.container.abandoned_helpers import client_labels
from pydock.spec.helper_container import MACHINE_LABEL, PROCESS_LABEL
from tests.support.engine import Answer, Done, PlayedEngine, Refusal, pydock_on

IMAGE = {"Id": "sha256:aa", "Os": "linux", "Architecture": "amd64", "Config": {"Cmd": ["sh"]}}
INFO = {"OSType": "linux", "Architecture": "x86_64", "LoggingDriver": "json-file"}
STARTED = "2026-01-02T03:04:05Z"
NEVER = "0001-01-01T00:00:00Z"
OLD = {
    "Config": {
        "Image": "web:1", "Cmd": ["sh"], "Env": ["A=1", "B=2"], "Labels": {"a": "b"},
        "Volumes": {"/anonymous": {}}, "Hostname": "id-0",
    },
    "HostConfig": {
        "NetworkMode": "own", "Binds": ["data:/data"], "CgroupnsMode": "host",
        "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
    },
    "NetworkSettings": {"Networks": {
        "own": {"Aliases": ["x"], "IPAMConfig": {"IPv4Address": "10.0.0.9"}, "EndpointID": "e"},
        "other": {"EndpointID": "f"},
    }},
    "Mounts": [
        {"Type": "volume", "Name": "data", "Destination": "/data", "RW": True},
        {"Type": "volume", "Name": "4f4f", "Destination": "/anonymous", "RW": True},
    ],
}  # fmt: skip
#: the requests that change something; the lock is taken before and released after them
STEPS = ("create", "stop", "rename", "rename", "start", "DELETE")
LOCKED, RELEASED = ("image", "lock"), ("unlock", "remove image")
ALL_STEPS = LOCKED + STEPS + RELEASED


class Killed(BaseException):
    """The process ends before this request."""


class Containers(PlayedEngine):
    """An engine with containers that are created, renamed, started, stopped and removed."""

    def __init__(self, api_version: str = "1.50") -> None:
        images = {"GET /images/sha256:aa/json": IMAGE, "GET /images/web:1/json": IMAGE}
        super().__init__(
            {**images, "GET /images/web:2/json": IMAGE, "GET /info": INFO}, api_version
        )
        self.containers: dict[str, dict[str, Any]] = {}
        self.changes: list[str] = []
        self.all_changes: list[str] = []
        self.kill_before = 99
        self.refusals: dict[str, Refusal] = {}
        self.created: Any = None
        self.platforms: list[str] = []
        self.add("web", OLD, runs=True)

    def add(self, name: str, body: Mapping[str, Any], *, runs: bool, id: str = "id-0") -> None:
        state = {"Running": runs, "StartedAt": STARTED if runs else NEVER}
        self.containers[id] = {"Id": id, "Name": f"/{name}", "State": state, "Image": "sha256:aa",
                               **body}  # fmt: skip

    @property
    def names(self) -> dict[str, bool]:
        """The names of the containers, and which run."""
        return {
            one["Name"].removeprefix("/"): one["State"]["Running"]
            for one in self.containers.values()
        }

    def _answer(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, Any] | None
    ) -> Answer:
        path = target.partition(f"/v{self.api_version}")[2]
        if path.startswith("/images/create?"):
            self._begin("image")
            return {"status": "sha256:ee"}
        if path.startswith("/images/json?"):
            return []
        if method == "DELETE" and path.startswith("/images/"):
            self._begin("remove image")
            return []
        if not path.startswith("/containers/"):
            return super()._answer(method, target, body, headers)
        if path.partition("?")[0] == "/containers/json":
            label = parse_qs(path.partition("?")[2]).get("filters", [""])[0]
            return [
                {"Id": one["Id"], "Names": [one["Name"]],
                 "Labels": one.get("Config", {}).get("Labels", {}),
                 "HostConfig": {"NetworkMode": one["HostConfig"].get("NetworkMode", "")}}
                for one in self.containers.values()
                if not label or MACHINE_LABEL in one.get("Config", {}).get("Labels", {})
            ]  # fmt: skip
        name, _, action = path.partition("?")[0].removeprefix("/containers/").partition("/")
        if method == "GET":
            found = self._find(name)
            return found or Refusal(404, f"No such container: {name}")
        action, query = action or method, parse_qs(path.partition("?")[2])
        if name == "create":
            action, [name] = "create", query["name"]
        if name.endswith(".pydock-lock") or name == "id-lock":
            return self._change_lock(action, name, body)
        self._begin(action)
        self.changes.append(action)
        if refusal := self.refusals.pop(action, None):
            return refusal
        return self._change(action, name, query, body)

    def _begin(self, step: str) -> None:
        if len(self.all_changes) >= self.kill_before:
            raise Killed
        self.all_changes.append(step)

    def _change_lock(self, action: str, name: str, body: bytes | None) -> Answer:
        step = {"create": "lock", "DELETE": "unlock"}[action]
        self._begin(step)
        if refusal := self.refusals.pop(step, None):
            return refusal
        if action == "DELETE":
            return {} if self.containers.pop("id-lock", None) else Refusal(404, "gone")
        if self._find(name):
            return Refusal(409, "in use")
        self.add(name, {"HostConfig": {}, "Config": json.loads(body or b"")}, runs=False,
                 id="id-lock")  # fmt: skip
        return {"Id": "id-lock"}

    def _find(self, name: str) -> dict[str, Any] | None:
        wanted = (one for one in self.containers.values() if name in (one["Id"], one["Name"][1:]))
        return next(wanted, None)

    def _change(self, action: str, name: str, query: Any, body: bytes | None) -> Answer:
        if action == "create":
            self.created = json.loads(body or b"{}")
            self.platforms += query.get("platform", [])
            new = f"id-{len(self.changes)}"
            config = {key: self.created[key] for key in self.created if key != "HostConfig"}
            fields = {"Config": config, "HostConfig": self.created["HostConfig"]}
            self.add(name, fields, runs=False, id=new)
            return {"Id": new}
        found = self._find(name)
        if not found:
            return Refusal(404, f"No such container: {name}")
        if action == "rename":
            if self._find(query["name"][0]):
                return Refusal(409, "in use")
            found["Name"] = f"/{query['name'][0]}"
        elif action == "DELETE":
            del self.containers[found["Id"]]
        else:
            found["State"]["Running"] = action == "start"
            if action == "start":
                found["State"]["StartedAt"] = STARTED
        return {}


def recreate(engine: PlayedEngine, home: Path, *arguments: str) -> Done:
    return pydock_on(engine, home)("recreate", "web", *arguments)


def test_the_request_of_the_new_container(tmp_path: Path) -> None:
    engine = Containers()
    done = recreate(engine, tmp_path, "-p", "8081:80", "-e", "B=3", "--memory", "64m")
    assert done == (0, "web\n", "")
    assert engine.changes == list(STEPS)
    assert engine.names == {"web": True}
    assert engine.created["Env"] == ["A=1", "B=3"]
    assert engine.created["Labels"] == {"a": "b"}
    host = engine.created["HostConfig"]
    assert host["Binds"] == ["data:/data", "4f4f:/anonymous"]
    assert host["PortBindings"] == {"80/tcp": [{"HostIp": "", "HostPort": "8081"}]}
    assert host["Memory"] == 64 << 20
    assert engine.created["NetworkingConfig"]["EndpointsConfig"] == {
        "own": {"IPAMConfig": {"IPv4Address": "10.0.0.9"}, "Aliases": ["x"]},
        "other": {},
    }
    assert "Hostname" not in engine.created


def test_containers_that_use_its_network_are_named(tmp_path: Path) -> None:
    engine = Containers()
    shared = {"HostConfig": {"NetworkMode": "container:id-0"}}
    engine.add("sidecar", shared, runs=True, id="id-s")
    assert recreate(engine, tmp_path).err == (
        "sidecar uses the network of the old container:"
        " docker recreate --network container:web sidecar\n"
    )


def test_further_networks_of_an_older_engine(tmp_path: Path) -> None:
    engine = Containers("1.41")
    engine.answers = {**engine.answers, "POST /networks/other/connect": {}}
    assert recreate(engine, tmp_path).status == 0
    assert list(engine.created["NetworkingConfig"]["EndpointsConfig"]) == ["own"]
    assert "POST /networks/other/connect" in engine.requests


def test_one_that_does_not_run(tmp_path: Path) -> None:
    engine = Containers()
    engine.containers["id-0"]["State"] = {"Running": False, "StartedAt": NEVER}
    assert recreate(engine, tmp_path, "--image", "web:2") == (0, "web\n", "")
    assert engine.changes == ["create", "rename", "rename", "DELETE"]
    assert engine.names == {"web": False}
    assert engine.created["Image"] == "web:2"


def test_a_name_that_stands_for_another_image(tmp_path: Path) -> None:
    engine = Containers()
    engine.answers = {**engine.answers, "GET /images/web:1/json": {**IMAGE, "Id": "sha256:bb"}}
    done = recreate(engine, tmp_path)
    assert done.err == "web:1 is another image now: it is left as it is, see --image\n"
    assert engine.created["Image"] == "sha256:aa"


def test_dry_run(tmp_path: Path) -> None:
    engine = Containers()
    done = recreate(engine, tmp_path, "-p", "81:80", "--image", "web:2", "--pull", "--dry-run")
    assert done.out == "web\n- --publish 8080:80\n+ --publish 81:80\n- web:1\n+ web:2\npull web:2\n"
    assert engine.changes == []
    done = recreate(engine, tmp_path, "--dry-run")
    assert done.out == "web\nno change of its options\n"


@pytest.mark.parametrize("step", ["stop", "rename", "start"])
def test_a_failure_leaves_everything_as_it_was(step: str, tmp_path: Path) -> None:
    engine = Containers()
    engine.refusals = {step: Refusal(500, "port is taken")}
    assert recreate(engine, tmp_path) == (
        1, "", "Error response from daemon: port is taken\nweb is as it was before\n",
    )  # fmt: skip
    assert engine.names == {"web": True}
    assert list(engine.containers) == ["id-0"]


def test_a_failure_before_anything_has_changed(tmp_path: Path) -> None:
    engine = Containers()
    engine.refusals = {"create": Refusal(409, "no")}
    assert recreate(engine, tmp_path) == (1, "", "Error response from daemon: no\n")
    assert engine.changes == ["create"]


def kill(engine: Containers, home: Path, step: str) -> None:
    """Kill a `recreate` before its last request for a step."""
    number = len(ALL_STEPS) - 1 - ALL_STEPS[::-1].index(step)
    kill_before(engine, home, number)


def kill_before(engine: Containers, home: Path, number: int) -> None:
    """Kill a `recreate` before a request of ALL_STEPS."""
    engine.kill_before = number
    with pytest.raises(Killed):
        recreate(engine, home)
    engine.kill_before = 99
    assert engine.all_changes == list(ALL_STEPS[:number])
    if lock := engine.containers.get("id-lock"):
        lock["Config"]["Labels"][PROCESS_LABEL] = "1-ended"


@pytest.mark.parametrize("number", range(len(ALL_STEPS)))
def test_what_a_killed_one_left(number: int, tmp_path: Path) -> None:
    engine = Containers()
    kill_before(engine, tmp_path, number)
    done = ALL_STEPS[:number]
    assert ("id-0" in engine.containers) == ("DELETE" not in done)
    verdict = "finished" if ALL_STEPS[number] == "DELETE" else "undone"
    is_begun = "create" in done and "DELETE" not in done
    dry = recreate(engine, tmp_path, "--dry-run")
    assert engine.all_changes == list(done)
    assert dry.status == (1 if is_begun else 0)
    again = recreate(engine, tmp_path, "-e", "C=3")
    assert (again.status, again.out) == (0, "web\n")
    assert engine.names == {"web": True}
    assert "C=3" in engine.created["Env"]
    assert again.err == (f"web: an interrupted recreate is {verdict}\n" if is_begun else "")


@pytest.mark.parametrize(
    ("machine", "error"),
    [
        ({}, "another recreate of web is in progress\n"),
        ({MACHINE_LABEL: "other"},
         "another recreate of web is in progress on another machine;"
         " if that was killed: docker rm web.pydock-lock\n"),
    ],
    ids=["here", "elsewhere"],
)  # fmt: skip
def test_two_at_once(machine: dict[str, str], error: str, tmp_path: Path) -> None:
    engine = Containers()
    lock = {"HostConfig": {}, "Config": {"Labels": client_labels() | machine}}
    engine.add("web.pydock-lock", lock, runs=False, id="id-lock")
    assert recreate(engine, tmp_path) == (1, "", error)
    assert engine.all_changes == ["image", "lock", "remove image"]
    assert engine.names == {"web": True, "web.pydock-lock": False}


def test_the_lock_of_one_whose_parent_does_not_wait_for_it(tmp_path: Path) -> None:
    engine = Containers()
    program = (
        "from pydock.commands.shared.container.abandoned_helpers import client_labels;"
        "import json; print(json.dumps(client_labels()), flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        lock = {"HostConfig": {}, "Config": {"Labels": json.loads(child.stdout.readline())}}
        engine.add("web.pydock-lock", lock, runs=False, id="id-lock")
        assert recreate(engine, tmp_path).status == 1
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert recreate(engine, tmp_path) == (0, "web\n", "")


def test_another_one_that_has_just_ended(tmp_path: Path) -> None:
    engine = Containers()
    engine.refusals = {"lock": Refusal(409, "in use")}
    assert recreate(engine, tmp_path) == (1, "", "another recreate of web is in progress\n")


def test_a_lock_that_is_refused(tmp_path: Path) -> None:
    engine = Containers()
    engine.refusals = {"lock": Refusal(500, "disk full")}
    assert recreate(engine, tmp_path) == (1, "", "Error response from daemon: disk full\n")
    assert engine.all_changes == ["image", "lock", "remove image"]


def test_a_killed_one_whose_new_container_fails_is_the_users_choice(tmp_path: Path) -> None:
    engine = Containers()
    kill(engine, tmp_path, "DELETE")
    new = next(one for one in engine.containers.values() if one["Name"] == "/web")
    new["State"] = {"Running": False, "StartedAt": STARTED, "ExitCode": 1}
    done = recreate(engine, tmp_path)
    assert done.status == 1
    assert "  docker rm web.pydock-old-running    keeps the new one\n" in done.err
    assert engine.names == {"web": False, "web.pydock-old-running": False}


def test_the_old_one_by_its_temporary_name(tmp_path: Path) -> None:
    engine = Containers()
    kill(engine, tmp_path, "rename")
    done = pydock_on(engine, tmp_path)("recreate", "web.pydock-old-running")
    assert (done.status, done.out) == (0, "web\n")
    assert engine.names == {"web": True}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"State": {"Running": True, "Paused": True}}, "web is paused: unpause it first"),
        ({"HostConfig": {"AutoRemove": True}},
         "web is removed when it stops (--rm) and could not be restored"),
        ({"Config": {"Labels": {"com.docker.swarm.task.id": "t"}}},
         "web is a task of a service: see service update"),
    ],
)  # fmt: skip
def test_containers_that_cannot_be_replaced(
    change: dict[str, Any], error: str, tmp_path: Path
) -> None:
    engine = Containers()
    engine.containers["id-0"] |= change
    assert recreate(engine, tmp_path) == (1, "", f"{error}\n")
    assert engine.changes == []


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--network", "host", "--network-alias", "a"], "network-scoped aliases are only"),
        (["--pid", "odd"], "--pid: invalid PID mode"),
        (["--mac-address", "x"], "x is not a valid mac address"),
    ],
)
def test_invalid_options(words: list[str], error: str, tmp_path: Path) -> None:
    engine = Containers()
    done = recreate(engine, tmp_path, *words)
    assert done.status == 1
    assert done.err.startswith(error)
    assert engine.changes == []


def test_the_platform_of_the_image(tmp_path: Path) -> None:
    engine = Containers()
    assert recreate(engine, tmp_path, "--platform", "LINUX/aarch64").status == 0
    assert engine.platforms == ["linux/arm64"]
    engine.answers = {
        **engine.answers,
        "GET /images/sha256:aa/json": {**IMAGE, "Architecture": "arm", "Variant": "v7"},
    }
    assert recreate(engine, tmp_path).status == 0
    assert engine.platforms == ["linux/arm64", "linux/arm/v7"]
    assert recreate(engine, tmp_path, "--image", "web:2").status == 0
    assert engine.platforms == ["linux/arm64", "linux/arm/v7"]


def test_an_image_without_a_name_is_not_pulled(tmp_path: Path) -> None:
    engine = Containers()
    image_id = "sha256:" + "a" * 64
    engine.containers["id-0"]["Config"] = {"Image": image_id}
    done = recreate(engine, tmp_path, "--pull")
    assert done.err == "an image without a name cannot be pulled: see --image\n"


def test_a_missing_container(tmp_path: Path) -> None:
    engine = Containers()
    done = pydock_on(engine, tmp_path)("recreate", "gone")
    assert done == (1, "", "Error response from daemon: No such container: gone\n")


class Podman(Containers):
    def _head(self) -> dict[str, str]:
        return {**super()._head(), "server": "Libpod/4.3.1"}


def test_podman_is_refused(tmp_path: Path) -> None:
    engine = Podman()
    done = recreate(engine, tmp_path)
    assert done.status == 1
    assert done.err.startswith("recreate requires dockerd: ")
    assert engine.changes == []
