"""`logs`, `exec` and `attach` on a real engine."""

from __future__ import annotations

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.program import Program

MISSING = "no-such-container"
TICKING = "trap 'echo bye; exit 6' USR1; while :; do echo tick; sleep 0.1; done"


def test_logs_keep_their_streams(pydock: Program, ended: str) -> None:
    done = pydock("logs", ended).ok()
    assert (done.out, done.err) == ("out\n", "err\n")


def test_the_last_lines(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "seq", "10")
    engine.client.post(f"/containers/{name}/wait")
    assert pydock("logs", "--tail", "2", name).ok().out == "9\n10\n"
    assert pydock("logs", "-n", "0", name).ok().out == ""


def test_timestamps(pydock: Program, ended: str) -> None:
    time, _, text = pydock("logs", "-t", ended).ok().out.partition(" ")
    assert time[:2] == "20"
    assert time.endswith("Z")
    assert text == "out\n"


def test_following_ends_with_the_container(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", "echo first; exec sleep 1000")
    with pydock.running("logs", "-f", name) as logs:
        assert logs.stdout is not None
        assert logs.stdout.readline() == b"first\n"
        engine.client.post(f"/containers/{name}/kill")
        assert logs.stdout.read() == b""
        assert logs.wait(30) == 0


def test_logs_of_a_container_with_a_terminal(pydock: Program, engine: Engine, name: str) -> None:
    create = {"Image": "busybox", "Cmd": ["sh", "-c", "echo out; echo err >&2"], "Tty": True}
    engine.client.post("/containers/create", create, name=name)
    engine.client.post(f"/containers/{name}/start")
    engine.client.post(f"/containers/{name}/wait")
    done = pydock("logs", name).ok()
    assert (done.out, done.err) == ("out\r\nerr\r\n", "")


def test_exec_shows_output_errors_and_status(pydock: Program, sleeper: str) -> None:
    done = pydock("exec", sleeper, "sh", "-c", "echo out; echo err >&2; exit 7")
    assert (done.status, done.out, done.err) == (7, "out\n", "err\n")


def test_exec_passes_input_on(pydock: Program, sleeper: str) -> None:
    assert pydock("exec", "-i", sleeper, "cat", input="through\n").ok().out == "through\n"


def test_exec_options(pydock: Program, sleeper: str) -> None:
    options = ["-e", "A=1", "-u", "65534", "-w", "/tmp"]
    done = pydock("exec", *options, sleeper, "sh", "-c", "echo $A; id -u; pwd").ok()
    assert done.out == "1\n65534\n/tmp\n"


def test_exec_leaves_the_options_of_the_program_alone(pydock: Program, sleeper: str) -> None:
    assert pydock("exec", sleeper, "echo", "-n", "-e", "hello").ok().out == "hello"


def test_exec_with_a_terminal(pydock: Program, sleeper: str) -> None:
    done = pydock("exec", "-t", sleeper, "sh", "-c", "test -t 1 && echo yes").ok()
    assert done.out == "yes\r\n"


def test_exec_detached(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", TICKING)
    done = pydock("exec", "-d", name, "kill", "-USR1", "1").ok()
    assert (done.out, done.err) == ("", "")
    assert engine.client.post(f"/containers/{name}/wait")["StatusCode"] == 6


@pytest.mark.parametrize(
    ("program", "statuses", "words"),
    [("no-such-program", (126, 127), "not found"), ("/etc/passwd", (126,), "ermission denied")],
)
def test_exec_of_a_program_that_cannot_run(
    pydock: Program, sleeper: str, program: str, statuses: tuple[int, ...], words: str
) -> None:
    done = pydock("exec", sleeper, program)
    assert done.status in statuses  # which one is the engine's choice
    assert words in done.out + done.err


@pytest.mark.parametrize(
    "words", [["exec", MISSING, "true"], ["logs", MISSING], ["attach", MISSING]]
)
def test_a_missing_container(pydock: Program, words: list[str]) -> None:
    done = pydock(*words)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Error response from daemon: ")
    assert "no such container" in done.err.lower()


def test_exec_in_a_stopped_container(pydock: Program, ended: str) -> None:
    done = pydock("exec", ended, "true")
    assert done.status != 0
    assert done.err.startswith("Error")
    assert "running" in done.err


def test_exec_without_a_program(pydock: Program, sleeper: str) -> None:
    done = pydock("exec", sleeper)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(
        f"{pydock.name}: '{pydock.name} exec' requires at least 2 arguments\n\nUsage:  "
    )


def test_attach_takes_part_and_ends_with_the_status(
    pydock: Program, engine: Engine, name: str
) -> None:
    script = "read line; echo got $line; echo err >&2; exit 5"
    create = {"Image": "busybox", "Cmd": ["sh", "-c", script], "OpenStdin": True, "StdinOnce": True}
    engine.client.post("/containers/create", create, name=name)
    engine.client.post(f"/containers/{name}/start")
    done = pydock("attach", name, input="this\n")
    assert (done.status, done.out, done.err) == (5, "got this\n", "err\n")


def test_attach_to_a_stopped_container(pydock: Program, ended: str) -> None:
    done = pydock("attach", ended)
    assert (done.status, done.out) == (1, "")
    assert done.err == "cannot attach to a stopped container, start it first\n"


def test_attach_without_input(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", TICKING)
    with pydock.running("attach", "--no-stdin", "--sig-proxy=false", name) as attached:
        assert attached.stdout is not None
        assert attached.stdout.readline() == b"tick\n"
        engine.client.post(f"/containers/{name}/kill", signal="USR1")
        assert attached.stdout.read().endswith(b"bye\n")
        assert attached.wait(30) == 6
