"""`version` and `info` on a real engine, and every command without one."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.program import Program


def test_version_shows_both_sides(pydock: Program, engine: Engine) -> None:
    lines = [line.strip() for line in pydock("version").ok().out.splitlines()]
    client, server = (
        next(number for number, line in enumerate(lines) if line.startswith(side))
        for side in ("Client:", "Server:")
    )
    assert client < server
    assert any(line.startswith("API version:") for line in lines[client:server])
    assert any(line.split() == ["Version:", engine.version] for line in lines[server:])


def test_version_tells_which_version_was_agreed_on(pydock: Program, engine: Engine) -> None:
    done = pydock("version", env={"DOCKER_API_VERSION": "1.41"}).ok()
    client_side = done.out.partition("Server:")[0]
    assert "1.41" in client_side


def test_info_shows_the_state_of_the_engine(pydock: Program, engine: Engine) -> None:
    lines = [line.strip() for line in pydock("info").ok().out.splitlines()]
    assert lines[0].startswith("Client:")
    assert "Server:" in lines
    assert f"Server Version: {engine.version}" in lines


NEEDS_ENGINE = {
    "ps": 1,
    "images": 1,
    "version": 1,
    "info": 1,
    "pull busybox": 1,
    "create busybox": 1,
    "run busybox": 1,
    "run -d busybox": 1,
    "start a": 1,
    "stop a": 1,
    "restart a": 1,
    "kill a": 1,
    "rm a": 1,
    "wait a": 1,
    "logs a": 1,
    "exec a b": 1,
    "attach a": 1,
    "inspect a": 1,
    "rmi a": 1,
    "tag a b": 1,
}


@pytest.mark.parametrize(("words", "status"), NEEDS_ENGINE.items())
def test_no_engine_there(pydock: Program, tmp_path: Path, words: str, status: int) -> None:
    host = f"unix://{tmp_path}/nobody.sock"
    done = pydock(*words.split(), env={"DOCKER_HOST": host})
    assert done.status == status
    assert done.err.removesuffix("failed to start containers: a\n") == (
        f"failed to connect to the docker API at {host}; check if the path is correct and if the "
        f"daemon is running: dial unix {tmp_path}/nobody.sock: connect: no such file or directory\n"
    )


def test_a_refused_connection(pydock: Program) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        done = pydock("-H", host, "ps", env={"DOCKER_HOST": None})
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"Cannot connect to the Docker daemon at {host}. Is the docker daemon running?\n"
    )


def test_the_option_wins_over_the_environment(pydock: Program, engine: Engine) -> None:
    done = pydock("-H", engine.host, "ps", "-q", env={"DOCKER_HOST": "unix:///nowhere"})
    assert done.ok().err == ""


def test_an_address_that_cannot_be(pydock: Program) -> None:
    done = pydock("-H", "nonsense://x", "ps")
    assert (done.status, done.out) == (1, "")
    assert "nonsense://x" in done.err


def test_a_version_that_the_engine_does_not_support(pydock: Program, engine: Engine) -> None:
    if engine.name == "podman":
        pytest.skip("Podman answers any version that is requested.")
    done = pydock("ps", env={"DOCKER_API_VERSION": "1.99"})
    assert (done.status, done.out) == (1, "")
    assert "1.99" in done.err


def test_an_unknown_command(pydock: Program) -> None:
    done = pydock("no-such-command")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"{pydock.name}: unknown command: {pydock.name} no-such-command\n\n"
        f"Run '{pydock.name} --help' for more information\n"
    )
