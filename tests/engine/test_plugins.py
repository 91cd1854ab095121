"""docker's own plugins, as Debian packages them, run through pydock on a real engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.program import Program

PROJECT = """\
services:
  web:
    image: busybox
    command: ["sh", "-c", "echo hello from web; trap 'exit 0' TERM; while :; do sleep 0.1; done"]
  worker:
    image: busybox
    command: ["sh", "-c", "echo hello from worker; exit 5"]
"""


@pytest.fixture
def pydock(pydock: Program, plugins: Path) -> Program:
    directory = pydock.config / "cli-plugins"
    directory.mkdir(parents=True)
    for plugin in plugins.glob("docker-*"):
        (directory / plugin.name).symlink_to(plugin)
    return pydock


@pytest.fixture
def project(pydock: Program, name: str) -> Iterator[list[str]]:
    """The words in front of a compose command for a project of two services."""
    (pydock.home / "compose.yaml").write_text(PROJECT)
    words = ["compose", "-p", name]
    yield words
    pydock(*words, "down", "-t", "1")


def test_listed(pydock: Program) -> None:
    page = pydock("--help").ok().out
    assert "\n  buildx*" in page
    assert "\n  compose*" in page


def test_compose(pydock: Program, project: list[str], name: str) -> None:
    pydock(*project, "up", "-d").ok()
    assert f"{name}-web-1" in pydock(*project, "ps").ok().out
    assert f"{name}-web-1" in pydock("ps", "--filter", f"name={name}").ok().out
    assert "hello from web" in pydock(*project, "logs", "web").ok().out
    assert pydock(*project, "exec", "-T", "web", "echo", "inside").ok().out == "inside\n"
    assert pydock("wait", f"{name}-worker-1").ok().out == "5\n"
    pydock(*project, "down", "-t", "1").ok()
    assert name not in pydock("ps", "-a").ok().out


def test_status_and_words_of_a_plugin(pydock: Program, engine: Engine, project: list[str]) -> None:
    done = pydock(*project, "run", "--rm", "-T", "worker", "sh", "-c", "exit 7")
    # Podman 4 does not report to Compose how a container ended that it has removed.
    assert done.status == 7 or engine.version.startswith("4.")
    found = pydock("compose", "-f", "missing.yaml", "ps")
    assert found.status != 0
    assert "missing.yaml" in found.err
    assert "Usage:" in pydock("compose", "--help").ok().out
    assert "Usage:" in pydock("help", "compose").ok().out


def test_buildx(pydock: Program) -> None:
    assert "buildx" in pydock("buildx", "version").ok().out
    assert "default" in pydock("buildx", "ls").ok().out
    assert "buildx" in pydock("build", "--builder", "other", "--help").ok().out
