"""DOCKER_CONTENT_TRUST: nothing unverified runs, is pulled, pushed, built or installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.engine import PlayedEngine, pydock_on

REFUSAL = "content trust (Notary) is not supported: unset DOCKER_CONTENT_TRUST\n"
PLUGIN = {"Name": "p:latest", "Enabled": False}

COMMANDS = (
    "run busybox", "create busybox", "pull busybox", "push me/app", "build -", "plugin install p",
    "plugin push p", "plugin upgrade p",
)  # fmt: skip


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> list[str]:
    return str(request.param).split()


def changes(engine: PlayedEngine) -> list[str]:
    """The requests that are not reads."""
    return [request for request in engine.requests if not request.startswith(("GET", "HEAD"))]


def test_docker_s_forms_of_true_refuse(command: list[str], tmp_path: Path) -> None:
    for value in ("1", "t", "T", "true", "TRUE", "True", "yes", "on", "tRuE", "2"):
        engine = PlayedEngine({"GET /plugins/p/json": PLUGIN})
        run = pydock_on(engine, tmp_path, environ={"DOCKER_CONTENT_TRUST": value})
        done = run(*command, stdin="FROM scratch\n")
        assert (done.status, changes(engine)) == (125 if command[0] == "run" else 1, []), value
        assert REFUSAL in done.err.replace("docker: ", "")


def test_docker_s_forms_of_false_do_not(command: list[str], tmp_path: Path) -> None:
    for value in ("", "0", "f", "F", "false", "FALSE", "False"):
        engine = PlayedEngine({"GET /plugins/p/json": PLUGIN})
        run = pydock_on(engine, tmp_path, environ={"DOCKER_CONTENT_TRUST": value})
        assert "Notary" not in run(*command, stdin="FROM scratch\n").err


@pytest.mark.parametrize(("option", "refused"), [("", False), ("=true", False), ("=false", True)])
def test_the_option_overrides_the_variable(
    command: list[str], option: str, refused: bool, tmp_path: Path
) -> None:
    engine = PlayedEngine({"GET /plugins/p/json": PLUGIN})
    run = pydock_on(engine, tmp_path, environ={"DOCKER_CONTENT_TRUST": "1"})
    arguments = [*command[:-1], f"--disable-content-trust{option}", command[-1]]
    assert ("Notary" in run(*arguments, stdin="FROM scratch\n").err) is refused
