"""pydock's `compose` and docker's plugin take turns on the same projects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.program import Outcome, Program

PROJECTS = {
    name: text
    for name, _, text in (
        part.partition("\n")
        for part in Path(__file__).with_name("compose_projects.txt").read_text().split("=== ")[1:]
    )
}
Turn = Callable[..., Outcome]


@pytest.fixture
def project(pydock: Program, plugins: Path, engine: Engine, name: str) -> Iterator[Program]:
    """A directory with files that projects need, in which both tools work."""
    if engine.name == "podman":
        pytest.skip("The plugin recreates projects on Podman.")
    directory = pydock.config / "cli-plugins"
    directory.mkdir(parents=True)
    for plugin in plugins.glob("docker-*"):
        (directory / plugin.name).symlink_to(plugin)
    (pydock.home / "w.env").write_text("FROM_FILE=1\n")
    yield pydock
    pydock("compose", "-p", name, "down", "-v", "--rmi", "local", "--remove-orphans", "-t", "0")


def turns(pydock: Program, name: str) -> tuple[Turn, Turn]:
    """The commands of pydock and of the plugin."""

    def ours(*arguments: str) -> Outcome:
        return pydock("compose", "-p", name, *arguments, env={"PYDOCK_COMPOSE": "own"})

    def theirs(*arguments: str) -> Outcome:
        return pydock("compose", "-p", name, *arguments)

    return ours, theirs


def containers(engine: Engine, name: str) -> dict[str, str]:
    """The names of a project's containers by ID."""
    label = json.dumps({"label": [f"com.docker.compose.project={name}"]})
    found = engine.client.get("/containers/json", all="1", filters=label)
    return {one["Id"]: one["Names"][0] for one in found}


#: each project once, every second one begun by the plugin; the largest one both ways
TURNS = [(kind, number % 2 == 0) for number, kind in enumerate(PROJECTS)]
TURNS.append((TURNS[-1][0], not TURNS[-1][1]))


@pytest.mark.parametrize(("kind", "is_ours"), TURNS)
def test_either_goes_on_with_what_the_other_began(
    kind: str, is_ours: bool, project: Program, engine: Engine, name: str
) -> None:
    (project.home / "compose.yaml").write_text(PROJECTS[kind])
    first, second = turns(project, name)[:: 1 if is_ours else -1]
    first("up", "-d").ok()
    made = containers(engine, name)
    assert made
    listed = [one("ps", "-a", "--format", "{{.Name}} {{.Service}} {{.State}}").ok().out
              for one in (first, second)]  # fmt: skip
    assert listed[0] == listed[1]
    again = second("up", "-d").ok()
    assert containers(engine, name) == made, again.err
    assert second("logs", "--no-color").ok().out == first("logs", "--no-color").ok().out
    second("stop", "-t", "0").ok()
    again = first("up", "-d").ok()
    assert containers(engine, name) == made, again.err
    second("down", "-v", "--rmi", "local", "-t", "0").ok()
    assert containers(engine, name) == {}
    label = json.dumps({"label": [f"com.docker.compose.project={name}"]})
    assert engine.client.get("/networks", filters=label) == []
    assert not engine.client.get("/volumes", filters=label)["Volumes"]


STEPS_PROJECT = """
services:
  web:
    image: busybox
    command: sleep 1000
    stop_signal: KILL
    depends_on: {db: {condition: service_started, restart: true}}
    volumes: ["/anonymous"]
  db: {image: busybox, command: "sleep ${SECONDS_TO_SLEEP:-1000}", stop_signal: KILL}
  tool: {image: busybox, command: sleep 1000, stop_signal: KILL, profiles: [x], depends_on: [db]}
"""
STEPS = """
up -d db
up -d
--env-file longer up -d
--env-file longer up -d --no-recreate
up -d --force-recreate web
up -d --always-recreate-deps web
up -d --no-deps --scale web=2 web
up -d -V
--profile x up -d
stop web
start
restart db
rm -f
rm -fsv tool
create --force-recreate
up -d
ps --services
ps -a --format {{.Name}}/{{.State}}
scale web=1
down --remove-orphans
stop
up -d nosuch
""".strip().splitlines()


def test_the_same_steps_print_the_same_lines(project: Program, engine: Engine, name: str) -> None:
    """The order of lines is left to chance by both; temporary names have an ID in them."""
    (project.home / "compose.yaml").write_text(STEPS_PROJECT)
    (project.home / "longer").write_text("SECONDS_TO_SLEEP=2000\n")
    found = []
    for run in turns(project, name):
        done = [run(*step.split()) for step in STEPS]
        found.append([(one.status, one.out, sorted(one.err.splitlines())) for one in done])
        run("down", "-v", "--remove-orphans").ok()
    for step, ours, theirs in zip(STEPS, *found, strict=True):
        assert ours == theirs, step
