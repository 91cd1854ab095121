"""The state of a container, and the outcome of conditions for it."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.container_state import (
    Outcome,
    State,
    healthy,
    listening_ports,
    running,
    start_of_run,
    stopped,
    up,
)

ZERO, THEN = "0001-01-01T00:00:00Z", "2026-01-31T10:00:00.5Z"
CREATED: State = {"Status": "created", "StartedAt": ZERO, "FinishedAt": ZERO}
RUNNING: State = {"Running": True, "StartedAt": THEN, "FinishedAt": ZERO}
EXITED: State = {"StartedAt": THEN, "FinishedAt": THEN, "ExitCode": 3}
RESTARTING: State = {**EXITED, "Running": True, "Restarting": True}


def with_health(status: str, *outputs: str) -> dict[str, Any]:
    return {**RUNNING, "Health": {"Status": status, "Log": [{"Output": o} for o in outputs]}}


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (RUNNING, Outcome(True)),
        (CREATED, Outcome(None, "it has not been started")),
        (
            {**CREATED, "Error": "no such file"},
            Outcome(None, "it could not be started: no such file"),
        ),
        (EXITED, Outcome(None, "it exited with status 3")),
        (RESTARTING, Outcome(None, "it exited with status 3 and is being restarted")),
    ],
)
def test_running(state: State, verdict: Outcome) -> None:
    assert running(state) == verdict


def test_one_that_has_exited_does_nothing_more() -> None:
    assert up(EXITED) == Outcome(False, "it exited with status 3")
    assert up({**EXITED, "Error": "killed"}) == Outcome(False, "it exited with status 3: killed")
    assert up(CREATED).is_reached is None
    assert [stopped(state) for state in (CREATED, RUNNING, RESTARTING)] == ["", "", ""]


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (with_health("healthy"), Outcome(True)),
        (with_health("starting"), Outcome(None, "its health is starting")),
        (with_health("starting", "a", "b\n c\n"), Outcome(None, "its health is starting: b c")),
        (with_health("unhealthy", "no"), Outcome(False, "its health is unhealthy: no")),
        (RUNNING, Outcome(False, "it has no health check")),
        (
            {**RUNNING, "Health": {"Status": "", "Log": None}},
            Outcome(False, "it has no health check"),
        ),
        (EXITED, Outcome(False, "it exited with status 3")),
        (CREATED, Outcome(None, "it has not been started")),
    ],
)
def test_health(state: State, verdict: Outcome) -> None:
    assert healthy(state) == verdict


@pytest.mark.parametrize(
    ("state", "start"),
    [
        (RUNNING, ""),
        ({**RUNNING, "FinishedAt": THEN}, "1769853600.500000000"),
        (EXITED, "1769853599.500000000"),
        (CREATED, ""),
        ({}, ""),
        ({"StartedAt": "no time"}, ""),
    ],
)
def test_the_start_of_a_run(state: State, start: str) -> None:
    assert start_of_run(state) == start


def test_listening_ports() -> None:
    tables = (
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
        "   0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0\n"
        "   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0\n"
        "   0: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 0\n"
        "   x: zz:zz zz 0A\n"
    )
    assert listening_ports(tables) == {80, 5432}
    assert listening_ports("") == set()
