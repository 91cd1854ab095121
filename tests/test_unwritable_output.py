"""Exit when the standard streams cannot be written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.engine.program import Program

FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


@pytest.mark.parametrize(
    "words", ["--help", "--version", "ps --help", "context ls", "-D context ls", "completion bash"]
)
def test_a_full_disk_is_reported_in_one_line(pydock_alone: Program, words: str) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*pydock_alone.argv, *words.split()],
            env=pydock_alone.environ, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == b"write /dev/stdout: no space left on device\n"


def test_errors_that_cannot_be_written(pydock_alone: Program) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*pydock_alone.argv, "no-such-command"],
            env=pydock_alone.environ, stdout=subprocess.PIPE, stderr=full, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, b"")
