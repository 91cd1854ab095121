"""`recreate` on a real engine: it works, it fails, it is killed; nothing is lost."""

from __future__ import annotations

import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from pydock.spec.helper_container import MACHINE_LABEL
from tests.conftest import Engine
from tests.engine.engine_proxy import engine_proxy
from tests.engine.program import Program

SCRIPT = "echo kept >>/anonymous/file; exec sleep 1000"
#: the requests that change something, in order: the lock is an image and a container
STEPS = ("images/create", "create", "create", "stop", "rename", "rename", "start",
         "DELETE", "DELETE", "DELETE")  # fmt: skip
#: before these the lock is held, and before these the old container is there
LOCKED, UNDECIDED = range(2, 9), range(8)


@pytest.fixture(autouse=True)
def dockerd(engine: Engine, pydock: Program) -> None:
    """Skip the tests on Podman, which is refused."""
    if engine.name == "podman":
        refused = pydock("recreate", "any")
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.startswith("recreate requires dockerd: ")
        pytest.skip("Podman does not report options as they were given.")


@pytest.fixture
def container(pydock: Program, name: str) -> str:
    """A container that runs, with a volume of its own."""
    options = ["-v", "/anonymous", "--stop-signal", "KILL", "-e", "A=1", "-l", "l=1"]
    pydock("run", "-d", "--name", name, *options, "busybox", "sh", "-c", SCRIPT).ok()
    pydock("wait", "--running", name).ok()
    return name


def names(engine: Engine, name: str) -> dict[str, str]:
    """The names of all containers that begin with a name -> their IDs."""
    found = engine.client.get("/containers/json", all="1")
    return {
        own.removeprefix("/"): one["Id"]
        for one in found
        for own in one["Names"]
        if own.startswith(f"/{name}")
    }


def inspected(engine: Engine, name: str) -> Any:
    return engine.client.get(f"/containers/{name}/json")


def kept_lines(pydock: Program, name: str) -> int:
    """How often a container of that volume has been started."""
    return len(pydock("exec", name, "cat", "/anonymous/file").ok().out.splitlines())


def test_the_same_with_changes(pydock: Program, engine: Engine, container: str) -> None:
    before = inspected(engine, container)
    done = pydock("recreate", container, "-e", "B=2", "-l", "l=2", "-h", "other").ok()
    assert (done.out, done.err) == (f"{container}\n", "")
    after = inspected(engine, container)
    assert after["Id"] != before["Id"]
    assert after["State"]["Running"]
    assert {"A=1", "B=2"} <= set(after["Config"]["Env"])
    assert (after["Config"]["Labels"]["l"], after["Config"]["Hostname"]) == ("2", "other")
    assert [mount["Name"] for mount in after["Mounts"]] == [
        mount["Name"] for mount in before["Mounts"]
    ]
    assert kept_lines(pydock, container) == 2
    assert list(names(engine, container)) == [container]


def test_networks_aliases_addresses_and_links(
    pydock: Program, engine: Engine, container: str
) -> None:
    client = engine.client
    subnet = {"Config": [{"Subnet": "10.9.7.0/24"}]}
    client.post("/networks/create", {"Name": f"{container}-a", "IPAM": subnet})
    client.post("/networks/create", {"Name": f"{container}-b"})
    own = f"{container}-own"
    words = ["--network", f"{container}-a", "--ip", "10.9.7.8", "--network-alias", "x"]
    words += ["--link", f"{container}-other:y", "--stop-signal", "KILL"]
    pydock("run", "-d", "--name", f"{container}-other", "--network", f"{container}-a",
           "busybox", "sleep", "1000").ok()  # fmt: skip
    pydock("run", "-d", "--name", own, *words, "busybox", "sleep", "1000").ok()
    pydock("network", "connect", "--alias", "z", f"{container}-b", own).ok()
    pydock("recreate", own, "--memory", "64m").ok()
    pydock("recreate", own, "--memory", "32m").ok()
    found = inspected(engine, own)["NetworkSettings"]["Networks"]
    first, second = found[f"{container}-a"], found[f"{container}-b"]
    assert first["IPAddress"] == "10.9.7.8"
    assert "x" in first["Aliases"]
    assert first["Links"] == [f"{container}-other:y"]
    assert "z" in second["Aliases"]


