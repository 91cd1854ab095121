"""What `build` is given as its context and its Dockerfile, in all combinations."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pydock.build.classic.context import open_context
from pydock.errors import PydockError
from tests.build.trees import Link, Pipe, plant

FROM = b"FROM scratch\n"


def opened(argument: str, dockerfile: str = "", input: bytes = b"") -> tuple[str, dict[str, bytes]]:
    """The Dockerfile's name, and the regular files of the context."""
    stdin: Any = io.BufferedReader(io.BytesIO(input))
    with open_context(argument, dockerfile, stdin) as context:
        archive = b"".join(context.blocks)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return context.dockerfile, {
            member.name: file.read() for member in tar if (file := tar.extractfile(member))
        }


def refused(argument: str, dockerfile: str = "", input: bytes = b"") -> str:
    with pytest.raises(PydockError) as caught:
        opened(argument, dockerfile, input)
    return caught.value.message


def test_a_directory(tmp_path: Path) -> None:
    plant(tmp_path, {"Dockerfile": FROM, "a": "1"})
    assert opened(str(tmp_path)) == ("Dockerfile", {"Dockerfile": FROM, "a": b"1"})


def test_a_linked_directory(tmp_path: Path) -> None:
    plant(tmp_path, {"real/Dockerfile": FROM, "link": Link("real")})
    assert opened(str(tmp_path / "link")) == ("Dockerfile", {"Dockerfile": FROM})


def test_a_dockerfile_from_stdin_stays_out_of_images(tmp_path: Path) -> None:
    plant(tmp_path, {"a": "1", ".dockerignore": "*.o"})
    name, files = opened(str(tmp_path), "-", FROM)
    assert name.startswith(".dockerfile.")
    assert files == {".dockerignore": f"*.o\n{name}\n".encode(), "a": b"1", name: FROM}


def test_a_dockerfile_outside(tmp_path: Path) -> None:
    plant(tmp_path, {"context/a": "1", "other/Dockerfile": FROM})
    name, files = opened(str(tmp_path / "context"), str(tmp_path / "other" / "Dockerfile"))
    assert files == {"a": b"1", name: FROM, ".dockerignore": f".dockerignore\n{name}\n".encode()}


def test_a_directory_s_own_link_to_a_file_outside_is_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, {"context/Dockerfile": Link("../secret"), "secret": "password"})
    assert "outside the context" in refused(str(tmp_path / "context"))


def test_a_linked_ignore_file_does_not_send_what_it_links_to(tmp_path: Path) -> None:
    plant(tmp_path, {"context/.dockerignore": Link("../secret"), "secret": "password"})
    name, files = opened(str(tmp_path / "context"), "-", FROM)
    assert files == {".dockerignore": f".dockerignore\n{name}\n".encode(), name: FROM}


@pytest.mark.parametrize("name", [".dockerignore", "Dockerfile.dockerignore"])
def test_an_ignore_file_that_is_a_pipe_does_not_block(tmp_path: Path, name: str) -> None:
    plant(tmp_path, {"Dockerfile": "FROM scratch\n", name: Pipe()})
    message = refused(str(tmp_path))
    assert message == f"error reading .dockerignore: {tmp_path / name}: not a regular file"


def test_rules_of_the_dockerfile_s_own_come_first(tmp_path: Path) -> None:
    plant(
        tmp_path, {"D": FROM, "D.dockerignore": "a\n", ".dockerignore": "b\n", "a": "1", "b": "2"}
    )
    _, files = opened(str(tmp_path), str(tmp_path / "D"))
    assert sorted(files) == [".dockerignore", "D", "D.dockerignore", "b"]


def test_stdin_with_a_dockerfile() -> None:
    assert opened("-", "", FROM) == ("Dockerfile", {"Dockerfile": FROM})


def test_stdin_with_a_tar(tmp_path: Path) -> None:
    plant(tmp_path, {"a": "1", "sub/D": FROM})
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        tar.add(tmp_path, "")
    assert opened("-", "sub/D", file.getvalue()) == ("sub/D", {"a": b"1", "sub/D": FROM})


@pytest.mark.parametrize(
    ("argument", "dockerfile", "message"),
    [
        ("-", "-", "invalid argument: can't use stdin for both build context and dockerfile"),
        (
            "-",
            "D",
            "unable to prepare context: ambiguous Dockerfile source: both stdin and flag"
            " correspond to Dockerfiles",
        ),
        ("/no/such", "", 'unable to prepare context: path "/no/such" not found'),
        ("/dev/null", "", "unable to prepare context: context must be a directory: /dev/null"),
        ("", "", 'unable to prepare context: path "" not found'),
    ],
)
def test_what_is_refused(argument: str, dockerfile: str, message: str) -> None:
    assert refused(argument, dockerfile, FROM) == message
