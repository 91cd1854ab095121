"""A swarm of two real engines: created, used, with a failed node, locked and left."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.engine.conftest import Swarm
from tests.engine.http import Client
from tests.engine.program import Program
from tests.engine.swarm import ADDRESSES, PORT, Pair, node_id, wait_for

#: a service that is quick to start, to stop and to be found well
QUICK = (
    "--endpoint-mode", "dnsrr", "--stop-grace-period", "0s", "--update-monitor", "200ms",
    "--rollback-monitor", "200ms", "--update-parallelism", "2",
)  # fmt: skip
SLEEP = (*QUICK, "busybox", "sleep", "1000")


def running(client: Client, service: str) -> Counter[str]:
    """How many tasks of a service run on each node, by the nodes' ids."""
    tasks = client.get("/tasks", filters=f'{{"service": ["{service}"]}}')
    return Counter(task["NodeID"] for task in tasks if task["Status"]["State"] == "running")


def commands_that_run(client: Client, service: str) -> set[str]:
    """The last words of the commands of a service's running tasks."""
    tasks = client.get("/tasks", filters=f'{{"service": ["{service}"]}}')
    return {
        task["Spec"]["ContainerSpec"]["Args"][-1]
        for task in tasks
        if task["Status"]["State"] == "running"
    }


def lines(program: Program, *args: str) -> list[str]:
    return program(*args).ok().out.splitlines()


def test_init_join_and_leave(pair: Pair, programs: tuple[Program, Program]) -> None:
    pair.disband()
    manager, worker = programs
    out = manager(
        "swarm", "init", "--listen-addr", ADDRESSES[0], "--advertise-addr", ADDRESSES[0],
        "--availability", "drain", "--task-history-limit", "3", "--dispatcher-heartbeat", "1s",
    ).ok().out  # fmt: skip
    own = node_id(pair.clients[0])
    assert out.startswith(f"Swarm initialized: current node ({own}) is now a manager.\n\n")
    command = re.search(rf"\n    \w+ (swarm join --token (\S+) {ADDRESSES[0]}:{PORT})\n\n", out)
    assert command is not None
    assert manager("swarm", "join-token", "-q", "worker").ok().out == f"{command[2]}\n"
    info = manager("info").ok().out
    assert "  Is Manager: true\n" in info
    assert "   Task History Retention Limit: 3\n" in info

    join = [*command[1].split(), "--listen-addr", ADDRESSES[1], "--advertise-addr", ADDRESSES[1]]
    assert worker(*join).ok().out == "This node joined a swarm as a worker.\n"
    again = worker(*join)
    assert again.status == 1
    assert "This node is already part of a swarm" in again.err
    assert node_id(pair.clients[1]) in manager("node", "ls", "-q").ok().out.split()
    assert lines(manager, "node", "ls", "--format", "{{.Availability}}|{{.ManagerStatus}}") in (
        ["Drain|Leader", "Active|"],
        ["Active|", "Drain|Leader"],
    )
    done = worker("node", "ls")
    assert done.status == 1
    assert done.err.startswith("Error response from daemon: This node is not a swarm manager.")

    assert worker("swarm", "leave").ok().out == "Node left the swarm.\n"
    refused = manager("swarm", "leave")
    assert refused.status == 1
    assert "`--force`" in refused.err
    wait_for(lambda: "Down" in lines(manager, "node", "ls", "--format", "{{.Status}}"))
    left = lines(manager, "node", "ls", "-q", "-f", "role=worker")
    assert lines(manager, "node", "rm", *left) == left
    assert manager("swarm", "leave", "-f").ok().out == "Node left the swarm.\n"
    assert "Swarm: inactive" in worker("info").ok().out


