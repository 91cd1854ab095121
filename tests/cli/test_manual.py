"""Pages of the manual: of each command, from its declaration, and of the topics."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from pydock import catalog
from pydock.cli.command import load
from pydock.cli.manual import files, page, write_all
from pydock.manual import TOPICS
from tests.engine.program import Program
from tests.support.packages import need_program


@pytest.fixture(scope="module")
def man(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("man")
    write_all(directory)
    return directory


@pytest.mark.parametrize("command", catalog.COMMANDS)
def test_the_page_of_a_command_has_all_its_options(command: str) -> None:
    found = page(command)
    assert found
    text = found.text(80)
    for option in load(command).options:
        is_there = re.search(rf"^ +(?:-\w, )?--{option.long}\b(?!-)", text, re.MULTILINE)
        assert bool(is_there) is not option.hidden


def test_every_name_of_every_command_has_a_page() -> None:
    names = {path.partition("/")[2] for path, _ in files()}
    paths = [path for command in catalog.COMMANDS for path in catalog.names_of(command)]
    for words in ("", *paths, *catalog.GROUPS):
        assert "-".join(["pydock", *words.split()]) + ".1" in names
    assert {f"pydock-{topic}.{section}" for topic, section in TOPICS.items()} <= names


@pytest.mark.parametrize(
    "name",
    [
        "man1/pydock.1",
        "man1/pydock-run.1",
        "man1/pydock-ps.1",
        "man1/pydock-container-ls.1",
        "man1/pydock-build.1",
        "man1/pydock-service-create.1",
        "man1/pydock-volume.1",
        *(f"man{section}/pydock-{topic}.{section}" for topic, section in TOPICS.items()),
    ],
)
def test_man_shows_a_page_without_a_warning(man: Path, name: str) -> None:
    need_program("man", "man-db")
    need_program("groff", "groff-base")
    done = subprocess.run(
        ["man", "--warnings", "-l", name],
        cwd=man,
        env={
            "PATH": "/usr/bin:/bin",
            "MANWIDTH": "80",
            "LC_ALL": "C.UTF-8",
            "MAN_KEEP_STDERR": "1",
        },
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert "NAME\n" in done.stdout


def test_help_prints_the_page_of_a_command_and_a_topic(pydock_alone: Program) -> None:
    command = pydock_alone("help", "run", "--man", env={"COLUMNS": "60"})
    assert command.out.startswith("pydock-run(1)\n\nNAME\n    pydock-run - create a container")
    topic = pydock_alone("help", "--man", "exit-status").out
    assert (
        "\n    127\n        run and exec: the program in the container does not exist.\n" in topic
    )
    assert "pydock-exit-status(7)" in pydock_alone("help", "--man").out


def test_an_unknown_page_is_reported(pydock_alone: Program) -> None:
    done = pydock_alone("help", "--man", "nonsense")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("no page of the manual on 'nonsense': name a command or one of ")
