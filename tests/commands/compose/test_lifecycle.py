"""`compose` start, stop, restart, kill, rm, pause, down, ps and ls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, frames, write_project
from tests.support.engine import Refusal

SHOP = """
services:
  web: {image: app, depends_on: {db: {condition: service_started, restart: true}}}
  db: {image: app, volumes: ["data:/data"]}
volumes: {data: {}}
"""


@pytest.fixture(autouse=True)
def shop(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    """The project runs."""
    write_project(tmp_path, SHOP)
    assert compose("up", "-d").status == 0
    engine.changes.clear()


@pytest.mark.parametrize(
    ("arguments", "changes"),
    [
        ("stop", ["stop p-web-1", "stop p-db-1"]),
        ("stop -t 3 db", ["stop p-db-1 t=3"]),
        ("restart", ["restart p-db-1", "restart p-web-1"]),
        ("restart db", ["restart p-db-1", "restart p-web-1"]),
        ("restart --no-deps db", ["restart p-db-1"]),
        ("restart -t 0 web", ["restart p-web-1 t=0"]),
        ("kill web", ["kill p-web-1 signal=SIGKILL"]),
        ("kill -s HUP db", ["kill p-db-1 signal=HUP"]),
        ("pause db", ["pause p-db-1"]),
        ("rm -fs web", ["stop p-web-1", "rm p-web-1"]),
        ("start", []),
        (
            "down",
            ["stop p-web-1", "rm p-web-1", "stop p-db-1", "rm p-db-1", "rm network p_default"],
        ),
        ("down web", ["stop p-web-1", "rm p-web-1", "rm network p_default"]),
        ("-p p stop", ["stop p-web-1", "stop p-db-1"]),
    ],
)
def test_what_changes(
    arguments: str, changes: list[str], compose: Compose, engine: ComposeEngine
) -> None:
    assert compose(*arguments.split()).status == 0
    assert engine.changes == changes


def test_down_takes_volumes_and_images_if_requested(
    compose: Compose, engine: ComposeEngine
) -> None:
    done = compose("down", "-v", "--rmi", "all")
    assert " Image app:latest  Removed\n" in done.err
    assert (engine.states, engine.networks, engine.volumes, engine.images) == ({}, {}, {}, set())
    done = compose("down")
    assert done.status == 0
    assert compose("down", "--rmi", "some").err == 'invalid value for --rmi: "some"\n'


def test_down_without_files(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").unlink()
    assert compose("down").err == "no configuration file provided: not found\n"
    assert compose("-p", "p", "down", "-v").status == 0
    assert (engine.states, engine.networks, engine.volumes) == ({}, {}, {})
    assert engine.changes[:3] == ["stop p-web-1", "rm p-web-1", "stop p-db-1"]


def test_start_after_stop(compose: Compose, engine: ComposeEngine) -> None:
    compose("stop")
    engine.changes.clear()
    assert compose("start").status == 0
    assert engine.changes == ["start p-db-1", "start p-web-1"]


def test_what_is_paused_resumes(compose: Compose, engine: ComposeEngine) -> None:
    assert compose("pause", "db").err == " Container p-db-1  Paused\n"
    engine.changes.clear()
    assert compose("unpause", "web").status == 0
    assert engine.changes == ["unpause p-web-1"]


def test_an_error_of_the_engine(compose: Compose, engine: ComposeEngine) -> None:
    engine.failures["stop p-web-1"] = Refusal(500, "cannot stop")
    done = compose("stop")
    assert done.status == 1
    assert done.err.endswith("Error response from daemon: cannot stop\n")
    assert engine.changes == ["stop p-web-1"]


@pytest.mark.parametrize("verb", ["stop", "start", "kill", "rm", "pause", "logs", "ps"])
def test_an_unknown_service(verb: str, compose: Compose, engine: ComposeEngine) -> None:
    assert compose(verb, "nosuch") == (1, "", "no such service: nosuch\n")
    assert engine.changes == []


def test_rm_prompts(compose: Compose, engine: ComposeEngine) -> None:
    assert compose("rm", "-f").err == "No stopped containers\n"
    compose("kill", "web")
    engine.changes.clear()
    assert compose("rm", stdin="n\n") == (0, "Going to remove p-web-1 [y/N] ", "")
    assert engine.changes == []
    assert compose("rm", stdin="y\n").status == 0
    assert engine.changes == ["rm p-web-1"]


def test_ps(compose: Compose, engine: ComposeEngine) -> None:
    compose("kill", "db")
    names = [line.split()[0] for line in compose("ps").out.splitlines()]
    assert names == ["NAME", "p-web-1"]
    names = [line.split()[0] for line in compose("ps", "-a").out.splitlines()]
    assert names == ["NAME", "p-db-1", "p-web-1"]
    assert compose("ps", "--services").out == "web\n"
    assert compose("ps", "--status", "exited", "--format", "{{.Service}} {{.State}}").out == (
        "db exited\n"
    )
    assert compose("ps", "--filter", "status=running", "-q").out.strip() in engine.containers
    (row,) = map(json.loads, compose("ps", "--format", "json").out.splitlines())
    assert (row["Name"], row["Publishers"], row["ExitCode"]) == ("p-web-1", [], 0)
    assert compose("ps", "--filter", "x=y").err == "unknown filter x\n"


def test_ls(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    compose("kill", "db")
    file = tmp_path / "compose.yaml"
    assert compose("ls").out.split() == [
        "NAME", "STATUS", "CONFIG", "FILES", "p", "running(1)", str(file),
    ]  # fmt: skip
    assert json.loads(compose("ls", "-a", "--format", "json").out) == [
        {"Name": "p", "Status": "exited(1), running(1)", "ConfigFiles": str(file)}
    ]
    assert compose("ls", "-q", "--filter", "name=q").out == ""
    assert compose("ls", "-q").out == "p\n"


@pytest.fixture
def printed(engine: ComposeEngine) -> None:
    """What the containers have printed, with times."""
    at = "2026-01-31T10:00:0{}.000000000Z {}\n"
    engine.outputs = {
        "p-web-1": frames(at.format(1, "called"), at.format(4, "served")),
        "p-db-1": frames(at.format(2, "read"), stream=2) + frames(at.format(3, "found")),
    }


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ("", ["web-1  | called", "db-1   | read", "db-1   | found", "web-1  | served"]),
        ("db", ["db-1  | read", "db-1  | found"]),
        ("--no-log-prefix web", ["called", "served"]),
        ("-t --index 1 web", ["web-1  | 2026-01-31T10:00:01.000000000Z called",
                              "web-1  | 2026-01-31T10:00:04.000000000Z served"]),
    ],
)  # fmt: skip
def test_logs_in_the_order_of_time(compose: Compose, arguments: str, lines: list[str]) -> None:
    done = compose("logs", *arguments.split())
    assert done == (0, "".join(f"{line}\n" for line in lines), "")


@pytest.mark.usefixtures("printed")
def test_logs_follow_until_all_have_stopped(compose: Compose, engine: ComposeEngine) -> None:
    compose("stop")
    assert compose("logs", "-f", "web").out == "web-1  | called\nweb-1  | served\n"


def test_an_index_of_logs(compose: Compose) -> None:
    assert compose("logs", "--index", "1").err == "--index requires one service to be selected\n"
    done = compose("logs", "--index", "4", "web")
    assert (done.status, done.out) == (1, "")
    assert "web" in done.err
