"""`wait` for a condition over a played engine: requests, output, exit status."""

from __future__ import annotations

import json
from pathlib import Path
from struct import pack
from threading import Event
from typing import Any

import pytest

from tests.support.engine import Each, PlayedEngine, PlayedStream, Refusal, pydock_on

THEN = "2026-01-31T10:00:00Z"
RUNNING = {"Running": True, "StartedAt": THEN}
EXITED = {"StartedAt": THEN, "FinishedAt": THEN, "ExitCode": 3}
LOGS = "GET /containers/id/logs"
INSPECT, INSPECT_BY_ID = "GET /containers/web/json", "GET /containers/id/json"


def container(state: dict[str, Any]) -> dict[str, Any]:
    return {"Id": "id", "Name": "/web", "State": state}


def events(*actions: str) -> bytes:
    lines = [{"Type": "container", "Action": one, "Actor": {"ID": "id"}} for one in actions]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def log(text: str) -> bytes:
    data = f"2026-01-31T10:00:01.000000000Z {text}\n".encode()
    return pack(">BxxxI", 1, len(data)) + data


def endless() -> PlayedStream:
    """A response that never comes, a stream in which nothing happens."""

    def never(size: int = -1) -> bytes:
        Event().wait()
        return b""

    stream = PlayedStream(b"")
    stream.read = stream.read1 = never  # type: ignore[assignment]
    return stream


def played(*states: dict[str, Any], more: dict[str, Any] | None = None) -> PlayedEngine:
    """An engine with a container that has one state after the other, an event before each."""
    first, *others = map(container, states)
    answers = {
        "GET /events": events(*["start"] * len(others)),
        INSPECT: first,
        INSPECT_BY_ID: Each(others or [first]),
        LOGS: lambda path: PlayedStream(log("a line")),
    }
    return PlayedEngine({**answers, **(more or {})})


def test_the_events_are_requested_first(tmp_path: Path) -> None:
    engine = played({"StartedAt": "", "Status": "created"}, RUNNING)
    assert pydock_on(engine, tmp_path)("wait", "--running", "web") == (0, "web\n", "")
    assert [request.partition("?")[0] for request in engine.requests] == [
        "GET /events",
        INSPECT,
        INSPECT_BY_ID,
    ]


def test_a_failure_has_a_reason_and_the_last_lines_of_the_log(tmp_path: Path) -> None:
    starting = {**RUNNING, "Health": {"Status": "starting"}}
    done = pydock_on(played(starting, EXITED), tmp_path)("wait", "--healthy", "web")
    assert done == (
        1,
        "",
        "web: not healthy: it exited with status 3\nThe last lines of its log:\n  a line\n",
    )


def test_a_timeout_has_the_last_reason(tmp_path: Path) -> None:
    starting = {**RUNNING, "Health": {"Status": "starting", "Log": [{"Output": "refused"}]}}
    done = pydock_on(played(starting), tmp_path)("wait", "--healthy", "--timeout", "0s", "web")
    assert done.status == 1
    assert done.err.startswith("web: not healthy after 0s: its health is starting: refused\n")


def test_removed(tmp_path: Path) -> None:
    gone = {INSPECT_BY_ID: Refusal(404, "No such container: id"), "GET /events": events("destroy")}
    done = pydock_on(played(RUNNING, more=gone), tmp_path)("wait", "--removed", "web")
    assert done == (0, "web\n", "")
    gone[INSPECT] = Refusal(404, "No such container: web")
    assert pydock_on(played(RUNNING, more=gone), tmp_path)("wait", "--removed", "web").status == 0
    done = pydock_on(played(RUNNING, more=gone), tmp_path)("wait", "--running", "web")
    assert done == (1, "", "Error response from daemon: No such container: web\n")


@pytest.mark.parametrize(
    ("expression", "status", "out"), [("a l[i]ne", 0, "web\n"), ("other", 1, "")]
)
def test_a_line_of_the_log(tmp_path: Path, expression: str, status: int, out: str) -> None:
    engine = played(EXITED, more={"GET /events": endless()})
    done = pydock_on(engine, tmp_path)("wait", "--log", expression, "web")
    assert (done.status, done.out) == (status, out)
    if status:
        assert done.err.startswith("web: no line of its log matches: it exited with status 3\n")


def test_a_port(tmp_path: Path) -> None:
    table = b"  sl  local_address rem_address\n   0: 00000000:0050 00000000:0000 0A 0\n"
    more = {
        "GET /events": endless(),
        "POST /containers/id/exec": {"Id": "e"},
        "POST /exec/e/start": pack(">BxxxI", 1, len(table)) + table,
    }
    engine = played(RUNNING, more=more)
    assert pydock_on(engine, tmp_path)("wait", "--port", "80", "web") == (0, "web\n", "")
    done = pydock_on(engine, tmp_path)("wait", "--port", "81", "--timeout", "1ms", "web")
    assert done.err.startswith("web: port 81 is not open after 1ms: nothing listens on it\n")


def test_a_port_of_an_image_without_cat(tmp_path: Path) -> None:
    more = {
        "GET /events": endless(),
        "POST /containers/id/exec": {"Id": "e"},
        "POST /exec/e/start": pack(">BxxxI", 1, 9) + b"not found",
        "GET /exec/e/json": {"ID": "e", "ExitCode": 127},
    }
    done = pydock_on(played(RUNNING, more=more), tmp_path)("wait", "--port", "80", "web")
    assert done.err.startswith("web: port 80 is not open: that cannot be known, as its image has")
    assert done.status == 1


def test_a_timeout_alone_limits_dockers_wait(tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /containers/web/wait": {"StatusCode": 3}})
    run = pydock_on(engine, tmp_path)
    assert run("wait", "--timeout", "10s", "web") == (0, "3\n", "")
    assert run("wait", "--timeout", "10s", "web", "nope").status == 1


def test_a_container_that_runs_on_after_the_timeout(tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /containers/web/wait": endless()})
    done = pydock_on(engine, tmp_path)("wait", "--timeout", "1ms", "web")
    assert done == (1, "", "web: not stopped after 1ms\n")


def test_invalid_command_lines(tmp_path: Path) -> None:
    run = pydock_on(played(RUNNING), tmp_path)
    done = run("wait", "--healthy", "--port", "1", "web")
    assert done == (1, "", "conflicting options: --healthy and --port\n")
    assert run("wait", "--log", "(", "web").status == 125
    assert run("wait", "--port", "65536", "web").status == 125
    assert run("wait", "--timeout", "-1s", "web").status == 125


def test_health_requires_api_1_24(tmp_path: Path) -> None:
    engine = played(RUNNING)
    engine.api_version = "1.23"
    done = pydock_on(engine, tmp_path)("wait", "--healthy", "web")
    assert done.status == 1
    assert '"--healthy" requires API version 1.24' in done.err
