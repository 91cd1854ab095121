"""`builder context`: the list of files that a build would send, without an engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.trees import plant
from tests.engine.program import Program


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    context = tmp_path / "context"
    plant(
        context,
        {
            "Dockerfile": "FROM x\n",
            ".dockerignore": "*.o\n",
            "a": "x" * 2000,
            "b.o": "",
            "src/c": "x" * 3_000_000,
        },
    )
    return context


def test_the_files_in_the_order_of_the_tar(pydock_alone: Program, directory: Path) -> None:
    assert pydock_alone("builder", "context", cwd=directory).ok().out == (
        "      4B  .dockerignore\n"
        "      7B  Dockerfile\n"
        "     2kB  a\n"
        "          src/\n"
        "     3MB  src/c\n"
        " 3.002MB  in 4 files; 1 ignored\n"
    )


def test_the_largest_first_with_the_rules(pydock_alone: Program, directory: Path) -> None:
    arguments = ("builder", "context", "--explain", "--sort=size", str(directory))
    assert pydock_alone(*arguments).ok().out == (
        "     3MB    src/c\n"
        "     2kB    a\n"
        "      7B    Dockerfile\n"
        "      4B    .dockerignore\n"
        "          - b.o  (.dockerignore:1: *.o)\n"
        "            src/\n"
        " 3.002MB  in 4 files; 1 ignored\n"
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["nowhere"],
            "unable to prepare context: unable to evaluate symlinks in context path:"
            " lstat {home}/nowhere: no such file or directory",
        ),
        (
            ["-f", "none", "context"],
            "unable to prepare context: unable to evaluate symlinks in Dockerfile path:"
            " lstat {home}/none: no such file or directory",
        ),
        (["--sort", "age", "context"], 'invalid sort order "age": must be one of name, size'),
    ],
)
def test_errors(pydock_alone: Program, directory: Path, arguments: list[str], error: str) -> None:
    done = pydock_alone("builder", "context", *arguments)
    assert (done.status, done.out) == (1, "")
    assert done.err == error.format(home=pydock_alone.home) + "\n"
