"""`monitor`, `stats` beyond docker and `events --timeline` on a real engine."""

from __future__ import annotations

import os
import shlex
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine, make_engine, started
from tests.engine.conftest import start_container
from tests.engine.console import console
from tests.engine.program import Program
from tests.engine.service import EngineService

ENTER, LEAVE = b"\x1b[?1049h\x1b[?25l", b"\x1b[?25h\x1b[?1049l"
BUSY = ("sh", "-c", "while :; do :; done")


@pytest.fixture
def busy(engine: Engine, name: str) -> str:
    """The name of a container that uses a tenth of a CPU."""
    start_container(engine.client, name, *BUSY, HostConfig={"NanoCpus": 10**8})
    return name


def test_a_screen_of_numbers_and_keys(pydock: Program, engine: Engine, busy: str) -> None:
    words = ["monitor", "--filter", f"name={busy}"]
    with console(pydock, *words, rows=10, columns=120) as window:
        window.wait_for("1 container ")
        window.wait_for("█")
        window.wait_until(lambda: "%" in window.lines()[2], "a number")
        assert 1 < float(window.lines()[2].split()[2].rstrip("%")) < 30
        start_container(engine.client, f"{busy}-second", "sleep", "1000")
        window.wait_for("2 containers")
        window.type("/-second\r")
        window.wait_for("1 container ")
        window.type("xy")
        window.wait_for("stopping")
        window.wait_for("0 containers")
        window.type("q")
        assert window.end() == 0
    state = engine.client.get(f"/containers/{busy}-second/json")["State"]
    assert state["Running"] is False
    assert engine.client.get(f"/containers/{busy}/json")["State"]["Running"] is True


def test_logs_and_a_shell_give_the_terminal_back(
    pydock: Program, engine: Engine, name: str
) -> None:
    start_container(engine.client, name, "sh", "-c", "echo said; sleep 1000")
    with console(pydock, "monitor", "--filter", f"name={name}") as window:
        window.wait_for("1 container ")
        window.type("l")
        window.wait_for("said")
        window.type("\x03")
        window.wait_until(lambda: window.output.count(ENTER) == 2, "the screen after the logs")
        window.type("e")
        window.wait_for("/ #")
        window.type("echo $((6*7))\r")
        window.wait_for("42")
        window.type("exit\r")
        window.wait_until(lambda: window.output.count(ENTER) == 3, "the screen after the shell")
        window.type("q")
        assert window.end() == 0


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP), (signal.SIGINT, 130)],
)
def test_a_signal_ends_it(
    pydock: Program, sleeper: str, number: signal.Signals, status: int
) -> None:
    with console(pydock, "monitor", "--filter", f"name={sleeper}") as window:
        window.wait_for("1 container ")
        window.kill(number)
        assert window.end() == status
        assert window.output.rstrip().endswith(LEAVE)


def test_stopped_and_continued(pydock: Program, sleeper: str, tmp_path: Path) -> None:
    bash = Program(["bash", "--norc", "--noprofile", "-i"], tmp_path, None)
    bash.environ.update(pydock.environ, PS1="$ ")
    with console(bash) as window:
        window.wait_for_line("$")
        window.type(f"{shlex.join([*pydock.argv, 'monitor', '--filter', f'name={sleeper}'])}\r")
        window.wait_for("1 container ")
        window.type("\x1a")
        window.wait_for("Stopped")
        window.wait_for_line("$")
        window.resize(12, 50)
        window.type("clear; fg\r")
        window.wait_until(
            lambda: "1 container " in window.lines()[0] and "DISK" not in window.text(),
            "the screen in the new size",
        )
        window.type("q")
        window.wait_for_line("$")
        window.type("exit $?\r")
        assert window.end() == 0


@pytest.fixture
def doomed(work_directory: Path) -> Iterator[EngineService]:
    """An engine that the test may kill."""
    with started(make_engine(work_directory / "doomed-monitor")) as service:
        yield service


def test_an_engine_that_is_killed(pydock: Program, doomed: EngineService, name: str) -> None:
    start_container(doomed.client, name, "sleep", "1000")
    pydock.environ["DOCKER_HOST"] = doomed.host
    with console(pydock, "monitor") as window:
        window.wait_for("1 container ")
        assert doomed.process.pid is not None
        os.kill(doomed.process.pid, signal.SIGKILL)
        window.wait_for("connect")
        assert name[:10] in window.text()  # it is still named, without figures
        window.type("q")
        assert window.end() == 0


def test_one_round_off_a_terminal(pydock: Program, busy: str) -> None:
    words = ["--filter", f"name={busy}", "--format", "{{.Name}} {{.CPUPerc}} {{.PIDs}}"]
    shown = pydock("monitor", *words).ok().out.split()
    assert (shown[0], shown[2]) == (busy, "1")
    assert float(shown[1].rstrip("%")) > 1
    listed = pydock("stats", "--no-stream", "--sort", "-cpu", *words).ok().out.split()
    assert listed[0] == busy


def test_stats_in_place(pydock: Program, engine: Engine, sleeper: str) -> None:
    words = ["stats", "--watch=0.2", "--sort", "-name", "--filter", f"name={sleeper}"]
    with console(pydock, *words, columns=120) as window:
        window.wait_for(sleeper)
        start_container(engine.client, f"{sleeper}-2", "sleep", "1000")
        window.wait_for(f"{sleeper}-2")
        _, first, second = (line for line in window.lines() if line)
        assert f"{sleeper}-2" in first
        assert f"{sleeper}-2" not in second
        window.type("\x03")
        assert window.end() == 130


def test_what_happened_when(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", "exit 3")
    engine.client.post(f"/containers/{name}/wait")
    engine.client.delete(f"/containers/{name}")
    words = ["events", "--timeline", "--since", "5m", "--filter", f"container={name}"]
    times, *rows, legend = pydock(*words).ok().out.splitlines()
    assert times.strip().startswith("|")
    (row,) = rows
    assert row.split()[0] == name[:24] or row.split()[0].endswith("…")
    assert "X" in row
    assert "X failed" in legend