def test_the_hardware_address_of_a_running_container(
    pydock: Program, engine: Engine, name: str
) -> None:
    address = "02:42:aa:bb:cc:09"
    words = ["--mac-address", address, "--stop-signal", "KILL"]
    pydock("run", "-d", "--name", name, *words, "busybox", "sleep", "1000").ok()
    pydock("recreate", name, "-e", "A=1").ok()
    networks = inspected(engine, name)["NetworkSettings"]["Networks"]
    assert networks["bridge"]["MacAddress"] == address


def test_a_container_that_uses_its_network_is_recreated_as_well(
    pydock: Program, engine: Engine, container: str
) -> None:
    other, network = f"{container}-other", f"container:{container}"
    words = ["--name", other, "--network", network, "--stop-signal", "KILL"]
    pydock("run", "-d", *words, "busybox", "sleep", "1000").ok()
    done = pydock("recreate", container, "-e", "B=2").ok()
    assert done.err.endswith(f" recreate --network {network} {other}\n")
    pydock("recreate", "--network", network, other).ok()
    mode = f"container:{inspected(engine, container)['Id']}"
    assert inspected(engine, other)["HostConfig"]["NetworkMode"] == mode


def test_a_container_that_does_not_run_is_not_started(
    pydock: Program, engine: Engine, name: str
) -> None:
    pydock("create", "--name", name, "busybox", "true").ok()
    pydock("recreate", name, "--workdir", "/tmp").ok()
    found = inspected(engine, name)
    assert (found["State"]["Status"], found["Config"]["WorkingDir"]) == ("created", "/tmp")


def test_dry_run_changes_nothing(pydock: Program, engine: Engine, container: str) -> None:
    before = names(engine, container)
    done = pydock("recreate", container, "-p", "8081:80", "--dry-run").ok()
    assert done.out == f"{container}\n+ --publish 8081:80\n"
    assert names(engine, container) == before


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--image", "nothing.invalid/x:1"], ""),
        (["--health-cmd", "echo ill; false", "--health-interval", "1s", "--health-retries", "1"],
         "not healthy"),
        (["--publish", "{port}:80"], "as it was before"),
        (["--user", "no-such-user"], "as it was before"),
        (["--network", "no-such-network"], ""),
    ],
    ids=["image", "health", "port", "user", "network"],
)  # fmt: skip
def test_a_failure_leaves_everything_as_it_was(
    words: list[str], error: str, pydock: Program, engine: Engine, container: str
) -> None:
    holder = f"{container}-holder"
    pydock("run", "-d", "--name", holder, "-p", "80", "busybox", "sleep", "1000").ok()
    port = pydock("port", holder, "80").ok().out.splitlines()[0].rpartition(":")[2]
    before = names(engine, container)
    done = pydock("recreate", container, *(word.replace("{port}", port) for word in words))
    assert done.status == 1
    assert done.out == ""
    assert error in done.err
    assert names(engine, container) == before
    assert inspected(engine, container)["State"]["Running"]


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_killed_before_each_step(
    number: int, pydock: Program, engine: Engine, container: str, tmp_path: Path
) -> None:
    old = inspected(engine, container)
    seen: list[bytes] = []
    children: list[subprocess.Popen[bytes]] = []
    refused: list[str] = []

    def watch(request: bytes) -> bool:
        if request.startswith((b"POST", b"DELETE")):
            seen.append(request.partition(b"\r\n")[0])
        if len(seen) <= number:
            return True
        if number in LOCKED:
            before = names(engine, container)
            refused.append(pydock("recreate", container, "-e", "D=4").err)
            assert names(engine, container) == before
        children[0].kill()
        return False

    with engine_proxy(_short(tmp_path), engine.host, watch=watch) as between:
        environ = {"DOCKER_HOST": between.host}
        with pydock.running("recreate", container, "-e", "B=2", env=environ) as child:
            children.append(child)
            assert child.wait(60) == -signal.SIGKILL
    assert STEPS[number].encode() in seen[-1]
    another = f"another recreate of {container} is in progress\n"
    assert refused == ([another] if number in LOCKED else [])
    assert (old["Id"] in names(engine, container).values()) == (number in UNDECIDED)
    pydock("recreate", container, "-e", "C=3").ok()
    found = inspected(engine, container)
    assert found["State"]["Running"]
    assert {"A=1", "C=3"} <= set(found["Config"]["Env"])
    assert list(names(engine, container)) == [container]
    assert [mount["Name"] for mount in found["Mounts"]] == [
        mount["Name"] for mount in old["Mounts"]
    ]
    assert kept_lines(pydock, container) >= 2
    assert not pydock("images", "-aq", "--filter", f"label={MACHINE_LABEL}").ok().out


