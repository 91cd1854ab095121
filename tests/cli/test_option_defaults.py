"""Defaults of options by command in config.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.support.engine import Done, PlayedEngine, pydock_on

ANSWERS = {
    "GET /containers/json": [],
    "GET /images/json": [],
    "POST /containers/create": {"Id": "4f"},
}


def docker(
    home: Path, defaults: object, engine: PlayedEngine | None = None, **environ: str
) -> Callable[..., Done]:
    (home / ".docker").mkdir(exist_ok=True)
    document = {"plugins": {"pydock-defaults": defaults}}
    (home / ".docker" / "config.json").write_text(json.dumps(document))
    return pydock_on(engine or PlayedEngine(ANSWERS), home, environ=environ)


def created(home: Path, defaults: Mapping[str, str], *words: str) -> dict[str, object]:
    engine = PlayedEngine(ANSWERS)
    assert docker(home, defaults, engine)("create", *words, "image") == (0, "4f\n", "")
    body: dict[str, object] = engine.bodies[-1]
    return body


def test_options_that_the_command_line_has_not(tmp_path: Path) -> None:
    defaults = {"create": "-e A=1 -e 'B=2 3' --hostname=h --init", "run": "--rm"}
    body = created(tmp_path, defaults)
    assert (body["Env"], body["Hostname"]) == (["A=1", "B=2 3"], "h")
    body = created(tmp_path, defaults, "-e", "C=3", "--init=false")
    assert (body["Env"], body["Hostname"]) == (["C=3"], "h")
    assert isinstance(body["HostConfig"], dict) and body["HostConfig"]["Init"] is False


@pytest.mark.parametrize("key", ["ps", "container ls", "container list", " container  ps "])
def test_any_name_of_the_command(key: str, tmp_path: Path) -> None:
    engine = PlayedEngine(ANSWERS)
    assert docker(tmp_path, {key: "--all"}, engine)("ps", "-q") == (0, "", "")
    assert docker(tmp_path, {key: "--all"}, engine)("container", "ls", "-q") == (0, "", "")
    assert engine.requests == ["GET /containers/json?all=1"] * 2


def test_a_variable_turns_them_off(tmp_path: Path) -> None:
    engine = PlayedEngine(ANSWERS)
    run = docker(tmp_path, {"ps": "--all --bad"}, engine, PYDOCK_PLAIN="1")
    assert run("ps", "-q") == (0, "", "")
    assert engine.requests == ["GET /containers/json"]
    assert "Defaults" not in run("ps", "--help").out


@pytest.mark.parametrize(
    ("defaults", "message"),
    [
        ("--no-such", "unknown flag: --no-such"),
        ("--last x", 'invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x":'
                     " invalid syntax"),
        ("--all name", '"name" is not the default of an option'),
        ("--help", '"--help" is not the default of an option'),
        ("--all 'x", "EOF found when expecting closing quote"),
    ],
)  # fmt: skip
def test_a_bad_value_is_one_sentence(defaults: str, message: str, tmp_path: Path) -> None:
    engine = PlayedEngine(ANSWERS)
    done = docker(tmp_path, {"ps": defaults}, engine)("ps")
    assert done == (1, "", f'config.json: defaults of "ps": {message}\n')
    assert engine.requests == []
    assert docker(tmp_path, {"ps": defaults})("images", "-q").status == 0


def test_a_warning_names_what_is_no_command(tmp_path: Path) -> None:
    done = docker(tmp_path, {"pss": "--all", "container": "-x"})("ps", "-q")
    assert done.status == 0
    assert done.err.splitlines() == [
        'WARNING: config.json has defaults of "pss", which is not a command',
        'WARNING: config.json has defaults of "container", which is not a command',
    ]


def test_errors_of_the_command_line_name_the_options_without_values(tmp_path: Path) -> None:
    run = docker(tmp_path, {"create": "--restart always -e TOKEN=hunter2"})
    done = run("create", "--rm", "image")
    assert done.status == 125
    assert done.err.endswith('\nDefaults of "create" from config.json: --env, --restart\n')
    assert "hunter2" not in done.err
    assert "Defaults" not in run("ps", "--no-such").err


def test_help_shows_them_without_secrets(tmp_path: Path) -> None:
    page = docker(tmp_path, {"ps": "--all", "kill": None, "run": "-e TOKEN=hunter2 --name 'a b'"})
    assert page("ps", "--help").out.endswith("\nDefaults from config.json:\n  --all\n")
    assert page("run", "--help").out.endswith("  -e TOKEN=*** --name 'a b'\n")
    assert "Defaults" not in page("images", "--help").out
    assert "Defaults" not in page("kill", "--help").out
