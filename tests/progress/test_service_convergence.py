"""How a service converges, on the answers of a played swarm."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.progress.plain_text import plain_text
from pydock.progress.service_convergence import Convergence

Json = dict[str, Any]


class Watch:
    """A convergence with a clock of its own, and what it shows as plain lines."""

    def __init__(self, mode: Json, **fields: Any) -> None:
        self.now = 0.0
        self.convergence = Convergence("web", lambda: self.now)
        self.service: Json = {"Spec": {"Mode": mode}, **fields}

    def look(self, *tasks: Json, nodes: str = "n", update: str = "", words: str = "") -> list[str]:
        """The lines that one look at the swarm brings."""
        if update:
            self.service["UpdateStatus"] = {"State": update, "Message": words}
        messages = list(self.convergence.update_service(self.service))
        if not self.convergence.ended:
            messages += self.convergence.update_tasks(tasks, set(nodes))
        return [plain_text(message).rstrip("\n") for message in messages if plain_text(message)]


def task(slot: int, state: str, desired: str = "running", **fields: Any) -> Json:
    error = fields.pop("error", "")
    return {
        "Slot": slot,
        "NodeID": "n",
        "DesiredState": desired,
        "Status": {"State": state, "Err": error},
        **fields,
    }


def test_a_service_that_starts_and_stays() -> None:
    watch = Watch({"Replicated": {"Replicas": 2}})
    assert watch.look() == [
        "overall progress: 0 out of 2 tasks", "1/2:  ", "2/2:  ",
        "overall progress: 0 out of 2 tasks",
    ]  # fmt: skip
    assert watch.look(task(1, "running"), task(2, "starting")) == [
        "overall progress: 1 out of 2 tasks"
    ]
    running = (task(1, "running"), task(2, "running"))
    waiting = "verify: Waiting {} seconds to verify that tasks are stable..."
    assert watch.look(*running) == ["overall progress: 2 out of 2 tasks", waiting.format(6)]
    watch.now = 4.5
    assert watch.look(*running) == [waiting.format(1)]
    watch.now = 5
    assert watch.look() == ["verify: Service web converged"]
    assert watch.convergence.ended


def test_a_failing_task_restarts_the_wait() -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    watch.look(task(1, "running"))
    assert watch.look(task(1, "failed", error="exit\n1")) == [
        "1/1: exit 1",
        "overall progress: 0 out of 1 tasks",
        "verify: Detected task failure",
    ]
    watch.now = 60
    assert watch.look(task(1, "running"))[-1].startswith("verify: Waiting 6 seconds")
    assert not watch.convergence.ended


def test_the_monitor_of_the_service_counts() -> None:
    watch = Watch({"Replicated": {"Replicas": 0}})
    watch.service["Spec"]["UpdateConfig"] = {"Monitor": 1_000_000_000}
    watch.look()
    watch.now = 1
    assert watch.look() == ["verify: Service web converged"]


@pytest.mark.parametrize(
    ("tasks", "running"),
    [
        ([task(1, "running"), task(1, "failed", "shutdown")], 1),
        ([task(1, "running", "shutdown"), task(1, "starting")], 0),
        ([task(1, "running", NodeID="gone")], 0),
        ([task(1, "of tomorrow"), task(1, "running")], 1),
        ([task(7, "running")], 1),
    ],
)
def test_the_task_that_counts_for_its_slot(tasks: list[Json], running: int) -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    assert f"overall progress: {running} out of 1 tasks" in watch.look(*tasks)[2:]


def test_long_errors_and_many_tasks() -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    assert f"1/1: {'é' * 37}…" in watch.look(task(1, "pending", error="é" * 99))
    watch = Watch({"Replicated": {"Replicas": 21}})
    assert watch.look(task(1, "pending", error="x")) == ["overall progress: 0 out of 21 tasks"] * 2


def test_a_global_service() -> None:
    watch = Watch({"Global": {}})
    assert watch.look() == ["overall progress: waiting for new tasks"]
    one, other = task(0, "running", NodeID="n"), task(0, "pending", NodeID="m", error="full")
    assert watch.look(one, other, nodes="nm") == [
        "overall progress: 0 out of 2 tasks", "m: full", "overall progress: 1 out of 2 tasks",
    ]  # fmt: skip


JOB = {"JobStatus": {"JobIteration": {"Index": 4}}}
RUN, OLD_RUN = {"JobIteration": {"Index": 4}}, {"JobIteration": {"Index": 3}}


def test_a_job() -> None:
    watch = Watch({"ReplicatedJob": {"TotalCompletions": 2, "MaxConcurrent": 1}}, **JOB)
    assert watch.look(task(0, "running", "complete", **RUN)) == [
        "active tasks: 0 out of 1 tasks", "1/2:  ", "2/2:  ", "active tasks: 1 out of 1 tasks",
    ]  # fmt: skip
    done = [task(slot, "complete", "complete", **RUN) for slot in (0, 1)]
    assert watch.look(task(0, "failed", "complete", **OLD_RUN), *done) == [
        "active tasks: 0 out of 0 tasks",
        "job complete",
    ]
    assert watch.convergence.ended


def test_a_global_job_counts_the_nodes_of_its_beginning() -> None:
    watch = Watch({"GlobalJob": {}}, **JOB)
    assert watch.look() == ["job progress: waiting for tasks"]
    watch.look(task(0, "running", "complete", **RUN))
    later = task(0, "running", "complete", **{**RUN, "NodeID": "m"})
    assert watch.look(task(0, "complete", "complete", **RUN), later) == ["job complete"]


@pytest.mark.parametrize(
    ("state", "complaint"),
    [
        ("paused", "service update paused: too bad"),
        ("rollback_paused", "service rollback paused: too bad"),
    ],
)
def test_an_update_that_was_stopped(state: str, complaint: str) -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    with pytest.raises(PydockError, match=complaint):
        watch.look(update=state, words="too bad")


def test_an_update_that_goes_back() -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    assert watch.look(update="rollback_started", words="because")[0] == "rollback: because"
    assert watch.look() == ["overall progress: rolling back update: 0 out of 1 tasks"]
    watch.look(task(1, "running"), update="rollback_completed", words="done")
    watch.now = 5
    assert watch.look() == ["verify: Service web converged", "rollback: done"]


def test_an_update_that_is_over_shows_nothing() -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    assert watch.look(update="completed") == []
    assert watch.convergence.ended


def test_ctrl_c_prints_how_to_follow_again() -> None:
    watch = Watch({"Replicated": {"Replicas": 1}})
    watch.look()
    assert [message.status for message in watch.convergence.interrupted()] == [
        "Operation continuing in background.",
        "Use `docker service ps web` to check progress.",
    ]
    watch.look(task(1, "running"))
    assert list(watch.convergence.interrupted()) == []


def test_a_mode_of_tomorrow() -> None:
    with pytest.raises(PydockError, match="unrecognized service mode"):
        Watch({}).look()
