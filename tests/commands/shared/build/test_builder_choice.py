"""The choice of the builder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.build.classic.stream_tar import only_dockerfile
from tests.build.recorder import Recorder, recording
from tests.engine.program import Outcome, Program

OFFERED = {"Builder-Version": "2"}


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    with recording(tmp_path) as running:
        yield running


def build(program: Program, recorder: Recorder, *options: str, **environ: str) -> Outcome:
    return program(
        "build", *options, "-", input="FROM x\n", env={**environ, "DOCKER_HOST": recorder.host}
    )


@pytest.mark.parametrize(
    ("headers", "options", "variable", "is_buildkit"),
    [
        (OFFERED, [], "", True),
        (OFFERED, [], "1", True),
        (OFFERED, [], "0", False),
        ({"Builder-Version": "1"}, [], "", False),
        ({}, [], "", False),
        ({}, [], "0", False),
        ({}, [], "true", True),
        ({}, ["--progress", "plain"], "", True),
        ({}, ["-o", "out"], "", True),
        ({}, ["--secret", "id=HOME"], "", True),
        ({}, ["--build-arg", "x=1"], "", False),
    ],
)
def test_builders(
    pydock_alone: Program,
    recorder: Recorder,
    headers: dict[str, str],
    options: list[str],
    variable: str,
    is_buildkit: bool,
) -> None:
    recorder.more_headers = headers
    build(pydock_alone, recorder, *options, DOCKER_BUILDKIT=variable)
    assert ("/v1.41/grpc" in recorder.paths) == is_buildkit
    assert ("/v1.41/build" in recorder.paths) == (not is_buildkit)


MOUNT = "FROM x\nRUN --mount=type=cache,target=/c true\n"
SAYING = "Building with BuildKit, which RUN --mount in line 2 of the Dockerfile requires.\n"


@pytest.mark.parametrize("way", ["context", "named", "stdin", "beside a context"])
def test_a_dockerfile_that_requires_buildkit(
    pydock_inside: Program, recorder: Recorder, tmp_path: Path, way: str
) -> None:
    arguments, environ = way_to_give(MOUNT, way, tmp_path), {"DOCKER_HOST": recorder.host}
    found = pydock_inside("build", *arguments, input=MOUNT, env=environ)
    assert found.err.startswith(SAYING)
    assert "/v1.41/grpc" in recorder.paths
    assert recorder.builds == []

    recorder.paths.clear()
    recorder.more_headers = OFFERED
    found = pydock_inside("build", *arguments, input=MOUNT, env=environ)
    assert SAYING not in found.err
    assert "/v1.41/grpc" in recorder.paths


@pytest.mark.parametrize("way", ["context", "named", "stdin", "beside a context"])
def test_the_classic_builder_gets_the_same_dockerfile(
    pydock_inside: Program, recorder: Recorder, tmp_path: Path, way: str
) -> None:
    arguments, environ = way_to_give("FROM x\n", way, tmp_path), {"DOCKER_HOST": recorder.host}
    assert pydock_inside("build", *arguments, input="FROM x\n", env=environ).ok().err == ""
    environ["DOCKER_BUILDKIT"] = "0"
    arguments = way_to_give(MOUNT, way, tmp_path)
    assert pydock_inside("build", *arguments, input=MOUNT, env=environ).ok().err == ""
    plain, mount = recorder.builds
    assert b"FROM x\n" in plain.body
    assert MOUNT.encode() in mount.body


def way_to_give(dockerfile: str, way: str, tmp_path: Path) -> list[str]:
    """The arguments for a Dockerfile that is written, or is to be given on standard input."""
    (tmp_path / "Dockerfile").write_text("FROM other\n")
    (tmp_path / "named").write_text("FROM other\n")
    if way in ("stdin", "beside a context"):
        return ["-"] if way == "stdin" else ["-f", "-", str(tmp_path)]
    (tmp_path / ("Dockerfile" if way == "context" else "named")).write_text(dockerfile)
    return [str(tmp_path)] if way == "context" else ["-f", str(tmp_path / "named"), str(tmp_path)]


@pytest.mark.parametrize(
    ("dockerfile", "api_version", "is_advised"),
    [
        ("FROM x\nCOPY --link a b\n", "1.41", True),
        ("FROM x\nRUN <<EOF\ntrue\nEOF\n", "1.41", True),
        ("FROM x\nCOPY --link a b\n", "1.42", False),
        ("FROM x\nCOPY --chmod=1 a b\n", "1.41", False),
        ("FROM --platform=$BUILDPLATFORM x\n", "1.41", False),
        ("# syntax=a\nFROM x\n", "1.41", False),
    ],
)
def test_what_an_old_engine_builds_with_a_frontend_only(
    pydock_inside: Program, recorder: Recorder, dockerfile: str, api_version: str, is_advised: bool
) -> None:
    recorder.api_version = api_version
    found = pydock_inside("build", "-", input=dockerfile, env={"DOCKER_HOST": recorder.host})
    line, _, _ = found.err.partition("\n")
    assert line.startswith("Building with BuildKit, which ")
    assert line.endswith("must begin with # syntax=docker/dockerfile:1.") == is_advised


def test_an_archive_on_standard_input(pydock_inside: Program, recorder: Recorder) -> None:
    archive = b"".join(only_dockerfile(MOUNT.encode()))
    environ = {"DOCKER_HOST": recorder.host}
    pydock_inside("build", "-", input=archive, env=environ).ok()
    assert MOUNT.encode() in recorder.builds[0].body


def test_a_refusal_names_the_way_out(pydock_inside: Program, recorder: Recorder) -> None:
    recorder.refusal = "the --mount option requires BuildKit"
    environ = {"DOCKER_HOST": recorder.host, "DOCKER_BUILDKIT": "0"}
    found = pydock_inside("build", "-", input=MOUNT, env=environ)
    assert (found.status, found.err) == (
        1,
        "Error response from daemon: the --mount option requires BuildKit\n"
        "RUN --mount in line 2 of the Dockerfile requires BuildKit: build without"
        " DOCKER_BUILDKIT=0.\n",
    )
    found = pydock_inside("build", "-", input="FROM x\n", env=environ)
    assert found.err == "Error response from daemon: the --mount option requires BuildKit\n"


@pytest.mark.parametrize(("api_version", "server"), [("1.38", "Docker/18"), ("1.41", "Libpod/4.3")])
def test_a_dockerfile_that_requires_buildkit_of_an_engine_without(
    pydock_inside: Program, recorder: Recorder, api_version: str, server: str
) -> None:
    recorder.api_version, recorder.more_headers = api_version, {"Server": server}
    found = pydock_inside("build", "-", input=MOUNT, env={"DOCKER_HOST": recorder.host}).ok()
    assert found.err == ""
    assert len(recorder.builds) == 1


@pytest.mark.parametrize("option", ["--secret=id=x", "--progress=plain", "--check", "-oout"])
def test_an_option_of_buildkit_without_it(
    pydock_inside: Program, recorder: Recorder, option: str
) -> None:
    found = build(pydock_inside, recorder, option, DOCKER_BUILDKIT="0")
    assert found.status == 125
    assert found.err.startswith("unknown flag: --")
    assert recorder.builds == []


@pytest.mark.parametrize(
    ("api_version", "server", "options", "variable", "message"),
    [
        ("1.38", "Docker/18", [], "1", "DOCKER_BUILDKIT=1 requires BuildKit, which requires API"),
        ("1.38", "Docker/18", ["--load"], "", '"--load" requires BuildKit, which requires API'),
        (
            "1.41",
            "Libpod/4.3",
            ["--ssh=x"],
            "",
            '"--ssh" requires BuildKit, which this engine does',
        ),
    ],
)
def test_an_engine_without_buildkit(
    pydock_inside: Program,
    recorder: Recorder,
    api_version: str,
    server: str,
    options: list[str],
    variable: str,
    message: str,
) -> None:
    recorder.api_version, recorder.more_headers = api_version, {"Server": server}
    found = build(pydock_inside, recorder, *options, DOCKER_BUILDKIT=variable)
    assert (found.status, found.out) == (1, "")
    assert found.err.startswith(message)
    assert recorder.builds == []


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("-tUPPER", 'invalid argument "UPPER" for "-t, --tag" flag: invalid reference format'),
        ("--add-host=x", 'invalid argument "x" for "--add-host" flag: bad format for add-host'),
        ("--label==x", 'invalid argument "=x" for "--label" flag: invalid label'),
        ("--build-arg==", 'invalid argument "=" for "--build-arg" flag: invalid environment'),
        ('--cache-from="a', 'invalid argument "\\"a" for "--cache-from" flag: parse error'),
    ],
)
def test_what_the_classic_builder_refuses(
    pydock_inside: Program, recorder: Recorder, option: str, message: str
) -> None:
    found = build(pydock_inside, recorder, option, DOCKER_BUILDKIT="0")
    assert found.status == 125
    assert found.err.startswith(message)
    assert "\nUsage:  " in found.err
    assert recorder.builds == []
