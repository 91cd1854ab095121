"""Completion scripts as they are now, and shells that have loaded them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.cli.completion.scripts import script
from tests.completion.shell import Shell
from tests.engine.conftest import sleeper

__all__ = ["sleeper"]

OpenShell = Callable[..., Shell]


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the generated scripts, each named after its shell."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        (folder / shell).write_text(script(shell))
    return folder


@pytest.fixture
def open_shell(scripts: Path, tmp_path: Path) -> Iterator[OpenShell]:
    """`open_shell("bash", host)`: a shell in an empty folder; DOCKER_HOST is `host`."""
    opened: list[Shell] = []

    def opener(name: str, host: str = "unix:///nothing/here", *before: str) -> Shell:
        opened.append(Shell(name, scripts / name, tmp_path, {"DOCKER_HOST": host}, before))
        return opened[-1]

    yield opener
    for shell in opened:
        shell.close()
