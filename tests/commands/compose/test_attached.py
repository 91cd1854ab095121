"""`compose up` in the foreground: what is shown, how it ends, what interrupts do."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Event

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, frames, write_project

SHOP = """
services:
  web: {image: app, depends_on: [db]}
  db: {image: app}
"""


@pytest.fixture(autouse=True)
def shop(engine: ComposeEngine, tmp_path: Path) -> None:
    """A project whose containers print a line each, and end."""
    write_project(tmp_path, SHOP)
    engine.has_live_events = True
    engine.outputs = {"p-web-1": frames("serving\n", "no e", "nd"), "p-db-1": frames("ready\n")}
    engine.ends = {"p-web-1": 3, "p-db-1": 0}


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_output_of_all_containers_until_they_end(compose: Compose) -> None:
    done = compose("up")
    assert done.status == 0
    first, *lines = done.out.splitlines()
    assert first == "Attaching to db-1, web-1"
    assert sorted(lines) == [
        "db-1   | ready", "db-1 exited with code 0",
        "web-1  | no end", "web-1  | serving", "web-1 exited with code 3",
    ]  # fmt: skip
    assert lines.index("web-1  | serving") < lines.index("web-1  | no end")


def test_errors_of_containers_go_to_standard_error(compose: Compose, engine: ComposeEngine) -> None:
    engine.outputs["p-db-1"] = frames("broken\n", stream=2)
    done = compose("up")
    assert "db-1   | broken\n" in done.err
    assert "broken" not in done.out


@pytest.mark.parametrize(
    ("arguments", "shown", "hidden"),
    [
        ("--no-log-prefix", "\nserving\n", " | "),
        ("--attach web", "web-1  | serving\n", "ready"),
        ("--no-attach web", "db-1  | ready\n", "serving"),
    ],
)
def test_what_is_shown(compose: Compose, arguments: str, shown: str, hidden: str) -> None:
    done = compose("up", *arguments.split())
    assert shown in done.out
    assert hidden not in done.out


def test_times_of_lines(compose: Compose) -> None:
    (line,) = [one for one in compose("up", "--timestamps").out.splitlines() if "ready" in one]
    assert line.startswith("db-1   | 2")
    assert line.endswith("Z ready")


def test_the_exit_status_of_a_service(compose: Compose, engine: ComposeEngine) -> None:
    assert compose("up", "--exit-code-from", "web").status == 3


@pytest.mark.parametrize(
    ("option", "status"), [("--abort-on-container-exit", 3), ("--abort-on-container-failure", 3)]
)
def test_the_end_of_one_stops_all(
    compose: Compose, engine: ComposeEngine, option: str, status: int
) -> None:
    del engine.ends["p-db-1"]
    done = compose("up", option)
    assert done.status == status
    assert "Aborting on container exit...\n" in done.err
    assert engine.changes[-1] == "stop p-db-1"


def test_a_good_end_is_no_failure(compose: Compose, engine: ComposeEngine) -> None:
    engine.ends["p-web-1"] = 0
    done = compose("up", "--abort-on-container-failure")
    assert done.status == 0
    assert "Aborting" not in done.err


def test_an_interrupt_stops_in_the_order_of_dependencies(
    compose: Compose, engine: ComposeEngine
) -> None:
    engine.ends = {}
    engine.at_change["start p-web-1"] = interrupt
    done = compose("up", "-t", "7")
    assert done.status == 130
    assert "Gracefully Stopping... press Ctrl+C again to force\n" in done.out
    assert engine.changes[-2:] == ["stop p-web-1 t=7", "stop p-db-1 t=7"]
    assert " Container p-web-1  Stopped\n" in done.err


def test_what_stops_is_green_with_colours(compose: Compose, engine: ComposeEngine) -> None:
    engine.ends = {}
    engine.at_change["start p-web-1"] = interrupt
    done = compose("--ansi", "always", "up")
    assert " Container p-web-1  \x1b[32mStopped\x1b[0m\n" in done.err


def test_a_second_interrupt_kills(compose: Compose, engine: ComposeEngine) -> None:
    engine.ends = {}
    killed = Event()

    def stop() -> None:
        del engine.at_change["stop p-web-1"]
        interrupt()
        assert killed.wait(60)

    engine.at_change = {
        "start p-web-1": interrupt, "stop p-web-1": stop, "kill p-web-1": killed.set,
    }  # fmt: skip
    assert compose("up").status == 130
    assert "kill p-web-1" in " ".join(engine.changes)


def test_the_handlers_of_signals_are_as_before(compose: Compose) -> None:
    before = signal.getsignal(signal.SIGINT)
    compose("up")
    assert signal.getsignal(signal.SIGINT) is before


def test_a_hook_s_output_has_an_arrow(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, "services: {web: {image: app, post_start: [{command: [seed, x]}]}}")
    engine.outputs["exec"] = frames("seeded\n")
    done = compose("up")
    assert "web-1 ->  | seeded\n" in done.out
    assert "exec p-web-1 seed x" in engine.changes


def test_a_hook_that_fails_ends_up(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, "services: {web: {image: app, post_start: [{command: seed}]}}")
    engine.exec_status = 4
    for mode in ((), ("-d",)):
        done = compose("up", *mode)
        assert done.status == 1
        assert done.err.endswith("web hook exited with status 4\n")
        compose("down")
