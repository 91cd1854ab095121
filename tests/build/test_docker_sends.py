"""The context as the real docker sends it, byte for byte: trees and rules of all kinds."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pydock.build.context import open_context
from pydock.errors import PydockError
from tests.build.cases import CASES, FROM, Case
from tests.build.recorder import Recorder, Sent, recording
from tests.build.trees import Device, plant
from tests.engine.program import Program


class Docker:
    """The real docker, connected to a recorder."""

    def __init__(self, program: Program, recorder: Recorder) -> None:
        self._program = program
        self._recorder = recorder

    def build(self, directory: Path, *options: str, input: str | None = None) -> Sent | str:
        """What it sends for `docker build OPTIONS .` in the directory, or its error."""
        environ = {"DOCKER_BUILDKIT": "0"}
        done = self._program("build", *options, ".", cwd=directory, env=environ, input=input)
        if done.status == 0:
            return self._recorder.builds.pop()
        return done.err.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def oracle(docker_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Docker]:
    with recording(tmp_path_factory.mktemp("engine")) as recorder:
        yield Docker(
            Program([docker_path], tmp_path_factory.mktemp("home"), recorder.host), recorder
        )


def pydock_sends(directory: Path, dockerfile: str = "", input: bytes = b"") -> tuple[str, bytes]:
    """The name of the Dockerfile and the tar that pydock would send."""
    stdin: Any = io.BufferedReader(io.BytesIO(input))
    with open_context(str(directory), dockerfile, stdin) as context:
        return context.dockerfile, b"".join(context.blocks)


def compare(directory: Path, docker: Docker, dockerfile: str = "") -> None:
    """Fail unless pydock sends what docker sends, or refuses with docker's words."""
    theirs = docker.build(directory, *(["-f", dockerfile] if dockerfile else []))
    if isinstance(theirs, str):
        with pytest.raises(PydockError) as caught:
            pydock_sends(directory, dockerfile)
        assert caught.value.message == theirs
        return
    name, body = pydock_sends(directory, dockerfile)
    assert theirs.query["dockerfile"] == [name]
    assert listing(body) == listing(theirs.body)
    assert body == theirs.body


@pytest.mark.parametrize("ignore", [None, "a\n", "*\n"], ids=["no rules", "some", "all"])
@pytest.mark.parametrize("given", ["-", "outside"])
def test_a_dockerfile_that_is_no_file_of_the_context(
    given: str, ignore: str | None, tmp_path: Path, oracle: Docker
) -> None:
    directory = tmp_path / "context"
    plant(directory, {"a": "1", "b": "2", "z": "3"})
    if ignore:
        plant(directory, {".dockerignore": ignore})
    plant(tmp_path, {"outside": FROM})
    dockerfile = "-" if given == "-" else str(tmp_path / given)
    theirs = oracle.build(directory, "-f", dockerfile, input=FROM)
    name, body = pydock_sends(directory, dockerfile, FROM.encode())
    assert isinstance(theirs, Sent)
    assert described(body, name) == described(theirs.body, *theirs.query["dockerfile"])


def described(archive: bytes, random_name: str) -> dict[str, tuple[int, bytes]]:
    """Names, modes and contents, with docker's random name masked. docker ends no such tar."""
    members = {}
    with tarfile.open(fileobj=io.BytesIO(archive + bytes(2048))) as opened:
        for member in opened:
            file = opened.extractfile(member)
            content = file.read() if file else b""
            name = member.name.replace(random_name, "RANDOM")
            members[name] = member.mode, content.replace(random_name.encode(), b"RANDOM")
    return members


def listing(archive: bytes) -> str:
    """What tar says is in it, to show a difference well; the bytes are compared as well."""
    command = ["tar", "tvf", "-", "--numeric-owner", "--full-time", "--quoting-style=escape"]
    done = subprocess.run(command, input=archive, capture_output=True, check=False)
    return done.stdout.decode()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_tar_is_docker_s(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oracle: Docker
) -> None:
    if any(isinstance(node, Device) for node in case.tree.values()) and os.geteuid():
        pytest.skip("only root can make devices")
    tree = dict(case.tree)
    if case.ignore is not None:
        tree[".dockerignore"] = case.ignore
    plant(tmp_path, tree)
    monkeypatch.chdir(tmp_path)
    compare(tmp_path, oracle, case.dockerfile)


NAMES = st.sampled_from(["a", "b", "ab", "a.b", "A", "x1", "é", "[a]", "a*", "-", " a", ".a", "^"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
CHARACTERS = list("abAx1é.*?/[]!- ^$+(#\\")
PIECES = st.sampled_from(
    [*CHARACTERS, "**", "/**/", "**/", "[a-b]", "[^a]", "..", "[[:alpha:]]", "\\a", "\\*", "\\d"]
)
RULES = st.tuples(
    st.sampled_from(["", "", "!"]),
    st.one_of(PATHS, st.lists(PIECES, min_size=1, max_size=6).map("".join)),
).map("".join)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    paths=st.lists(PATHS, min_size=1, max_size=15, unique=True),
    rules=st.lists(RULES, min_size=1, max_size=6),
)
def test_random_rules_leave_out_what_docker_leaves_out(
    paths: list[str],
    rules: list[str],
    tmp_path_factory: pytest.TempPathFactory,
    oracle: Docker,
) -> None:
    directory = tmp_path_factory.mktemp("tree")
    tree: dict[str | bytes, str] = {"Dockerfile": FROM, ".dockerignore": "\n".join(rules)}
    directories = {path.rpartition("/")[0] for path in paths}
    directories |= {directory.rpartition("/")[0] for directory in directories}
    tree |= {path: "" for path in paths if path not in directories}
    plant(directory, tree)
    compare(directory, oracle)
