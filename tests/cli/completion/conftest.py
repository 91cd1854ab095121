"""Completion scripts as they are now, and shells that have loaded them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.cli.completion.scripts import script
from tests.cli.completion.shell import Shell
from tests.engine.conftest import sleeper

__all__ = ["sleeper"]

OpenShell = Callable[..., Shell]

NO_ENGINE = "unix:///nothing/here"


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the generated scripts, each named after its shell."""
    directory = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        (directory / shell).write_text(script(shell))
    return directory


@pytest.fixture(scope="module")
def open_shell(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShell]:
    """`open_shell("bash", host, LINE...)`: a shell with a fresh line; DOCKER_HOST is `host`.

    The lines run before the script is loaded. A shell is started once and serves all the
    tests of a module with the same arguments.
    """
    opened: dict[tuple[str, ...], Shell] = {}

    def opener(name: str, host: str = NO_ENGINE, *before: str) -> Shell:
        key = (name, host, *before)
        if key not in opened:
            directory = tmp_path_factory.mktemp(name)
            opened[key] = Shell(name, scripts / name, directory, {"DOCKER_HOST": host}, before)
        opened[key].fresh_line()
        return opened[key]

    yield opener
    for shell in opened.values():
        shell.close()
