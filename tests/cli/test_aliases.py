"""Aliases of config.json: the user's names for words of a command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.engine import Done, PlayedEngine, pydock_on

ANSWERS = {
    "GET /containers/json": [],
    "GET /images/json": [],
    "GET /containers/web/json": {"Id": "4f", "Name": "/web"},
}
ALIASES = {
    "all": "ps --all",
    "pa": "--log-level error all",
    "where": "inspect --format '{{.Name}} is here'",
    "ps": "images",
    "network": "images",
    "a": "b -x",
    "b": "-D c",
    "c": "a",
    "open": "run 'x",
    "empty": " ",
    "null": None,
    "typo": "ps -e TOKEN=hunter2 --no-such-flag",
    "token": "run -e TOKEN=hunter2",
}
Run = Callable[..., Done]


@pytest.fixture
def engine() -> PlayedEngine:
    return PlayedEngine(ANSWERS)


@pytest.fixture
def docker(engine: PlayedEngine, tmp_path: Path) -> Run:
    (tmp_path / ".docker").mkdir()
    document = {"plugins": {"pydock-aliases": ALIASES}}
    (tmp_path / ".docker" / "config.json").write_text(json.dumps(document))
    return pydock_on(engine, tmp_path)


def test_an_alias_stands_for_its_words_and_more_may_follow(
    docker: Run, engine: PlayedEngine
) -> None:
    assert docker("all", "--quiet") == (0, "", "")
    assert docker("pa", "-q") == (0, "", "")
    assert engine.requests == ["GET /containers/json?all=1", "GET /containers/json?all=1"]
    assert docker("where", "web") == (0, "/web is here\n", "")


def test_a_command_of_docker_is_never_hidden(docker: Run, engine: PlayedEngine) -> None:
    assert docker("ps", "-q").status == 0
    assert docker("network").err.startswith("Usage:  docker network COMMAND\n")
    assert engine.requests == ["GET /containers/json"]
    page = docker("--help").out
    assert "  ps          (not used: there is a command of this name)\n" in page


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a", 'alias "a" refers to itself: a -> b -> c -> a'),
        ("open", 'alias "open": EOF found when expecting closing quote'),
        ("empty", 'alias "empty" is empty'),
        ("null", 'alias "null" is empty'),
    ],
)
def test_a_bad_alias_is_one_sentence(docker: Run, name: str, message: str) -> None:
    assert docker(name, "x") == (1, "", f"config.json: {message}\n")


def test_a_long_chain_is_refused(engine: PlayedEngine, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    chain = {f"a{number}": f"a{number + 1}" for number in range(5000)}
    document = {"plugins": {"pydock-aliases": {**chain, "a5000": "ps"}}}
    (tmp_path / ".docker" / "config.json").write_text(json.dumps(document))
    docker = pydock_on(engine, tmp_path)
    message = 'config.json: alias "a0" expands through more than 50 aliases\n'
    assert docker("a0") == (1, "", message)
    assert docker("__complete", "plugin:a0", "") == (0, "", "")
    assert docker("a4951", "-q").status == 0


def test_errors_of_the_command_line_name_the_alias(docker: Run) -> None:
    done = docker("typo")
    assert done.status == 125
    assert done.err.startswith("unknown shorthand flag: 'e' in -e\n")
    assert done.err.endswith(
        "Run 'docker ps --help' for more information\nAlias \"typo\" from config.json: ps ...\n"
    )
    assert "hunter2" not in done.err


def test_help_lists_aliases_without_secrets(docker: Run) -> None:
    page = docker("help").out
    assert "\nAliases:\n" in page
    assert "  all         ps --all\n" in page
    assert "  token       run -e TOKEN=***\n" in page


def test_help_on_an_alias_is_that_of_its_command(docker: Run, engine: PlayedEngine) -> None:
    page = docker("ps", "--help").out
    assert docker("all", "--help").out == page
    assert docker("--help", "all").out == page
    assert docker("help", "all").out == f'"all" is an alias: ps --all\n\n{page}'
    assert docker("help", "token").out.startswith('"token" is an alias: run -e TOKEN=***\n\n')
    assert engine.requests == []


def test_a_variable_turns_aliases_off(engine: PlayedEngine, docker: Run, tmp_path: Path) -> None:
    plain = pydock_on(engine, tmp_path, environ={"PYDOCK_PLAIN": "1"})
    assert plain("all").err.startswith("docker: unknown command: docker all\n")
    assert "Aliases" not in plain("--help").out


def test_the_nearest_alias_is_offered(engine: PlayedEngine, docker: Run, tmp_path: Path) -> None:
    mistyped = pydock_on(engine, tmp_path, terminal_errors=True)("tokne")
    assert "Did you mean token" in mistyped.err


@pytest.mark.parametrize("value", ['{"x": 1}', '{"x": ["ps"]}', '["ps"]', "1"])
def test_a_value_of_another_type_is_reported(value: str, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    text = f'{{"plugins": {{"pydock-aliases": {value}}}}}'
    (tmp_path / ".docker" / "config.json").write_text(text)
    done = pydock_on(PlayedEngine(ANSWERS), tmp_path)("x")
    assert done.status == 1
    warning, unknown, *_ = done.err.splitlines()
    assert warning.startswith("WARNING: Error parsing config file (")
    assert unknown == "docker: unknown command: docker x"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["plugin:all", "--no-t"], ["--no-trunc\tDo not shorten columns", ":4"]),
        (["plugin:pa", "--no-t"], ["--no-trunc\tDo not shorten columns", ":4"]),
        (["plugin:token", "--env-file", ""], [":0"]),
        (["plugin:nothing", ""], []),
        (["plugin:a", ""], []),
        (["plugin:ps", ""], []),
    ],
)
def test_completion_behind_an_alias(docker: Run, words: list[str], found: list[str]) -> None:
    done = docker("__complete", *words)
    shown = [line.partition("\t")[0] for line in done.out.splitlines()]
    assert shown == [line.partition("\t")[0] for line in found]


def test_completion_of_aliases(docker: Run) -> None:
    names = [
        line.partition("\t")[0] for line in docker("__complete", "cli-plugins").out.split("\n")
    ]
    assert "all" in names and "ps" not in names
