"""Services of two real engines: what their tasks write, jobs, updates that fail."""

from __future__ import annotations

import re
import signal

from tests.engine.conftest import Swarm
from tests.engine.swarm import node_id, wait_for

QUICK = (
    "--no-resolve-image", "--endpoint-mode", "dnsrr", "--stop-grace-period", "0s",
    "--update-monitor", "200ms", "--rollback-monitor", "200ms",
)  # fmt: skip


def test_logs_of_all_nodes(swarm: Swarm) -> None:
    pydock, nodes = swarm.manager, {node_id(client) for client in swarm.pair.clients}
    words = ("busybox", "sh", "-c", "echo out; echo err >&2; sleep 1000")
    create = ("service", "create", "--name", "web", "--replicas", "2")
    pydock(*create, "--replicas-max-per-node", "1", *QUICK, *words).ok()
    wait_for(lambda: pydock("service", "logs", "web").out.count("out") == 2)
    logs = pydock("service", "logs", "--no-resolve", "--no-task-ids", "web").ok()
    for text, stream in (("out", logs.out), ("err", logs.err)):
        found = re.findall(r"^\w+\.([12])@(\w+)    \| (\w+)$", stream, re.MULTILINE)
        assert {number for number, _, _ in found} == {"1", "2"}
        assert {node for _, node, _ in found} == nodes
        assert {written for _, _, written in found} == {text}
    raw = pydock("service", "logs", "--raw", "--tail", "1", "web").ok()
    assert len(raw.out.split() + raw.err.split()) == 2
    task = pydock("service", "ps", "-q", "web").ok().out.split()[0]
    assert pydock("service", "logs", "--raw", task).ok().out == "out\n"


def test_a_job_is_waited_for(swarm: Swarm) -> None:
    pydock = swarm.manager
    job = ("--mode", "replicated-job", "--replicas", "3", "--max-concurrent", "2")
    done = pydock("service", "create", "--name", "job", *job, "busybox", "echo", "done").ok()
    assert done.out.endswith("active tasks: 0 out of 0 tasks\njob complete\n")
    rows = pydock("service", "ls", "--format", "{{.Name}}|{{.Mode}}|{{.Replicas}}").ok().out
    assert rows == "job|replicated job|0/2 (3/3 completed)\n"
    assert pydock("service", "logs", "--raw", "job").ok().out == "done\n" * 3


def test_an_update_that_fails_and_is_taken_back(swarm: Swarm) -> None:
    pydock = swarm.manager
    pydock("service", "create", "--name", "web", *QUICK, "busybox", "sleep", "1000").ok()
    update = ("service", "update", "--no-resolve-image", "--image", "127.0.0.1:1/no", "web")
    failed = pydock(*update)
    assert failed.status == 1
    assert failed.out.startswith("web\noverall progress: 0 out of 1 tasks\n")
    assert failed.err.startswith("service update paused: update paused due to failure")
    assert "\n State:\t\tpaused\n" in pydock("service", "inspect", "--pretty", "web").ok().out
    back = pydock("service", "update", "--rollback", "web").ok().out
    assert "\nrollback: manually requested rollback\n" in back
    wait_for(
        lambda: "web 1/1" in pydock("service", "ls", "--format", "{{.Name}} {{.Replicas}}").out
    )
    image = pydock("service", "inspect", "-f", "{{.Spec.TaskTemplate.ContainerSpec.Image}}", "web")
    assert image.ok().out == "busybox:latest\n"


def test_ctrl_c_leaves_the_service_being_deployed(swarm: Swarm) -> None:
    pydock = swarm.manager
    nowhere = ("--constraint", "node.role==nobody", *QUICK)
    words = ("service", "create", "--name", "web", *nowhere, "busybox", "sleep", "9")
    with pydock.running(*words) as process:
        assert process.stdout is not None
        id = process.stdout.readline().decode().strip()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().decode()
        assert process.wait(10) == 0
    assert rest.endswith(
        "Operation continuing in background.\n"
        f"Use `{pydock.name} service ps {id}` to check progress.\n"
    )
    assert pydock("service", "ls", "-q").ok().out.strip() == id[:12]