def test_a_service_on_both_nodes_scaled_updated_and_rolled_back(swarm: Swarm) -> None:
    pydock, nodes = swarm.manager, {node_id(client) for client in swarm.pair.clients}
    pydock("service", "create", "--name", "web", "--replicas", "6", *SLEEP).ok()
    assert running(swarm.client, "web") == dict.fromkeys(nodes, 3)
    assert len(lines(pydock, "node", "ps", "-q", *nodes)) == 6

    pydock("service", "scale", "web=4").ok()
    wait_for(lambda: running(swarm.client, "web").total() == 4)

    pydock("service", "update", "--args", "sleep 2000", "web").ok()
    wait_for(lambda: commands_that_run(swarm.client, "web") == {"2000"})
    pydock("service", "rollback", "web").ok()
    wait_for(lambda: commands_that_run(swarm.client, "web") == {"1000"})
    assert lines(pydock, "service", "ls", "--format", "{{.Name}} {{.Replicas}}") == ["web 4/4"]


def test_the_tasks_of_a_drained_node_move(swarm: Swarm) -> None:
    pydock, (own, other) = swarm.manager, map(node_id, swarm.pair.clients)
    pydock("service", "create", "--name", "web", "--replicas", "4", *SLEEP).ok()
    assert pydock("node", "update", "--availability", "drain", other).ok().out == f"{other}\n"
    wait_for(lambda: running(swarm.client, "web") == {own: 4})
    there = lines(pydock, "node", "ps", "-f", "desired-state=running", "-q", other)
    assert there == []
    history = pydock("node", "ps", "--format", "{{.Name}} {{.DesiredState}}", other).ok().out
    assert "Shutdown" in history
    assert lines(pydock, "node", "inspect", "-f", "{{.Spec.Availability}}", other) == ["drain"]


def test_an_unreachable_node_is_down_and_returns(swarm: Swarm) -> None:
    pydock, other = swarm.manager, node_id(swarm.pair.clients[1])

    def state() -> str:
        return pydock("node", "inspect", "-f", "{{.Status.State}}", other).ok().out.strip()

    swarm.pair.cut()
    try:
        wait_for(lambda: state() == "down")
        pretty = pydock("node", "inspect", "--pretty", other).ok().out
        assert "\n State:\t\t\tDown\n" in pretty
        assert "\n Message:              \t" in pretty
    finally:
        swarm.pair.mend()
    wait_for(lambda: state() == "ready")


def test_labels_and_roles(swarm: Swarm) -> None:
    pydock, other = swarm.manager, node_id(swarm.pair.clients[1])
    pydock("node", "update", "--label-add", "disk=ssd", "--label-add", "x", other).ok()
    pydock("node", "update", "--label-rm", "x", "--label-add", "zone=1", other).ok()
    shown = pydock("node", "inspect", "-f", "{{json .Spec.Labels}}", other).ok().out
    assert shown == '{"disk":"ssd","zone":"1"}\n'
    assert lines(pydock, "node", "ls", "-q", "-f", "node.label=disk=ssd") == [other]
    wrong = pydock("node", "update", "--label-rm", "x", other)
    assert (wrong.status, wrong.err) == (1, "key x doesn't exist in node's labels\n")

    promoted = f"Node {other} promoted to a manager in the swarm.\n"
    assert pydock("node", "promote", other).ok().out == promoted
    assert pydock("node", "promote", other).ok().out == f"Node {other} is already a manager.\n"
    wait_for(lambda: swarm.worker("node", "ls", "-q").status == 0)
    assert lines(pydock, "node", "ls", "-f", "role=manager", "--format", "{{.ManagerStatus}}") in (
        ["Leader", "Reachable"],
        ["Reachable", "Leader"],
    )
    assert pydock("node", "demote", other).ok().out == f"Manager {other} demoted in the swarm.\n"
    wait_for(lambda: swarm.worker("node", "ls", "-q").status == 1)


@pytest.mark.parametrize("role", ["worker", "manager"])
def test_a_rotated_token_is_another_one(swarm: Swarm, role: str) -> None:
    before = swarm.manager("swarm", "join-token", "-q", role).ok().out
    out = swarm.manager("swarm", "join-token", "--rotate", role).ok().out
    after = swarm.manager("swarm", "join-token", "-q", role).ok().out
    assert out.startswith(f"Successfully rotated {role} join token.\n\nTo add a {role} to this")
    assert after.strip() in out
    assert after != before


