"""Refusals of `build` by BuildKit before the build starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.recorder import Recorder, recording
from tests.engine.program import Program
from tests.support.in_process import InProcess


@pytest.fixture
def build(tmp_path: Path, recorder: Recorder) -> Program:
    """`pydock build`, connected to an engine that offers BuildKit, with a Dockerfile around."""
    program = InProcess(tmp_path, recorder.host, words=["build"])
    program.environ.pop("SSH_AUTH_SOCK", None)
    (program.home / "Dockerfile").write_text("FROM x\n")
    return program


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    with recording(tmp_path) as running:
        running.more_headers = {"Builder-Version": "2"}
        yield running


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--secret", "foo=bar", "."], "unexpected key 'foo' in 'foo=bar'"),
        (["--progress", "frob", "."], "invalid progress mode frob"),
        (["--progress", "tty", "."], "failed to get console: provided file is not a console"),
        (["-q", "--progress", "plain", "."], "progress=plain and quiet cannot be used together"),
        (
            ["--metadata-file", "no/x", "."],
            "invalid output path: stat no: no such file or directory",
        ),
    ],
)
def test_empty_options(
    build: Program, recorder: Recorder, arguments: list[str], message: str
) -> None:
    found = build(*arguments)
    assert (found.status, found.out, found.err) == (1, "", f"ERROR: {message}\n")
    assert "/v1.41/grpc" not in recorder.paths


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([""], 'please specify build context (e.g. "." for the current directory)'),
        (["gone"], 'unable to prepare context: path "gone" not found'),
        (["Dockerfile"], 'unable to prepare context: path "Dockerfile" not found'),
        (["-f", "-", "-"],
         "invalid argument: can't use stdin for both build context and dockerfile"),
        (["-f", "x", "-"],
         "ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles"),
        (["--secret", "id=x,src=gone", "."],
         "failed to stat gone: stat gone: no such file or directory"),
        (["--secret", "id=big", "."], "secret big too big. max size 500KB"),
        (["--secret", "src=Dockerfile", "."], "secret missing ID"),
        (["--build-context", "x=gone", "."],
         "failed to get build context x: stat gone: no such file or directory"),
        (["--build-context", "x=Dockerfile", "."],
         "failed to get build context x: Dockerfile: not a directory"),
        (["--build-context", "x=oci-layout:///x", "."],
         'oci-layout reference "/x" could not be resolved: /x has no image with the tag latest'),
        (["ssh://127.0.0.1/x"],
         "invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set"),
        (["-o", "Dockerfile", "."], "destination directory Dockerfile is a file"),
        (["-o", "type=tar,dest=directory", "."], "destination file directory is a directory"),
        (["-o", "type=local", "."], "dest is required for local exporter"),
        (["-t", "UPPER", "."], 'invalid tag "UPPER": repository name must be lowercase'),
        (["--push", "."], "tag is needed when pushing to registry"),
    ],
)  # fmt: skip
def test_builds_that_cannot_begin(
    build: Program, recorder: Recorder, arguments: list[str], message: str
) -> None:
    (build.home / "directory").mkdir()
    (build.home / "big").write_bytes(bytes(500 * 1024 + 1))
    found = build("--progress=plain", *arguments, input="FROM x\n")
    assert (found.status, found.out) == (1, "")
    assert found.err.splitlines()[-1] == f"ERROR: failed to build: {message}"
    assert "/v1.41/grpc" not in recorder.paths


def test_ignored_options_are_warnings(build: Program) -> None:
    found = build("--isolation", "x", "--security-opt", "y", "gone")
    assert found.err.splitlines()[:2] == [
        "WARNING: isolation flag is deprecated with BuildKit.",
        'WARNING: security-opt flag is deprecated. "RUN --security=insecure" should be used with'
        " BuildKit.",
    ]


def test_a_build_that_fails_leaves_no_id_of_another(build: Program) -> None:
    (build.home / "id").write_text("sha256:old")
    assert build("--iidfile", "id", "gone").status == 1
    assert not (build.home / "id").exists()
