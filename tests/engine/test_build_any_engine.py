"""`build` with what every engine has, Podman too; test_build.py has the classic builder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.build.trees import plant
from tests.conftest import Engine
from tests.engine.program import Program


@pytest.fixture
def classic(pydock: Program) -> Program:
    """pydock that builds with the engine's own builder."""
    pydock.environ["DOCKER_BUILDKIT"] = "0"
    return pydock


def test_an_image_is_built_from_a_directory(
    classic: Program, engine: Engine, name: str, tmp_path: Path
) -> None:
    dockerfile = 'FROM busybox\nCOPY . /c\nENV A=1\nCMD ["sh", "-c", "cd /c && ls -A; echo $A"]\n'
    plant(
        tmp_path / "context",
        {"Dockerfile": dockerfile, ".dockerignore": "*.o\nDockerfile\n", "a": "1", "b.o": "2"},
    )
    done = classic("build", "-t", name, str(tmp_path / "context")).ok()
    assert done.out.endswith(f"Successfully tagged {name}:latest\n") or engine.name == "podman"
    assert classic("run", "--rm", name).ok().out == ".dockerignore\na\n1\n"


def test_quietly_only_the_id_is_printed(classic: Program, engine: Engine, name: str) -> None:
    done = classic("build", "-q", "-t", name, "-", input="FROM busybox\nENV B=2\n").ok()
    assert re.fullmatch(r"(sha256:)?[0-9a-f]{12,64}\n", done.out)
    assert "B=2" in engine.client.get(f"/images/{name}/json")["Config"]["Env"]


def test_a_step_that_fails(classic: Program, name: str) -> None:
    dockerfile = "FROM busybox\nRUN echo text >&2; exit 3\n"
    done = classic("build", "--force-rm", "-t", name, "-", input=dockerfile)
    assert done.status != 0
    assert "3" in done.err
    assert "text" in done.out + done.err
