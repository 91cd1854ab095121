"""Which builder is asked to build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
    ("headers", "options", "wish", "is_buildkit"),
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
    wish: str,
    is_buildkit: bool,
) -> None:
    recorder.more_headers = headers
    build(pydock_alone, recorder, *options, DOCKER_BUILDKIT=wish)
    assert ("/v1.41/grpc" in recorder.paths) == is_buildkit
    assert ("/v1.41/build" in recorder.paths) == (not is_buildkit)


@pytest.mark.parametrize("option", ["--secret=id=x", "--progress=plain", "--check", "-oout"])
def test_an_option_of_buildkit_without_it(
    pydock_alone: Program, recorder: Recorder, option: str
) -> None:
    found = build(pydock_alone, recorder, option, DOCKER_BUILDKIT="0")
    assert found.status == 125
    assert found.err.startswith("unknown flag: --")
    assert recorder.builds == []


@pytest.mark.parametrize(
    ("api_version", "server", "options", "wish", "words"),
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
    pydock_alone: Program,
    recorder: Recorder,
    api_version: str,
    server: str,
    options: list[str],
    wish: str,
    words: str,
) -> None:
    recorder.api_version, recorder.more_headers = api_version, {"Server": server}
    found = build(pydock_alone, recorder, *options, DOCKER_BUILDKIT=wish)
    assert (found.status, found.out) == (1, "")
    assert found.err.startswith(words)
    assert recorder.builds == []


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("-tUPPER", 'invalid argument "UPPER" for "-t, --tag" flag: invalid reference format'),
        ("--add-host=x", 'invalid argument "x" for "--add-host" flag: bad format for add-host'),
        ("--label==x", 'invalid argument "=x" for "--label" flag: invalid label'),
        ("--build-arg==", 'invalid argument "=" for "--build-arg" flag: invalid environment'),
        ('--cache-from="a', 'invalid argument "\\"a" for "--cache-from" flag: parse error'),
    ],
)
def test_what_the_classic_builder_refuses(
    pydock_alone: Program, recorder: Recorder, option: str, words: str
) -> None:
    found = build(pydock_alone, recorder, option, DOCKER_BUILDKIT="0")
    assert found.status == 125
    assert found.err.startswith(words)
    assert "\nUsage:  " in found.err
    assert recorder.builds == []
