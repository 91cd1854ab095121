"""`forward` before it forwards: its arguments, local addresses and the helper container."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ID
from tests.support.engine import Each, PlayedEngine, Refusal, pydock_on

RUNNING: dict[str, Any] = {
    "Id": ID,
    "State": {"Running": True, "StartedAt": "2000-01-01T00:00:00Z"},
    "HostConfig": {"NetworkMode": "bridge"},
}
HELPER = "7e" * 32
ENGINE: dict[str, Any] = {
    "GET /containers/web/json": RUNNING,
    "GET /containers/json": [],
    "GET /images/json": [],
    "POST /containers/create": {"Id": HELPER},
    f"DELETE /containers/{HELPER}": b"",
    f"POST /containers/{HELPER}/attach": b"",
}


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("web http", "invalid port 'http': must be [[IP:]LOCAL:]PORT, each port 1 to 65535"),
        ("web here:1:80", "invalid port 'here:1:80': 'here' is not an IP address"),
        ("--unix s web 80 81", "--unix takes one PORT, without a local one"),
        ("--unix s web 1:80", "--unix takes one PORT, without a local one"),
    ],
)
def test_invalid_arguments_reach_no_engine(words: str, problem: str, tmp_path: Path) -> None:
    engine = PlayedEngine(ENGINE)
    assert pydock_on(engine, tmp_path)("forward", *words.split()) == (1, "", f"{problem}\n")
    assert engine.requests == []


def test_a_taken_port_is_an_error_and_no_helper_is_created(taken: int, tmp_path: Path) -> None:
    engine = PlayedEngine(ENGINE)
    done = pydock_on(engine, tmp_path)("forward", "web", f"{taken}:80")
    problem = f"cannot listen on 127.0.0.1:{taken}: address already in use\n"
    assert done == (1, "", problem)
    assert engine.requests == ["GET /containers/web/json"]


def test_a_path_that_exists_is_no_socket_to_create(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("kept")
    done = pydock_on(PlayedEngine(ENGINE), tmp_path)("forward", "--unix", str(path), "web", "80")
    assert done == (1, "", f"cannot listen on {path}: address already in use\n")
    assert path.read_text() == "kept"


@pytest.mark.parametrize("state", [{"Running": False}, {"Running": True, "Restarting": True}])
def test_the_container_has_to_run(state: dict[str, bool], tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/web/json": {**RUNNING, "State": state}})
    done = pydock_on(engine, tmp_path)("forward", "web", "0:80")
    assert done == (1, "", "container web is not running\n")


def test_an_engine_of_windows_containers_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PlayedEngine(ENGINE)
    head = engine._head() | {"ostype": "windows"}
    monkeypatch.setattr(engine, "_head", lambda: head)
    done = pydock_on(engine, tmp_path)("forward", "web", "0:80")
    assert done == (1, "", "forward requires an engine of Linux containers\n")


def test_a_helper_that_does_not_start_is_removed(tmp_path: Path) -> None:
    refusal = Refusal(500, "no sh")
    engine = PlayedEngine({**ENGINE, f"POST /containers/{HELPER}/start": refusal})
    socket_path = tmp_path / "s"
    done = pydock_on(engine, tmp_path)("forward", "--unix", str(socket_path), "web", "80")
    assert done == (1, "", "Error response from daemon: no sh\n")
    assert engine.requests[-2:] == [
        f"POST /containers/{HELPER}/start",
        f"DELETE /containers/{HELPER}?force=1&v=1",
    ]
    assert not socket_path.exists()


def test_a_helper_that_ends_at_once_is_removed(tmp_path: Path) -> None:
    engine = PlayedEngine({**ENGINE, f"POST /containers/{HELPER}/start": b""})
    done = pydock_on(engine, tmp_path)("forward", "web", "0:80")
    assert done == (1, "", "the helper container ended at once: its image needs sh and cat\n")
    assert engine.requests[-1] == f"DELETE /containers/{HELPER}?force=1&v=1"


def test_a_removal_in_progress_is_awaited(tmp_path: Path) -> None:
    removal = Each([Refusal(409, "in progress"), Refusal(500, "busy"), Refusal(404, "gone")])
    start = f"POST /containers/{HELPER}/start"
    engine = PlayedEngine({**ENGINE, start: b"", f"DELETE /containers/{HELPER}": removal})
    done = pydock_on(engine, tmp_path)("forward", "web", "0:80")
    assert done.status == 1
    assert sum(request.startswith("DELETE") for request in engine.requests) == 3


@pytest.mark.parametrize(
    ("arguments", "image"), [((), "configured"), (("--image", "given"), "given")]
)
def test_the_image_of_the_helper(arguments: tuple[str, ...], image: str, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    settings = '{"plugins": {"pydock": {"toolbox": "configured"}}}'
    (tmp_path / ".docker/config.json").write_text(settings)
    engine = PlayedEngine({**ENGINE, f"POST /containers/{HELPER}/start": b""})
    pydock_on(engine, tmp_path)("forward", *arguments, "web", "0:80")
    body = engine.bodies[engine.requests.index("POST /containers/create")]
    assert body["Image"] == image
    assert body["HostConfig"]["NetworkMode"] == f"container:{ID}"


def test_helpers_of_a_killed_pydock_are_removed(tmp_path: Path) -> None:
    """Those of other machines and of running processes stay."""
    first = PlayedEngine({**ENGINE, f"POST /containers/{HELPER}/start": b""})
    pydock_on(first, tmp_path)("forward", "web", "0:80")
    mine = first.bodies[first.requests.index("POST /containers/create")]["Labels"]
    dead = {**mine, "pydock.client.process": "4194304-1"}
    foreign = {**dead, "pydock.client.machine": "elsewhere"}
    listed = [
        {"Id": "a", "Labels": mine},
        {"Id": "b", "Labels": dead},
        {"Id": "c", "Labels": foreign},
    ]
    engine = PlayedEngine(
        {
            **ENGINE,
            "GET /containers/json": listed,
            "GET /images/json": [{"Id": "i", "Labels": dead}],
            "DELETE /images/i": [],
            "DELETE /containers/b": b"",
        }
    )
    pydock_on(engine, tmp_path)("forward", "web", "0:80")
    removed = [line for line in engine.requests if line.startswith("DELETE")]
    assert removed[:2] == ["DELETE /containers/b?force=1&v=1", "DELETE /images/i"]
    assert len(removed) == 3
