"""Commands that show services, on a played engine."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import PlayedEngine, Refusal, pydock_on

Json = dict[str, Any]


def service(name: str, mode: Json, **task: Any) -> Json:
    return {"ID": f"id-{name}", "Spec": {"Name": name, "Mode": mode, "TaskTemplate": task}}


def task(of: str, state: str, desired: str = "running", node: str = "up") -> Json:
    return {
        "ServiceID": f"id-{of}",
        "NodeID": node,
        "DesiredState": desired,
        "Status": {"State": state},
    }


def test_an_old_engine_leaves_the_counting_to_its_client(tmp_path: Path) -> None:
    engine = PlayedEngine(
        {
            "GET /services": [
                service("web", {"Replicated": {"Replicas": 3}}),
                service("all", {"Global": {}}),
                service("idle", {"Replicated": {"Replicas": 0}}),
            ],
            "GET /tasks": [
                task("web", "running"),
                task("web", "running", node="down"),
                task("web", "failed", "shutdown"),
                task("all", "pending"),
            ],
            "GET /nodes": [
                {"ID": "up", "Status": {"State": "ready"}},
                {"ID": "down", "Status": {"State": "down"}},
            ],
        },
        api_version="1.40",
    )
    done = pydock_on(engine, tmp_path)("service", "ls", "--format", "{{.Name}} {{.Replicas}}")
    assert done == (0, "all 0/1\nidle 0/0\nweb 1/2\n", "")


# logs

IDS = "com.docker.swarm.node.id={},com.docker.swarm.service.id=s,com.docker.swarm.task.id={}"


def line(kind: int, task: str, text: str, node: str = "n") -> bytes:
    data = f"{IDS.format(node, task)} {text}".encode()
    return struct.pack(">BxxxI", kind, len(data)) + data


def talking(lines: bytes, **template: Any) -> PlayedEngine:
    web = service("web", {"Replicated": {"Replicas": 12}}, **template)
    return PlayedEngine(
        {
            "GET /services/web": web,
            "GET /services/s": web,
            "GET /services/web/logs": lines,
            "GET /nodes/n": {"Description": {"Hostname": "host"}},
            "GET /tasks/task-number-one": {"Slot": 1},
            "GET /tasks/task-number-ten": {"Slot": 10},
            "GET /tasks/task-number-ten/logs": lines,
        }
    )


LINES = (
    line(1, "task-number-one", "out\n")
    + line(2, "task-number-ten", "err\n")
    + line(1, "task-number-ten", "again\n")
)


@pytest.mark.parametrize(
    ("options", "out", "err"),
    [
        (
            [],
            "web.1.task-number-@host     | out\nweb.10.task-number-@host    | again\n",
            "web.10.task-number-@host    | err\n",
        ),
        (
            ["--no-task-ids"],
            "web.1@host     | out\nweb.10@host    | again\n",
            "web.10@host    | err\n",
        ),
        (
            ["--no-resolve", "--no-trunc"],
            "s.1.task-number-one@n     | out\ns.10.task-number-ten@n    | again\n",
            "s.10.task-number-ten@n    | err\n",
        ),
    ],
)
def test_who_wrote_what(options: list[str], out: str, err: str, tmp_path: Path) -> None:
    engine = talking(LINES)
    assert pydock_on(engine, tmp_path)("service", "logs", *options, "web") == (0, out, err)
    assert engine.requests.count("GET /tasks/task-number-ten") == 1


def test_what_the_swarm_has_forgotten_is_shown_by_its_ids(tmp_path: Path) -> None:
    engine = talking(line(1, "gone-for-good", "last line\n", node="gone"))
    done = pydock_on(engine, tmp_path)("service", "logs", "--no-task-ids", "web")
    assert done == (0, "web.gone-for-goo@gone    | last line\n", "")


def test_a_node_that_does_not_answer(tmp_path: Path) -> None:
    text = b"Error grabbing logs: node n is not available"
    engine = talking(LINES + struct.pack(">BxxxI", 3, len(text)) + text)
    done = pydock_on(engine, tmp_path)("service", "logs", "web")
    assert done.status == 1
    assert done.out.count("\n") == 2
    assert done.err.endswith(f"error from daemon in stream: {text.decode()}\n")


def test_raw_lines_and_terminals(tmp_path: Path) -> None:
    plain = talking(struct.pack(">BxxxI", 1, 3) + b"out" + struct.pack(">BxxxI", 2, 3) + b"err")
    assert pydock_on(plain, tmp_path)("service", "logs", "--raw", "web") == (0, "out", "err")
    terminal = talking(b"all\r\n", ContainerSpec={"TTY": True})
    pydock = pydock_on(terminal, tmp_path)
    assert pydock("service", "logs", "--raw", "web") == (0, "all\r\n", "")
    refused = "tty service logs only supported with --raw\n"
    assert pydock("service", "logs", "web") == (1, "", refused)


def test_one_task(tmp_path: Path) -> None:
    engine = talking(line(1, "task-number-ten", "hi\n"))
    done = pydock_on(engine, tmp_path)("service", "logs", "task-number-ten")
    assert done == (0, "web.10.task-number-@host    | hi\n", "")
    assert pydock_on(engine, tmp_path)("service", "logs", "nope") == (
        1, "", "no such task or service: nope\n",
    )  # fmt: skip


def test_an_engine_outside_of_managers(tmp_path: Path) -> None:
    text = "This node is not a swarm manager."
    engine = PlayedEngine({"GET /services/web": Refusal(503, text)})
    for verb in ("logs", "inspect"):
        done = pydock_on(engine, tmp_path)("service", verb, "web")
        assert done.status == 1
        assert done.err == f"Error response from daemon: {text}\n"
