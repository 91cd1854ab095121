"""The context as the real docker sends it, byte for byte: trees and rules of all kinds."""

from __future__ import annotations

import io
import os
import random
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pydock.build.classic.context import open_context
from pydock.errors import PydockError
from tests.build.cases import CASES, FROM, Case
from tests.build.recorder import Recorder, recording
from tests.build.trees import Device, plant
from tests.engine.program import Program
from tests.support.recordings import Oracle, masked, plain


class Sent(NamedTuple):
    """What a client sends for a build: the Dockerfile's name and the tar, or else its error.

    The tar's bytes are compared; its members are listed to show a difference well.
    """

    error: str
    dockerfile: str = ""
    members: Sequence[Any] = ()
    tar: bytes = b""


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    with recording(tmp_path_factory.mktemp("engine")) as recorder:
        yield recorder


def docker_sends(
    docker: str, recorder: Recorder, directory: Path, *options: str, stdin: str | None = None
) -> Sent:
    """What `docker build OPTIONS .` sends in the directory."""
    program = Program([docker], directory.parent, recorder.host)
    environ = {"DOCKER_BUILDKIT": "0"}
    done = program("build", *options, ".", cwd=directory, env=environ, input=stdin)
    if done.status:
        return Sent(done.err.strip().splitlines()[-1])
    build = recorder.builds.pop()
    (dockerfile,) = build.query["dockerfile"]
    return Sent("", dockerfile, members(build.body), build.body)


def pydock_sends(directory: Path, dockerfile: str = "", stdin: bytes = b"") -> Sent:
    source: Any = io.BufferedReader(io.BytesIO(stdin))
    try:
        with open_context(str(directory), dockerfile, source) as context:
            body = b"".join(context.blocks)
            return Sent("", context.dockerfile, members(body), body)
    except PydockError as error:
        return Sent(error.message)


def compare(source: object, directory: Path, dockerfile: str, oracle: Oracle, of: Recorder) -> None:
    """Fail unless pydock sends what docker sends, or refuses with docker's words."""
    options = ["-f", dockerfile] if dockerfile else []
    masks = {str(directory): "<CONTEXT>", str(directory.parent): "<ABOVE>"}
    theirs = oracle(
        source, lambda docker: masked(docker_sends(docker, of, directory, *options), masks)
    )
    assert masked(pydock_sends(directory, dockerfile), masks) == theirs


@pytest.mark.parametrize("ignore", [None, "a\n", "*\n"], ids=["no rules", "some", "all"])
@pytest.mark.parametrize("given", ["-", "outside"])
def test_a_dockerfile_outside_the_context(
    given: str, ignore: str | None, tmp_path: Path, oracle: Oracle, recorder: Recorder
) -> None:
    directory = tmp_path / "context"
    plant(directory, {"a": "1", "b": "2", "z": "3"})
    if ignore:
        plant(directory, {".dockerignore": ignore})
    plant(tmp_path, {"outside": FROM})
    dockerfile = "-" if given == "-" else str(tmp_path / given)

    def by_docker(docker: str) -> Any:
        sent = docker_sends(docker, recorder, directory, "-f", dockerfile, stdin=FROM)
        return contents(sent.tar, sent.dockerfile)

    ours = pydock_sends(directory, dockerfile, FROM.encode())
    theirs = oracle((given, ignore, FROM), by_docker)
    assert plain(contents(ours.tar, ours.dockerfile)) == theirs


def contents(archive: bytes, random_name: str) -> dict[str, tuple[int, bytes]]:
    """Names, modes and contents, with docker's random name masked. docker ends no such tar."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive + bytes(2048))) as opened:
        for member in opened:
            file = opened.extractfile(member)
            content = file.read() if file else b""
            name = member.name.replace(random_name, "RANDOM")
            found[name] = member.mode, content.replace(random_name.encode(), b"RANDOM")
    return found


def members(archive: bytes) -> list[list[Any]]:
    """Each member's name, type, mode, size, time in seconds, link and owner."""
    with tarfile.open(
        fileobj=io.BytesIO(archive + bytes(2048)), errors="surrogateescape"
    ) as opened:
        return [
            [
                *(repr(member.name), member.type.decode(), oct(member.mode), member.size),
                *(member.mtime, repr(member.linkname), member.uid, member.gid),
            ]
            for member in opened
        ]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_tar_is_docker_s(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oracle: Oracle, recorder: Recorder
) -> None:
    if any(isinstance(node, Device) for node in case.tree.values()) and os.geteuid():
        pytest.skip("only root can make devices")
    tree = dict(case.tree)
    if case.ignore is not None:
        tree[".dockerignore"] = case.ignore
    directory = tmp_path / "context"
    plant(directory, tree)
    monkeypatch.chdir(directory)
    compare(case, directory, case.dockerfile, oracle, recorder)


NAMES = ["a", "b", "ab", "a.b", "A", "x1", "é", "[a]", "a*", "-", " a", ".a", "^"]
CHARACTERS = list("abAx1é.*?/[]!- ^$+(#\\")
PIECES = [
    *CHARACTERS, "**", "/**/", "**/", "[a-b]", "[^a]", "..", "[[:alpha:]]", "\\a", "\\*", "\\d",
]  # fmt: skip


def random_path(source: random.Random) -> str:
    return "/".join(source.choices(NAMES, k=source.randint(1, 3)))


def random_rule(source: random.Random) -> str:
    pattern = random_path(source)
    if source.random() < 0.5:
        pattern = "".join(source.choices(PIECES, k=source.randint(1, 6)))
    return source.choice(["", "", "!"]) + pattern


@pytest.mark.parametrize("seed", range(60))
def test_random_rules_leave_out_what_docker_leaves_out(
    seed: int, tmp_path: Path, oracle: Oracle, recorder: Recorder
) -> None:
    source = random.Random(seed)
    paths = sorted({random_path(source) for _ in range(source.randint(1, 15))})
    rules = [random_rule(source) for _ in range(source.randint(1, 6))]
    tree: dict[str | bytes, str] = {"Dockerfile": FROM, ".dockerignore": "\n".join(rules)}
    parents = {path.rpartition("/")[0] for path in paths}
    parents |= {parent.rpartition("/")[0] for parent in parents}
    tree |= {path: "" for path in paths if path not in parents}
    directory = tmp_path / "context"
    plant(directory, tree)
    compare((paths, rules), directory, "", oracle, recorder)
