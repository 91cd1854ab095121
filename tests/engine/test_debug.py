"""`debug`: tools in containers and images that have none, on a real engine."""

from __future__ import annotations

import io
import json
import tarfile
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Engine
from tests.engine.busybox import root_file_system
from tests.engine.conftest import start_container
from tests.engine.program import Program

LIMIT_SECONDS = 60.0
#: a busybox under another name is all that the container has, and it is no shell
ONLY_FILE = "busybox-sleep"


@pytest.fixture
def bare(pydock: Program, engine: Engine, name: str) -> Iterator[str]:
    """A running container from an image of one file, without a shell or any other program."""
    with tarfile.open(fileobj=io.BytesIO(root_file_system())) as full:
        found = full.extractfile("bin/busybox")
        assert found is not None
        program = found.read()
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo(ONLY_FILE)
        entry.size, entry.mode = len(program), 0o755
        tar.addfile(entry, io.BytesIO(program))
    pydock("import", "-", f"{name}:1", input=archive.getvalue()).ok()
    create = {
        "Image": f"{name}:1",
        "Cmd": [f"/{ONLY_FILE}", "sleep", "1000"],
        "User": "1000:1001",
        "HostConfig": {"ReadonlyRootfs": True},
    }
    engine.client.post("/containers/create", create, name=name)
    engine.client.post(f"/containers/{name}/start")
    yield name
    engine.client.delete(f"/containers/{name}", force="1")
    engine.client.delete(f"/images/{name}:1", force="1")


def changes(engine: Engine, name: str) -> Any:
    return engine.client.get(f"/containers/{name}/changes") or []


def left(engine: Engine) -> list[Any]:
    """The containers and images of `debug` that are still there."""
    filters = json.dumps({"label": {"pydock.client.machine": True}})
    containers: list[Any] = engine.client.get("/containers/json", all="1", filters=filters)
    return containers + list(engine.client.get("/images/json", filters=filters))


def test_a_read_only_container_of_one_file_with_a_user(
    pydock: Program, engine: Engine, bare: str
) -> None:
    before = changes(engine, bare)
    script = "id -u; id -g; ls /; cat /proc/1/cmdline | tr '\\0' ' '; exit 5"
    done = pydock("debug", bare, "sh", "-c", script)
    assert (done.status, done.err) == (5, "")
    lines = done.out.splitlines()
    assert lines[:2] == ["1000", "1001"]
    assert ONLY_FILE in lines
    assert "bin" not in lines
    assert lines[-1] == f"/{ONLY_FILE} sleep 1000 "
    root = pydock("debug", "--root", "-w", "/etc", bare, "sh", "-c", "id -u; pwd").ok()
    assert root.out == "0\n/etc\n"
    assert changes(engine, bare) == before
    assert left(engine) == []


def test_input_is_a_script_and_programs_of_the_container_come_first(
    pydock: Program, engine: Engine, name: str
) -> None:
    start_container(engine.client, name, "sleep", "1000", Env=["COLOUR=red"])
    script = "command -v busybox; echo $COLOUR $MORE; exit 4\n"
    done = pydock("debug", "-i", "-e", "MORE=blue", name, "sh", input=script)
    assert (done.status, done.err) == (4, "")
    assert done.out.splitlines()[1:] == ["red blue"]


def test_the_network_is_that_of_the_container(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "httpd", "-f", "-p", "127.0.0.1:4711")
    limit = time.monotonic() + LIMIT_SECONDS
    while "127.0.0.1:4711" not in pydock("debug", name, "netstat", "-ltn").ok().out:
        assert time.monotonic() < limit


def test_a_stopped_container_is_debugged_in_a_copy(
    pydock: Program, engine: Engine, name: str
) -> None:
    start_container(engine.client, name, "sh", "-c", "echo kept >/kept; exit 3")
    engine.client.post(f"/containers/{name}/wait")
    before = changes(engine, name)
    done = pydock("debug", name, "sh", "-c", "cat /kept; echo more >/kept")
    assert (done.status, done.out) == (0, "kept\n")
    assert "debugging a copy" in done.err
    assert changes(engine, name) == before
    assert left(engine) == []


def test_an_image_without_a_shell(pydock: Program, engine: Engine, bare: str) -> None:
    done = pydock("debug", f"{bare}:1", "ls", "/").ok()
    assert ONLY_FILE in done.out.split()
    assert "bin" not in done.out.split()
    assert left(engine) == []


def test_nothing_is_left_by_a_killed_pydock(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", "exit 3")
    engine.client.post(f"/containers/{name}/wait")
    with pydock.running("debug", name, "sh", "-c", "echo here; exec sleep 1000") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        assert left(engine)
        child.kill()
        child.wait(LIMIT_SECONDS)
    pydock("debug", "busybox", "true").ok()  # removes the image of the copy
    limit = time.monotonic() + LIMIT_SECONDS
    while left(engine):
        assert time.monotonic() < limit
        pydock("debug", "busybox", "true").ok()


def test_unknown_names(pydock: Program, engine: Engine, sleeper: str) -> None:
    done = pydock("debug", f"{sleeper}-not", "ls")
    assert (done.status, done.err) == (1, f"no such container or image: {sleeper}-not\n")
    assert pydock("debug", sleeper, "no-such-program").status == 127
    assert pydock("debug", "-w", "/nowhere", sleeper, "ls").status == 126
