"""What is wrong with a context is reported before the engine is contacted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(directory: Path, *words: str, path: str = "", **environ: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pydock", "build", *words],
        cwd=directory,
        env={
            **os.environ,
            "HOME": str(directory),
            "DOCKER_HOST": f"unix://{directory}/none.sock",
            "PATH": path or os.environ["PATH"],
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("environ", [{}, {"DOCKER_BUILDKIT": "0"}])
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nosuch"], 'path "nosuch" not found'),
        (["-f", "nosuch", "."], "unable to evaluate symlinks in Dockerfile path: lstat"),
        (["Dockerfile"], "context must be a directory"),
    ],
)
def test_a_wrong_context(
    tmp_path: Path, words: list[str], message: str, environ: dict[str, str]
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    status, error = run(tmp_path, *words, **environ)
    assert (status, message in error) == (1, True)
    assert error.startswith("unable to prepare context: ")


def test_a_missing_git(tmp_path: Path) -> None:
    status, error = run(tmp_path, "git://x/y", path=str(tmp_path))
    assert (status, error) == (
        1,
        "unable to prepare context: unable to find 'git': exec: \"git\": executable file not found"
        " in $PATH\n",
    )
