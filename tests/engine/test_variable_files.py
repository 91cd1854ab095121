"""Variables from files, on a real engine: `--dotenv-file` and `--build-arg-file`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.program import Program

FILE = """\
# a comment
export GREETING='hello $USER' # not this
LINES="first
second ${WHO:-nobody}"
URL=http://x/#top
BOTH="${GREETING}!"
"""
EXPECTED = [
    "BOTH=hello $USER!",
    "GREETING=hello $USER",
    "LINES=first",
    "URL=http://x/#top",
    "second nobody",
]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / ".env"
    path.write_text(FILE)
    return str(path)


def shown(environment: str) -> list[str]:
    names = ("BOTH", "GREETING", "LINES", "URL", "second")
    return sorted(line for line in environment.splitlines() if line.startswith(names))


def test_run(pydock: Program, file: str) -> None:
    assert (
        shown(pydock("run", "--rm", "--dotenv-file", file, "busybox", "env").ok().out) == EXPECTED
    )
    done = pydock("run", "--rm", "--dotenv-file", file, "-e", "URL=over", "busybox", "env").ok()
    assert "URL=over" in shown(done.out)


def test_exec(pydock: Program, file: str, sleeper: str) -> None:
    assert shown(pydock("exec", "--dotenv-file", file, sleeper, "env").ok().out) == EXPECTED


def test_create(pydock: Program, file: str, name: str) -> None:
    pydock("create", "--name", name, "--dotenv-file", file, "busybox", "env").ok()
    assert shown(pydock("start", "-a", name).ok().out) == EXPECTED


def test_build(pydock: Program, file: str, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(
        'FROM busybox\nARG LINES\nARG GREETING\nRUN echo "[$LINES][$GREETING]"\n'
    )
    pydock.environ["DOCKER_BUILDKIT"] = "0"
    done = pydock("build", "--no-cache", "--build-arg-file", file, str(tmp_path)).ok()
    assert "[first\nsecond nobody][hello $USER]\n" in done.out
