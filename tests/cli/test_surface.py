"""The commands and options of docker 29.7, as click sees pydock's.

`tests/data/surface.json` has docker's: command -> option -> [short name, kind].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from pydock import catalog
from pydock.cli.app import App
from pydock.cli.click_tree import context_of
from pydock.cli.command import group_options, load
from pydock.cli.dispatch import click_command
from tests.support.engine import PlayedEngine, pydock_on

DATA = Path(__file__).parents[1] / "data"
SURFACE = json.loads((DATA / "surface.json").read_text())
COMMANDS: dict[str, dict[str, list[str]]] = SURFACE["commands"]
GROUPS: dict[str, dict[str, list[str]]] = SURFACE["groups"]
ALL = {**GROUPS, **COMMANDS}
OPTIONS = [(command, name) for command in COMMANDS for name in COMMANDS[command]]


def test_the_surface_is_dockers() -> None:
    assert (len(COMMANDS), len(GROUPS), len(OPTIONS)) == (161, 17, 1074)


@pytest.fixture(scope="module")
def tree() -> dict[str, dict[str, Any]]:
    """Path of a command or group -> what click's `to_info_dict` returns for it."""
    root = click_command()
    found: dict[str, dict[str, Any]] = {}

    def walk(path: str, info: dict[str, Any]) -> None:
        found[path] = info
        for name, inner in info.get("commands", {}).items():
            walk(f"{path} {name}".strip(), inner)

    walk("", root.to_info_dict(click.Context(root, info_name="docker")))
    return found


def options(info: dict[str, Any]) -> dict[str, list[str]]:
    """The options of a command as the data has them: long name -> [short name, kind]."""
    found = {}
    for param in info["params"]:
        if param["param_type_name"] == "option":
            short = next((name[1:] for name in param["opts"] if name[1] != "-"), "")
            for name in param["opts"]:
                kind = "" if param["is_flag"] else param["type"]["name"]
                found[name.removeprefix("--")] = [short, kind]
    return found


@pytest.mark.parametrize("command", ALL)
def test_click_sees_the_options_of_the_command(
    tree: dict[str, dict[str, Any]], command: str
) -> None:
    expected = ALL[command]
    assert command in tree, "the command is missing"
    ours = options(tree[command])
    assert {name: ours.get(name) for name in expected} == expected


def test_click_sees_the_arguments(tree: dict[str, dict[str, Any]]) -> None:
    def arguments(command: str) -> list[tuple[str, int, bool]]:
        return [
            (param["name"], param["nargs"], param["required"])
            for param in tree[command]["params"]
            if param["param_type_name"] == "argument"
        ]

    assert arguments("run") == [("image", 1, True), ("command", 1, False), ("arg", -1, False)]
    assert arguments("container rm") == [("container", -1, True)]
    assert arguments("context inspect") == [("context", -1, False)]
    assert arguments("build") == [("path_url", 1, True)]
    assert arguments("cp") == [("container_src_path", 1, True), ("dest_path", 1, True)]
    assert arguments("top") == [("container", 1, True), ("ps_options", -1, False)]
    assert arguments("tag") == [("source_image_tag", 1, True), ("target_image_tag", 1, True)]
    assert arguments("ps") == []


def test_each_name_of_the_catalogue_is_in_the_tree(tree: dict[str, dict[str, Any]]) -> None:
    names = {path for command in catalog.COMMANDS for path in catalog.names_of(command)}
    assert set(tree) == {"", *catalog.GROUPS, *names}


def test_commands_that_docker_lacks_are_in_the_section_beyond_docker() -> None:
    own = {_shown(name) for name in set(catalog.COMMANDS) - set(ALL) - catalog.HIDDEN}
    assert own == set(catalog.SECTIONS["Beyond docker"])


def _shown(command: str) -> str:
    """The command, or the group if docker lacks all of it."""
    group = command.partition(" ")[0]
    return group if group in catalog.PLUGIN_FIRST else command


def test_options_that_docker_lacks_are_declared_as_such() -> None:
    buildx = json.loads((DATA / "buildx-surface.json").read_text())["buildx build"]
    for command in set(catalog.COMMANDS) & set(COMMANDS):
        dockers = {*COMMANDS[command], *(buildx if command == "image build" else ())}
        shown = [option for option in load(command).options if not option.hidden]
        own = {o.long for o in shown if o.long not in dockers and o.os != "windows"}
        assert own == {o.long for o in shown if o.beyond_docker}, command


def test_a_command_has_its_parameters_only_when_they_are_used() -> None:
    context = context_of(click_command(), App("docker"), "container run")
    assert "_parameters" not in vars(context.command)
    assert len(context.command.get_params(context)) > 100
    assert "_parameters" in vars(context.command)


def test_build_has_the_options_of_buildx() -> None:
    """`tests/data/buildx-surface.json` has those of buildx 0.29. Where docker's classic builder
    has the same, its kind is the one that help shows."""
    surface = json.loads((DATA / "buildx-surface.json").read_text())
    ours = {o.long: [o.short, o.kind.name] for o in load("image build").options}
    classic = COMMANDS["image build"]
    for name, kind in surface["buildx build"].items():
        assert ours.get(name) == classic.get(name, kind), name


COMPOSE: dict[str, dict[str, list[str]]] = json.loads((DATA / "compose-surface.json").read_text())


@pytest.mark.parametrize("command", COMPOSE)
def test_compose_has_the_surface_of_the_plugin_or_refuses_by_name(
    command: str, tmp_path: Path
) -> None:
    """`tests/data/compose-surface.json` has that of docker compose 2.40.3, hidden parts too."""
    path = f"compose {command}".strip()
    if " ".join(path.split()[:2]) in catalog.REFUSED:
        name = command.split()[0]
        message = f"compose {name} is not supported: it is a command of docker's compose plugin\n"
        for words in (["compose", *command.split(), "x"], ["help", *path.split()]):
            engine = PlayedEngine({})
            assert pydock_on(engine, tmp_path)(*words) == (1, "", message)
            assert engine.requests == []
        return
    ours: dict[str, list[str]] = {}
    for one in load(path).options if command else group_options(path):
        ours |= {one.long: [one.short, one.kind.name]}
        ours |= {name: ["", one.kind.name] for name in one.aliases}
    assert ours == COMPOSE[command]


def test_compose_has_no_command_that_the_plugin_lacks() -> None:
    ours = {path.partition(" ")[2] for path in catalog.COMMANDS if path.startswith("compose ")}
    refused = {path.partition(" ")[2] for path in catalog.REFUSED}
    top = {name for name in COMPOSE if name and " " not in name}
    assert (ours | refused, ours & refused) == (top, set())
