"""`logs` of several containers, and through restarts, on a real engine."""

from __future__ import annotations

import signal
import subprocess

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.program import Program

RESTARTS = 50

#: writes ten lines of its own in each run, and ends
COUNTING = (
    "n=$(cat /n 2>/dev/null || echo 0); echo $((n + 1)) >/n;"
    " for i in 1 2 3 4 5; do echo $n.$i; echo $n.$i >&2; done"
)
LONG = "head -c 40000 /dev/zero | tr '\\0' x; echo; printf unfinished"


def read_until(logs: subprocess.Popen[bytes], last: str) -> list[str]:
    """The lines of standard output up to the last one expected."""
    assert logs.stdout is not None
    found: list[str] = []
    while not found or found[-1] != last:
        found.append(logs.stdout.readline().decode().rstrip("\r\n"))
        assert found[-1], found
    return found


def interrupt(logs: subprocess.Popen[bytes]) -> tuple[str, str]:
    """End it as ctrl-C does, and return what it still writes on its two streams."""
    logs.send_signal(signal.SIGINT)
    out, err = logs.communicate(timeout=30)
    assert logs.returncode == 130
    return out.decode(), err.decode()


def test_each_line_once_through_restarts(pydock: Program, engine: Engine, name: str) -> None:
    no_network = {"HostConfig": {"NetworkMode": "none"}}  # it restarts faster
    start_container(engine.client, name, "sh", "-c", COUNTING, **no_network)
    expected = [f"{run}.{i}" for run in range(RESTARTS + 1) for i in range(1, 6)]
    with pydock.running("logs", "-f", "--restarts", name) as logs:
        found = read_until(logs, "0.5")
        for _ in range(RESTARTS):
            engine.client.post(f"/containers/{name}/wait")
            engine.client.post(f"/containers/{name}/restart", t="0")
        found += read_until(logs, expected[-1])
        out, err = interrupt(logs)
    assert (found, out) == (expected, "")
    assert err.splitlines() == expected


@pytest.mark.parametrize("tail", [[], ["--tail", "0"], ["--tail", "2"]])
def test_a_new_container_of_the_name_continues(
    pydock: Program, engine: Engine, name: str, tail: list[str]
) -> None:
    command = "echo $0 1; echo $0 2; echo $0 3; exec sleep 1000"
    start_container(engine.client, name, "sh", "-c", command, "old")
    pydock("wait", "--log", "old 3", name).ok()
    ticking = "while :; do echo tick; sleep 0.2; done"
    start_container(engine.client, f"{name}-2", "sh", "-c", ticking)
    with pydock.running("logs", "-f", *tail, name, f"{name}-2") as logs:
        wanted = {"--tail 0": 0, "--tail 2": 2}.get(" ".join(tail), 3)
        if wanted:
            read_until(logs, f"{name:<{len(name) + 2}} | old 3")
        else:  # it follows once it shows a line
            read_until(logs, f"{name}-2 | tick")
        engine.client.delete(f"/containers/{name}", force="1")
        start_container(engine.client, name, "sh", "-c", command, "new")
        found = read_until(logs, f"{name:<{len(name) + 2}} | new 3")
        out, _ = interrupt(logs)
    new = [line for line in found if line.startswith(f"{name} ")]
    assert new == [f"{name}   | new {i}" for i in (1, 2, 3)]
    assert "old" not in out


def test_lines_of_several_in_the_order_of_time(pydock: Program, engine: Engine, name: str) -> None:
    for which in ("a", "b"):
        script = f"for i in 1 2 3 4 5; do echo {which}; sleep 0.05; done; {LONG}"
        settings = {"Tty": True} if which == "b" else {}
        start_container(engine.client, f"{name}-{which}", "sh", "-c", script, **settings)
    for which in ("a", "b"):
        engine.client.post(f"/containers/{name}-{which}/wait")
    done = pydock("logs", "-t", f"{name}-b", f"{name}-a").ok()
    times = [line.split()[2] for line in done.out.splitlines()]
    assert times == sorted(times)
    texts = [line.split()[3] for line in done.out.splitlines()]
    assert sorted(texts) == ["a"] * 5 + ["b"] * 5 + ["unfinished"] * 2 + ["x" * 40000] * 2


def test_new_containers_that_a_filter_selects(pydock: Program, engine: Engine, name: str) -> None:
    labels = {name: "1"}
    start_container(engine.client, f"{name}-a", "echo", "first", Labels=labels)
    with pydock.running("logs", "-f", "--filter", f"label={name}") as logs:
        read_until(logs, f"{name}-a | first")
        start_container(engine.client, f"{name}-other", "echo", "unrelated")
        start_container(engine.client, f"{name}-bb", "echo", "second", Labels=labels)
        assert read_until(logs, f"{name}-bb | second") == [f"{name}-bb | second"]
        interrupt(logs)


def test_a_log_that_cannot_be_read_does_not_end_the_others(
    pydock: Program, engine: Engine, name: str
) -> None:
    none = {"HostConfig": {"LogConfig": {"Type": "none"}}}
    start_container(engine.client, f"{name}-a", "true", **none)
    start_container(engine.client, f"{name}-b", "echo", "readable")
    engine.client.post(f"/containers/{name}-b/wait")
    done = pydock("logs", f"{name}-a", f"{name}-b")
    assert (done.status, done.out) == (1, f"{name}-b | readable\n")
    assert done.err.startswith(f"{name}-a: Error response from daemon: ")


def test_following_without_restarts_ends_with_the_containers(
    pydock: Program, engine: Engine, name: str
) -> None:
    for which in ("a", "b"):
        start_container(engine.client, f"{name}-{which}", "sh", "-c", f"echo {which}; sleep 1")
    done = pydock("logs", "-f", "--restarts=false", f"{name}-a", f"{name}-b").ok()
    assert sorted(done.out.splitlines()) == [f"{name}-a | a", f"{name}-b | b"]
