"""Commands that change services, on a played engine."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pydock.commands.shared.swarm import service_wait
from tests.support.engine import PlayedEngine, Refusal, pydock_on

Json = dict[str, Any]

SERVICE: Json = {
    "ID": "id1",
    "Version": {"Index": 7},
    "Spec": {
        "Name": "web",
        "Mode": {"Replicated": {"Replicas": 1}},
        "TaskTemplate": {"ContainerSpec": {"Image": "web:1"}},
    },
}
UNKNOWN = """\
image web:latest could not be accessed on a registry to record
its digest. Each node will access web:latest independently,
possibly leading to different nodes running different
versions of the image.

"""
UPDATE = "POST /services/id1/update"


def task(state: str) -> list[Json]:
    status = {"State": state}
    return [{"Slot": 1, "NodeID": "n", "DesiredState": "running", "Status": status}]


@pytest.mark.parametrize("arguments", [("update", "--force", "web"), ("rollback", "web")])
def test_a_service_that_changed_meanwhile(arguments: tuple[str, ...], tmp_path: Path) -> None:
    stale = Refusal(500, "rpc error: code = Unknown desc = update out of sequence")
    engine = PlayedEngine({"GET /services/web": SERVICE, UPDATE: stale})
    done = pydock_on(engine, tmp_path)("service", *arguments)
    assert done.status == 1
    assert done.out == ""
    assert done.err == (
        "Error response from daemon: rpc error: code = Unknown desc = update out of sequence\n"
        'The service "web" changed meanwhile; nothing was updated. Run the command again.\n'
    )


def test_scale_tries_all_and_tells_every_error(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /services/web": SERVICE, UPDATE: {"Warnings": None}})
    done = pydock_on(engine, tmp_path)("service", "scale", "-d", "nope=1", "web=3", "web=x")
    assert done.status == 1
    assert done.out == "web scaled to 3\n"
    assert done.err == (
        "nope: Error response from daemon: nothing at GET /services/nope\n"
        'web: invalid replicas value x: strconv.ParseUint: parsing "x": invalid syntax\n'
    )


def test_a_wrong_scale_changes_nothing(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /services/web": SERVICE, UPDATE: {}})
    done = pydock_on(engine, tmp_path)("service", "scale", "web=3", "db")
    assert done.status == 1
    assert done.err.startswith("invalid scale specifier 'db'.\nSee 'docker service scale --help'.")
    assert engine.requests == []


class Clock:
    """A clock that goes on while the command waits, and may press ctrl-C meanwhile."""

    def __init__(self, interrupt_at: float = 1e9) -> None:
        self.now = 0.0
        self.interrupt_at = interrupt_at

    def use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def within(interruption: service_wait.Interruption, seconds: float) -> bool:
            self.now += seconds
            if self.now >= self.interrupt_at:
                signal.raise_signal(signal.SIGINT)
            return interruption.seen

        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(service_wait.Interruption, "within", within)


def swarm(states: Iterator[str], **service: Any) -> PlayedEngine:
    """A swarm whose one task is in one state after the other."""
    return PlayedEngine(
        {
            "GET /services/web": {**SERVICE, **service},
            UPDATE: {},
            "GET /tasks": lambda target: task(next(states)),
            "GET /nodes": [{"ID": "n", "Status": {"State": "ready"}}],
        }
    )


def test_an_update_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Clock().use(monkeypatch)
    engine = swarm(iter(["preparing", *["running"] * 99]))
    done = pydock_on(engine, tmp_path)("service", "update", "--force", "web")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:5] == [
        "web",
        "overall progress: 0 out of 1 tasks",
        "1/1:  ",
        "overall progress: 0 out of 1 tasks",
        "overall progress: 1 out of 1 tasks",
    ]
    assert lines[-1] == "verify: Service web converged"


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (
            "pending",
            "Operation continuing in background.\nUse `docker service ps web` to check progress.\n",
        ),
        ("running", "verify: Waiting 5 seconds to verify that tasks are stable...\n"),
    ],
)
def test_ctrl_c_ends_the_waiting_alone(
    state: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(interrupt_at=0.4).use(monkeypatch)
    done = pydock_on(swarm(iter([state] * 9)), tmp_path)("service", "rollback", "web")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(message)


def test_a_mount_that_an_old_engine_would_not_protect(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /services/web": SERVICE}, api_version="1.39")
    mount = "type=bind,src=/a,dst=/b,bind-recursive=disabled"
    done = pydock_on(engine, tmp_path)("service", "update", "-d", "--mount-add", mount, "web")
    assert done == (1, "", "bind-recursive=disabled requires API v1.40 or later\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("create", "-d", "web"), (0, "new\n", UNKNOWN + "careful\n")),
        (("create", "-d", "--no-resolve-image", "web"), (0, "new\n", "careful\n")),
        (("update", "-d", "--image", "web", "web"), (0, "web\n", "old\n" + UNKNOWN)),
        (("update", "-d", "--force", "web"), (0, "web\n", "old\n")),
    ],
)
def test_an_image_missing_in_every_registry(
    arguments: tuple[str, ...], expected: tuple[int, str, str], tmp_path: Path
) -> None:
    engine = PlayedEngine(
        {
            "GET /services/web": SERVICE,
            "POST /services/create": {"ID": "new", "Warnings": ["careful"]},
            UPDATE: {"Warnings": ["old"]},
        }
    )
    assert pydock_on(engine, tmp_path)("service", *arguments) == expected


@pytest.mark.parametrize("options", [["--quiet"], []])
def test_an_update_that_is_paused(options: list[str], tmp_path: Path) -> None:
    engine = swarm(iter([]), UpdateStatus={"State": "paused", "Message": "task failed"})
    done = pydock_on(engine, tmp_path)("service", "update", *options, "--force", "web")
    assert done == (1, "web\n", "service update paused: task failed\n")


def test_ctrl_c_twice_ends_the_program() -> None:
    with service_wait.Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        assert interruption.within(60)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