def test_a_rotated_root_reaches_all_nodes(swarm: Swarm) -> None:
    before = swarm.manager("swarm", "ca").ok().out
    out = swarm.manager("swarm", "ca", "--rotate").ok().out
    after = swarm.manager("swarm", "ca").ok().out
    assert out.endswith(after)
    assert after != before
    assert out.startswith("desired root digest: \n  rotated TLS certificates: \n")
    assert lines(swarm.manager, "node", "ls", "--format", "{{.TLSStatus}}") == ["Ready", "Ready"]


def test_a_locked_manager_requires_its_key(swarm: Swarm) -> None:
    pydock = swarm.manager
    out = pydock("swarm", "update", "--autolock").ok().out
    key = pydock("swarm", "unlock-key", "-q").ok().out.strip()
    assert out.startswith("Swarm updated.\nTo unlock a swarm manager after it restarts, run the `")
    assert f"\n\n    {key}\n\n" in out
    swarm.pair.restart_manager()
    assert "\n Swarm: locked\n" in pydock("info").ok().out
    assert "needs to be unlocked" in pydock("node", "ls").err
    wrong = key[:-4] + ("AAAA" if not key.endswith("AAAA") else "BBBB")
    refused = pydock("-D", "swarm", "unlock", input=f"{wrong}\n")
    assert refused.status == 1
    assert refused.err.endswith("invalid key provided\n")
    assert wrong not in refused.out + refused.err
    assert pydock("swarm", "unlock", input=f"{key}\n").ok().out == ""
    wait_for(lambda: pydock("node", "ls").status == 0)
    assert pydock("swarm", "update", "--autolock=false").ok().out == "Swarm updated.\n"
    none = pydock("swarm", "unlock-key")
    assert (none.status, none.err) == (1, "no unlock key is set\n")
    again = pydock("swarm", "unlock")
    assert (again.status, again.err) == (1, "error: swarm is not locked\n")


def test_secrets_and_configs_reach_a_task(swarm: Swarm) -> None:
    pydock = swarm.manager
    (pydock.home / "site.conf").write_text("listen 80\n")
    secret = pydock("secret", "create", "-l", "of=web", "token", "-", input="hush!").ok().out
    config = pydock("config", "create", "site", "site.conf").ok().out
    placed = ("--constraint", "node.role==manager", "--secret", "token", "--config", "site")
    pydock("service", "create", "--name", "web", *placed, *SLEEP).ok()
    container = lines(pydock, "ps", "-q", "-f", "label=com.docker.swarm.service.name=web")[0]
    shown = pydock("exec", container, "cat", "/run/secrets/token", "/site").ok().out
    assert shown == "hush!listen 80\n"

    for kind, name, id in (("secret", "token", secret.strip()), ("config", "site", config.strip())):
        assert lines(pydock, kind, "ls", "--format", "{{.ID}} {{.Name}}") == [f"{id} {name}"]
        in_use = pydock(kind, "rm", name)
        assert in_use.status == 1
        assert "is in use by the following service: web" in in_use.err
    assert "hush" not in pydock("secret", "inspect", "token").ok().out
    assert "\n - of=web\n" in pydock("secret", "inspect", "--pretty", "token").ok().out
    assert pydock("config", "inspect", "--pretty", "site").ok().out.endswith("Data:\nlisten 80\n\n")
    pydock("service", "rm", "web").ok()
    assert lines(pydock, "secret", "rm", "token") == ["token"]
    assert lines(pydock, "config", "rm", "site") == ["site"]


@pytest.mark.parametrize("kind", ["secret", "config"])
def test_data_of_an_invalid_size(swarm: Swarm, kind: str) -> None:
    empty = swarm.manager(kind, "create", "x", "-", input="")
    assert empty.status == 1
    assert "error reading from STDIN: data is empty\n" in empty.err
    endless = swarm.manager(kind, "create", "x", "/dev/zero")
    assert endless.status == 1
    assert "error reading from /dev/zero: open /dev/zero: file too large" in endless.err
    too_large = swarm.manager(kind, "create", "x", "-", input=b"\0" * 1_024_000)
    assert too_large.status == 1
    assert f"{kind} data must be larger than 0 and less than" in too_large.err
