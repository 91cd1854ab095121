"""`debug`: the containers and the exec that it creates, and what it removes."""

from __future__ import annotations

import io
import json
import tarfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ID, Part
from tests.support.engine import Each, PlayedEngine, PlayedStream, Refusal, pydock_on

_STAT = {"name": "file", "size": 0, "mode": 420, "linkTarget": ""}
STAT = {"x-docker-container-path-stat": b64encode(json.dumps(_STAT).encode()).decode()}
STARTED = b"\x01\0\0\0\0\0\0\x037 \n"
TOOLBOX = "7e" * 32
RUNNING: dict[str, Any] = {
    "Id": ID,
    "State": {"Running": True, "Pid": 4711},
    "Config": {"User": "web", "Env": ["A=1"], "WorkingDir": "/srv"},
    "HostConfig": {"NetworkMode": "bridge", "IpcMode": "private"},
}
FRAME = b"\1\0\0\0\0\0\0\3hi\n"


def archive(content: str) -> Callable[[str], PlayedStream]:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as file:
        entry = tarfile.TarInfo("file")
        entry.size = len(content)
        file.addfile(entry, io.BytesIO(content.encode()))
    return lambda request: PlayedStream(buffer.getvalue(), STAT)


ENGINE: dict[str, Any] = {
    "GET /containers/web/json": RUNNING,
    "GET /containers/json": [],
    "GET /images/json": [],
    f"GET /containers/{ID}/archive": archive("web:x:33:34::/var/www:/bin/false\n"),
    "POST /containers/create": {"Id": TOOLBOX},
    f"POST /containers/{TOOLBOX}/attach": STARTED,
    f"POST /containers/{TOOLBOX}/start": b"",
    f"POST /containers/{TOOLBOX}/exec": {"Id": "e"},
    "POST /exec/e/start": FRAME,
    "GET /exec/e/json": {"Running": False, "ExitCode": 3},
    f"DELETE /containers/{TOOLBOX}": b"",
}


def body_of(engine: PlayedEngine, request: str) -> Any:
    return engine.bodies[engine.requests.index(request)]


def user_of(engine: PlayedEngine) -> list[str]:
    """Return the user and group that the command gets in the toolbox."""
    uid_and_gid: list[str] = body_of(engine, f"POST /containers/{TOOLBOX}/exec")["Cmd"][6:8]
    return uid_and_gid


def test_a_command_runs_as_the_user_of_the_container(tmp_path: Path) -> None:
    engine = PlayedEngine(ENGINE)
    done = pydock_on(engine, tmp_path)("debug", "-e", "B=2", "web", "ls", "-l")
    assert done == (3, "hi\n", "")
    created = body_of(engine, "POST /containers/create")
    assert "nsenter -S 33 -G 34 " in created["Entrypoint"][-1]
    assert created["HostConfig"]["PidMode"] == f"container:{ID}"
    run = body_of(engine, f"POST /containers/{TOOLBOX}/exec")
    assert run["Cmd"][4:9] == ["1", "7", "33", "34", "/srv"]
    assert run["Cmd"][-2:] == ["ls", "-l"]
    assert run["Env"] == ["HOME=/var/www", "HISTFILE=", "A=1", "B=2"]
    assert run == Part(AttachStdout=True, AttachStderr=True)
    assert "Tty" not in run
    assert "AttachStdin" not in run  # not a terminal
    assert engine.requests[-1] == f"DELETE /containers/{TOOLBOX}?force=1&v=1"


@pytest.mark.parametrize(
    ("option", "user"), [("--root", "0:0"), ("-u5:6", "5:6"), ("--user=33", "33:34")]
)
def test_other_users(option: str, user: str, tmp_path: Path) -> None:
    engine = PlayedEngine(ENGINE)
    pydock_on(engine, tmp_path)("debug", option, "web", "id")
    run = body_of(engine, f"POST /containers/{TOOLBOX}/exec")
    assert ":".join(run["Cmd"][6:8]) == user


def test_standard_input_is_attached_on_request(tmp_path: Path) -> None:
    engine = PlayedEngine(ENGINE)
    pydock_on(engine, tmp_path)("debug", "-i", "web", "cat", stdin="x")
    assert body_of(engine, f"POST /containers/{TOOLBOX}/exec") == Part(AttachStdin=True)


def test_an_unknown_user_is_reported_before_a_toolbox_is_created(tmp_path: Path) -> None:
    engine = PlayedEngine(ENGINE)
    done = pydock_on(engine, tmp_path)("debug", "-u", "nobody", "web", "id")
    problem = "unable to find user nobody: no matching entries in passwd file\n"
    assert done == (1, "", problem)
    assert "POST /containers/create" not in engine.requests