def test_five_at_once(pydock: Program, engine: Engine, container: str) -> None:
    before = inspected(engine, container)
    with ExitStack() as stack:
        children = [
            stack.enter_context(pydock.running("recreate", container, "-e", f"N={number}"))
            for number in range(5)
        ]
        ends = [(child.wait(60), *child.communicate()) for child in children]
    won = [number for number, (status, *_) in enumerate(ends) if not status]
    another = f"another recreate of {container} is in progress\n".encode()
    assert [end for end in ends if end[0]] == [(1, b"", another)] * (5 - len(won))
    after = inspected(engine, container)
    assert after["State"]["Running"]
    assert any(f"N={number}" in after["Config"]["Env"] for number in won)
    assert after["Mounts"][0]["Name"] == before["Mounts"][0]["Name"]
    assert list(names(engine, container)) == [container]


def _short(tmp_path: Path) -> Path:
    """A directory for a socket, whose path is short."""
    directory = tmp_path / "s"
    directory.mkdir()
    return directory


def test_a_signal_leaves_everything_as_it_was(
    pydock: Program, engine: Engine, container: str
) -> None:
    before = names(engine, container)
    check = ["--health-cmd", "false", "--health-interval", "1s", "--health-retries", "1000"]
    with pydock.running("recreate", container, *check) as child:
        while f"{container}.pydock-old-running" not in names(engine, container):
            assert child.poll() is None
        child.terminate()
        assert child.wait(60) == -signal.SIGTERM
    assert names(engine, container) == before
    assert inspected(engine, container)["State"]["Running"]


def test_killed_while_the_new_one_becomes_healthy(
    pydock: Program, engine: Engine, container: str
) -> None:
    check = ["--health-cmd", "test -e /anonymous/ready", "--health-interval", "1s"]
    check += ["--health-retries", "1000"]
    with pydock.running("recreate", container, "-e", "B=2", *check) as child:
        while not state_of(engine, container).get("Health"):
            assert child.poll() is None
        child.kill()
        child.wait(60)
    assert f"{container}.pydock-old-running" in names(engine, container)
    pydock("exec", container, "touch", "/anonymous/ready").ok()
    done = pydock("recreate", container, "-e", "C=3").ok()
    assert done.out == f"{container}\n"
    assert done.err == f"{container}: an interrupted recreate is finished\n"
    assert {"B=2", "C=3"} <= set(inspected(engine, container)["Config"]["Env"])
    assert list(names(engine, container)) == [container]


def state_of(engine: Engine, name: str) -> Any:
    """The state of a container, {} while none has the name."""
    ids = names(engine, name)
    return inspected(engine, ids[name])["State"] if name in ids else {}
