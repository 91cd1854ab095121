"""Some of the command lines at random, as `compare_random` compares thousands of them."""

from __future__ import annotations

import itertools
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.parity.compare_random import (
    DIFFERENCES,
    Difference,
    MissingRecorder,
    Reason,
    Result,
    Runner,
    differences,
    reasons,
)
from tests.parity.random_lines import COMMANDS, FILES, LEFT_OUT, command_lines
from tests.parity.recorder import running
from tests.support.recordings import Oracle, plain

pytestmark = pytest.mark.slow

#: one line in 25 of a seed
SAMPLE = list(itertools.islice(command_lines(1, 3000), 0, None, 25))


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    directory = tmp_path_factory.mktemp("r")
    with running(MissingRecorder(directory / "engine.sock")) as recorder:
        yield Runner(directory, recorder)


@pytest.mark.parametrize("line", SAMPLE)
def test_as_docker(
    line: str, runner: Runner, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split(line)

    @cache
    def by_docker(docker: str) -> Result:
        return runner.docker(docker, words)

    theirs = [oracle((line, FILES), by_docker, follow_newest=newest) for newest in (True, False)]
    monkeypatch.chdir(runner.home)
    ours = runner.here(words)
    if plain(ours) not in theirs:
        difference = Difference(line, Result(*theirs[0]), ours)
        assert [each.reason for each in reasons() if each.explains(difference)], difference


def test_the_same_seed_gives_the_same_lines() -> None:
    lines = list(command_lines(7, 300))
    assert lines == list(command_lines(7, 300))
    assert lines != list(command_lines(8, 300))
    assert len(set(lines)) == 300


def test_every_command_and_nearly_every_option_occurs() -> None:
    lines = [line for seed in (1, 2, 3) for line in command_lines(seed, 3000)]
    commands = set(COMMANDS) - LEFT_OUT
    found = {command for command in commands for line in lines if f"{line} ".startswith(command)}
    assert found == commands
    options = {name for command in commands for name in COMMANDS[command]}
    given = Counter(name for line in lines for name in re.findall(r" --([a-z][a-z0-9-]*)", line))
    assert len(options - set(given)) < len(options) / 20


def test_differences_are_found(tmp_path: Path) -> None:
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\necho unlike >&2\ntouch left\nexit 3\n")
    docker.chmod(0o755)
    (found,) = differences(["volume rm web"], [str(docker)])
    assert found.kind == "status+error+requests+files"
    assert (found.docker.status, found.docker.error) == (3, "unlike")
    assert (found.docker.requests, found.docker.files) == ([], {"left": ""})
    assert (found.pydock.status, found.pydock.error, found.pydock.files) == (0, "", {})
    assert found.pydock.requests == [["DELETE", "/volumes/web", {}, 0]]


def test_a_reason_explains_what_it_matches() -> None:
    result = Result(1, "no", [], {})
    difference = Difference("rm web", result, result._replace(error="never"))
    assert Reason("because", "^rm ", "^no$", "ever").explains(difference)
    assert not Reason("because", "^ps").explains(difference)
    assert not Reason("because", "^rm ", "yes").explains(difference)


def test_the_results_are_of_three_seeds_without_unexplained_lines() -> None:
    document = json.loads(DIFFERENCES.read_text())
    assert len(document["results"]) == 3
    for result in document["results"]:
        assert result["lines"] == 3000
        assert sum(result["reasons"].values()) == result["differing"]
        assert set(result["reasons"]) <= {each.reason for each in reasons()}