def test_root_is_a_user(tmp_path: Path) -> None:
    engine = PlayedEngine({})
    done = pydock_on(engine, tmp_path)("debug", "--root", "-u", "x", "web")
    assert done == (1, "", "conflicting options: cannot specify both --root and --user\n")
    assert engine.requests == []


def test_an_engine_without_shared_namespaces_is_refused(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine(ENGINE, "1.22"), tmp_path)("debug", "web")
    assert done.status == 1
    assert "requires API version 1.24, but the Docker daemon API version is 1.22" in done.err


def test_a_toolbox_that_does_not_start_is_removed(tmp_path: Path) -> None:
    refusal = Refusal(500, "cannot join PID of a stopped container")
    engine = PlayedEngine({**ENGINE, f"POST /containers/{TOOLBOX}/start": refusal})
    done = pydock_on(engine, tmp_path)("debug", "web", "id")
    assert done == (1, "", f"Error response from daemon: {refusal.message}\n")
    assert engine.requests[-1] == f"DELETE /containers/{TOOLBOX}?force=1&v=1"


COPY = "c0" * 32
UNSTARTED = "5e" * 32
COPYING: dict[str, Any] = {
    **ENGINE,
    "POST /containers/create": Each([{"Id": UNSTARTED}, {"Id": COPY}, {"Id": TOOLBOX}]),
    f"GET /containers/{UNSTARTED}/archive": archive("\177ELF"),
    f"PUT /containers/{COPY}/archive": b"",
    f"POST /containers/{COPY}/attach": STARTED,
    f"POST /containers/{COPY}/start": b"",
    f"GET /containers/{COPY}/json": {**RUNNING, "Id": COPY, "Config": {}},
    f"DELETE /containers/{COPY}": b"",
    f"DELETE /containers/{UNSTARTED}": b"",
}


def copying() -> dict[str, Any]:
    return {**COPYING, "POST /containers/create": Each(COPYING["POST /containers/create"])}


@pytest.mark.parametrize("state", [{"Running": False}, {"Running": True, "Restarting": True}])
def test_a_stopped_container_is_debugged_in_a_copy_that_is_removed(
    state: dict[str, bool], tmp_path: Path
) -> None:
    engine = PlayedEngine(
        {
            **copying(),
            "GET /containers/web/json": {**RUNNING, "State": state, "Config": {"User": "7"}},
            "POST /commit": {"Id": "sha256:1"},
            "DELETE /images/sha256:1": [],
        }
    )
    done = pydock_on(engine, tmp_path)("debug", "web", "ls")
    assert (done.status, done.out) == (3, "hi\n")
    assert "web is not running: debugging a copy" in done.err
    created = [
        body
        for request, body in zip(engine.requests, engine.bodies, strict=True)
        if request == "POST /containers/create"
    ]
    assert [body["Image"] for body in created] == ["busybox", "sha256:1", "busybox"]
    assert created[1]["HostConfig"]["VolumesFrom"] == [f"{ID}:ro"]
    assert created[2]["HostConfig"]["PidMode"] == f"container:{COPY}"
    assert user_of(engine) == ["7", "0"]
    [commit] = [request for request in engine.requests if request.startswith("POST /commit")]
    assert "LABEL pydock.client.process=" in commit.replace("+", " ")
    assert "pause=0" in commit
    removed = [request for request in engine.requests if request.startswith("DELETE")]
    assert removed == [
        f"DELETE /containers/{UNSTARTED}?force=1&v=1",
        f"DELETE /containers/{TOOLBOX}?force=1&v=1",
        f"DELETE /containers/{COPY}?force=1&v=1",
        "DELETE /images/sha256:1?force=1",
    ]
    put = body_of(engine, f"PUT /containers/{COPY}/archive?noOverwriteDirNonDir=true&path=/")
    with tarfile.open(fileobj=io.BytesIO(put)) as file:
        assert {entry.name: entry.mode for entry in file} == {
            ".pydock": 0o755,
            ".pydock/busybox": 0o755,
        }


def test_an_image_is_debugged_in_a_container_of_it(tmp_path: Path) -> None:
    image = {"Id": "sha256:2", "Config": {"User": "7:8"}}
    engine = PlayedEngine({**copying(), "GET /images/scratchy/json": image})
    done = pydock_on(engine, tmp_path)("debug", "scratchy", "ls")
    assert done == (3, "hi\n", "")
    assert user_of(engine) == ["7", "8"]
    assert not any("commit" in request for request in engine.requests)


def test_an_image_without_busybox_makes_no_copy(tmp_path: Path) -> None:
    answers = {**copying(), "GET /images/scratchy/json": {"Id": "sha256:2"}}
    del answers[f"GET /containers/{UNSTARTED}/archive"]
    done = pydock_on(PlayedEngine(answers), tmp_path)("debug", "--image", "t", "scratchy", "ls")
    assert done == (1, "", "a copy needs a static busybox: t has no /bin/busybox\n")
