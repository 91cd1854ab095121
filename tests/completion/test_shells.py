"""Completion in real shells, as a person's fingers meet it."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from tests.completion.conftest import OpenShell
from tests.conftest import Engine

SHELLS = ("bash", "zsh", "fish")
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("pydock conta\t", "$ pydock container"),
        ("pydock container com\t", "$ pydock container commit"),
        ("pydock -D --log-level debug imag\t", "$ pydock -D --log-level debug image"),
        ("pydock rm --for\t", "$ pydock rm --force"),
        ("pydock container list --no-t\t", "$ pydock container list --no-trunc"),
        ("pydock run --pull alw\t", "$ pydock run --pull always"),
        ("pydock run --pull=alw\t", "$ pydock run --pull=always"),
        ("pydock -l deb\t", "$ pydock -l debug"),
    ],
)
def test_one_candidate_is_filled_in(
    open_shell: OpenShell, shell: str, keys: str, line: str
) -> None:
    assert open_shell(shell).typed(keys) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_all_commands_of_a_group_are_offered(open_shell: OpenShell, shell: str) -> None:
    screen = open_shell(shell).typed("pydock volume \t\t")
    for name in ("create", "inspect", "ls", "prune", "rm", "update"):
        assert name in screen


@pytest.mark.parametrize("shell", SHELLS)
def test_files_are_offered_where_files_are_meant(
    open_shell: OpenShell, shell: str, tmp_path: Path
) -> None:
    (tmp_path / "some file.env").write_text("")
    screen = open_shell(shell).typed("pydock run --env-file som\t")
    assert screen in (
        "$ pydock run --env-file some\\ file.env",
        "$ pydock run --env-file 'some file.env'",
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_inside_completes_as_itself(open_shell: OpenShell, shell: str) -> None:
    assert open_shell(shell).typed("pydock run --rm busybox unam\t") == (
        "$ pydock run --rm busybox uname"
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_the_engine_are_offered(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    opened = open_shell(shell, engine.host)
    assert opened.typed(f"pydock stop {sleeper[:-2]}\t") == f"$ pydock stop {sleeper}"


@pytest.mark.parametrize("shell", SHELLS)
def test_what_stands_there_already_is_not_offered_again(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    opened = open_shell(shell, engine.host)
    line = f"$ pydock stop {sleeper} {sleeper[:-2]}"
    assert opened.typed(f"{line[2:]}\t").splitlines()[0] == line


@pytest.mark.parametrize("shell", SHELLS)
def test_images_complete_before_and_after_their_colon(
    open_shell: OpenShell, shell: str, engine: Engine, name: str
) -> None:
    engine.client.post("/images/busybox/tag", repo=name, tag="one")
    opened = open_shell(shell, engine.host)
    assert opened.typed(f"pydock rmi {name[:-2]}\t") == f"$ pydock rmi {name}:one"
    opened.typed("\x15")
    assert opened.typed(f"pydock rmi {name}:o\t") == f"$ pydock rmi {name}:one"


@pytest.mark.parametrize("shell", SHELLS)
def test_an_engine_that_is_gone_costs_nothing(open_shell: OpenShell, shell: str) -> None:
    assert open_shell(shell).typed("pydock stop \t").splitlines()[0] == "$ pydock stop"


@pytest.mark.parametrize("shell", SHELLS)
def test_an_engine_that_is_silent_costs_half_a_second(
    open_shell: OpenShell, shell: str, tmp_path: Path
) -> None:
    address = tmp_path / "silent.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        listener.listen()
        opened = open_shell(shell, f"unix://{address}")
        opened.typed("pydock stop \t")
        deadline = time.monotonic() + 5
        while "X" not in (screen := opened.typed("X")) and time.monotonic() < deadline:
            pass
    assert screen.splitlines()[0].startswith("$ pydock stop X")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_name_docker_completes_too_where_it_is_pydock(
    open_shell: OpenShell, shell: str
) -> None:
    opened = open_shell(shell, "unix:///nothing/here", "alias docker=pydock")
    assert opened.typed("docker contai\t") == "$ docker container"


@pytest.mark.skipif(not BASH_COMPLETION.exists(), reason="bash-completion is not installed")
def test_bash_completion_beside_it(open_shell: OpenShell, engine: Engine, sleeper: str) -> None:
    opened = open_shell("bash", engine.host, f"source {BASH_COMPLETION}")
    assert opened.typed(f"pydock stop {sleeper[:-2]}\t") == f"$ pydock stop {sleeper}"
    opened.typed("\x15")
    assert opened.typed("pydock run --rm busybox env --ignore-envi\t") == (
        "$ pydock run --rm busybox env --ignore-environment"
    )


def test_completing_a_command_starts_no_process(open_shell: OpenShell, tmp_path: Path) -> None:
    """A pydock that leaves a trace stands first in PATH and is not called."""
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "pydock").write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    (trap / "pydock").chmod(0o755)
    opened = open_shell("bash", "unix:///nothing/here", f"PATH={trap}{os.pathsep}$PATH")
    opened.typed("pydock container ls --no-t\t")
    assert not (tmp_path / "called").exists()
    opened.typed("\x15pydock stop \t")
    assert (tmp_path / "called").exists()
