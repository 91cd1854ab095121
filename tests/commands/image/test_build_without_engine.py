"""What is wrong with a context is reported before the engine is contacted."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import pytest

from pydock.__main__ import main
from pydock.cli.app import App


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


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("context/data", "checking context: no permission to read from '{}'"),
        ("context/Dockerfile", "checking context: no permission to read from '{}'"),
        ("context/directory", "checking context: can't stat '{}'"),
        ("context/directory 744", "checking context: can't stat '{}/file'"),
        ("context/.dockerignore", "open {}: permission denied"),
        (
            "context",
            "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat"
            " {}/Dockerfile: permission denied",
        ),
    ],
)
def test_what_cannot_be_read(directory: Path, path: str, message: str) -> None:
    context = directory / "context"
    (context / "directory").mkdir(parents=True)
    for name in ("Dockerfile", ".dockerignore", "data", "directory/file"):
        (context / name).write_text("FROM scratch\n")
    environ = {"HOME": str(directory), "DOCKER_HOST": f"unix://{directory}/none.sock"}

    def build() -> tuple[int, str]:
        with Path("/dev/null").open() as nothing, TemporaryFile("w+") as errors:
            app = App("docker", environ, stdin=nothing, stdout=errors, stderr=errors)
            status = main(["build", str(context)], app)
            errors.seek(0)
            return status, errors.read()

    assert build()[1].startswith("failed to connect")  # and all modules are loaded
    path, _, mode = path.partition(" ")
    (directory / path).chmod(int(mode or "0", 8))
    with without_roots_rights():
        assert build() == (1, message.format(directory / path) + "\n")


@pytest.fixture
def directory() -> Iterator[Path]:
    """A directory that every user can reach."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name).resolve()


@contextlib.contextmanager
def without_roots_rights() -> Iterator[None]:
    """As another user where the tests run as root, who may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
