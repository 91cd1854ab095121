"""`create`, `start`, `stop`, `restart`, `kill`, `wait` and `rm` on a real engine."""

from __future__ import annotations

import threading

import pytest

from tests.conftest import Engine
from tests.engine.program import Program

MISSING = "no-such-container"


def test_create_prints_the_id_and_starts_nothing(
    pydock: Program, engine: Engine, name: str
) -> None:
    done = pydock("create", "--name", name, "busybox", "echo", "hello").ok()
    inspected = engine.client.get(f"/containers/{name}/json")
    assert done.out == inspected["Id"] + "\n"
    assert inspected["State"]["Running"] is False
    assert inspected["Config"]["Cmd"] == ["echo", "hello"]


def test_create_refuses_a_taken_name(pydock: Program, sleeper: str) -> None:
    done = pydock("create", "--name", sleeper, "busybox")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Error response from daemon: ")
    assert "in use" in done.err


def test_create_without_the_image(pydock: Program, name: str) -> None:
    done = pydock("create", "--name", name, "127.0.0.1:1/nothing")
    assert done.status == 1
    assert done.err.startswith("Unable to find image '127.0.0.1:1/nothing:latest' locally\n")


def test_start_prints_the_names_it_was_given(pydock: Program, engine: Engine, name: str) -> None:
    for number in (1, 2):
        pydock("create", "--name", f"{name}-{number}", "busybox", "sleep", "1000").ok()
    done = pydock("start", f"{name}-1", f"{name}-2").ok()
    assert done.out == f"{name}-1\n{name}-2\n"
    assert engine.client.container_state(f"{name}-1") == "running"
    assert engine.client.container_state(f"{name}-2") == "running"


def test_starting_what_runs_already_is_no_error(pydock: Program, sleeper: str) -> None:
    assert pydock("start", sleeper).ok().out == f"{sleeper}\n"


def test_start_continues_after_a_missing_container(
    pydock: Program, engine: Engine, name: str
) -> None:
    pydock("create", "--name", name, "busybox", "sleep", "1000").ok()
    done = pydock("start", MISSING, name)
    assert (done.status, done.out) == (1, f"{name}\n")
    assert done.err.endswith(f"failed to start containers: {MISSING}\n")
    assert engine.client.container_state(name) == "running"


def test_start_attached_shows_the_output_and_ends_with_the_status(
    pydock: Program, ended: str
) -> None:
    done = pydock("start", "-a", ended)
    assert (done.status, done.out, done.err) == (3, "out\n", "err\n")


def test_start_attached_with_input(pydock: Program, name: str) -> None:
    pydock("create", "-i", "--name", name, "busybox", "cat").ok()
    assert pydock("start", "-ai", name, input="through").ok().out == "through"


def test_stop_and_restart(pydock: Program, engine: Engine, sleeper: str) -> None:
    first_start = engine.client.get(f"/containers/{sleeper}/json")["State"]["StartedAt"]
    assert pydock("restart", "-t", "0", sleeper).ok().out == f"{sleeper}\n"
    assert engine.client.get(f"/containers/{sleeper}/json")["State"]["StartedAt"] > first_start
    assert pydock("stop", "-t", "0", sleeper).ok().out == f"{sleeper}\n"
    assert engine.client.container_state(sleeper) == "exited"
    assert pydock("stop", sleeper).ok().out == f"{sleeper}\n"  # stopped already


def test_kill_with_a_signal(pydock: Program, engine: Engine, name: str) -> None:
    script = "trap 'exit 42' USR1; echo ready; while :; do sleep 0.1; done"
    with pydock.running("run", "--name", name, "busybox", "sh", "-c", script) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"ready\n"
        assert pydock("kill", "-s", "USR1", name).ok().out == f"{name}\n"
        assert run.wait(30) == 42


def test_kill_ends_a_container(pydock: Program, engine: Engine, sleeper: str) -> None:
    assert pydock("kill", sleeper).ok().out == f"{sleeper}\n"
    assert engine.client.post(f"/containers/{sleeper}/wait")["StatusCode"] == 137


def test_kill_refuses_what_does_not_run(pydock: Program, engine: Engine, ended: str) -> None:
    if not engine.at_least("1.20"):
        pytest.skip("The engine takes it for done already before API 1.20.")
    done = pydock("kill", ended)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Error response from daemon: ")


def test_kill_with_an_unknown_signal(pydock: Program, sleeper: str) -> None:
    done = pydock("kill", "-s", "NONSENSE", sleeper)
    assert done.status == 1
    assert "NONSENSE" in done.err


def test_wait_prints_the_status_of_each(pydock: Program, engine: Engine, ended: str) -> None:
    assert pydock("wait", ended, ended).ok().out == "3\n3\n"


def test_wait_waits(pydock: Program, engine: Engine, sleeper: str) -> None:
    with pydock.running("wait", sleeper) as waiting:
        killer = threading.Timer(0.5, engine.client.post, [f"/containers/{sleeper}/kill"])
        killer.start()
        out, _ = waiting.communicate(timeout=30)
        killer.join()
    assert (waiting.returncode, out) == (0, b"137\n")


def test_rm_removes_what_has_ended(pydock: Program, engine: Engine, ended: str) -> None:
    assert pydock("rm", ended).ok().out == f"{ended}\n"
    assert engine.client.container_state(ended) == "gone"


def test_rm_of_what_runs_needs_force(pydock: Program, engine: Engine, sleeper: str) -> None:
    refused = pydock("rm", sleeper)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("Error response from daemon: ")
    assert engine.client.container_state(sleeper) == "running"
    assert pydock("rm", "-f", sleeper).ok().out == f"{sleeper}\n"
    assert engine.client.container_state(sleeper) == "gone"


def test_rm_removes_anonymous_volumes_with_the_option(
    pydock: Program, engine: Engine, name: str
) -> None:
    pydock("create", "--name", name, "-v", "/data", "busybox").ok()
    volume = engine.client.get(f"/containers/{name}/json")["Mounts"][0]["Name"]
    pydock("rm", "-v", name).ok()
    volumes = engine.client.get("/volumes")["Volumes"] or []
    assert volume not in [each["Name"] for each in volumes]


def test_rm_force_of_a_missing_one_is_silent(pydock: Program) -> None:
    done = pydock("rm", "-f", MISSING).ok()
    assert (done.out, done.err) == ("", "")


@pytest.mark.parametrize("verb", ["stop", "restart", "kill", "wait", "rm"])
def test_a_missing_container_fails_after_the_others_are_done(
    pydock: Program, engine: Engine, sleeper: str, verb: str
) -> None:
    if verb == "wait":
        pydock("kill", sleeper).ok()
    options = {"stop": ["-t", "0"], "restart": ["-t", "0"], "rm": ["-f"]}.get(verb, [])
    done = pydock(verb, *options, sleeper, MISSING)
    assert done.out in (f"{sleeper}\n", "137\n")
    assert bool(done.err) == (verb != "rm")  # rm -f of a missing one is silent
    assert done.status == (0 if verb == "rm" else 1)


@pytest.mark.parametrize(
    "verb", ["create", "start", "stop", "restart", "kill", "wait", "rm", "logs", "attach"]
)
def test_no_arguments(pydock: Program, verb: str) -> None:
    done = pydock(verb)
    assert (done.status, done.out) == (1, "")
    wants = "requires 1 argument" if verb in ("logs", "attach") else "requires at least 1 argument"
    assert done.err.startswith(f"{pydock.name}: '{pydock.name} {verb}' {wants}\n\nUsage:  ")
