"""Options and variables with malformed values: accepted, or refused in a sentence."""

import io
import random
import re
from pathlib import Path

import pytest

from pydock import catalog
from pydock.__main__ import main
from pydock.cli.app import App
from pydock.cli.command import global_options, load
from pydock.errors import ExitStatus
from tests.commands.test_every_command import NAMED, command_of
from tests.commands.test_malformed_responses import COMMANDS, whole_engine
from tests.support.engine import pydock_on

#: \udcff is a byte that is not UTF-8
MALFORMED = (
    "\udcff", "\udcff=\udcff", "a=\udcff", "\udcff:/\udcff", "type=\udcff,src=\udcff,dst=/\udcff",
    "1\udcff", "-1", "9" * 20, "", "é\x1b[2J", "{{.\udcff}}", '{{printf "\udcff"}}', "json",
    "@", "[", ",", ":", "=", "/dev/null", "type=local,dest=\udcff",
)  # fmt: skip
MALFORMED_HOSTS = (
    "\udcff", "tcp://\udcff", "tcp://[::", "tcp://:0", "tcp://127.0.0.1:99999", "tcp://é.invalid:1",
    f"tcp://{'x' * 70}:1", "tcp://.:1", "unix://\udcff", f"unix:///{'x' * 200}", "ssh://", "ssh://-x",
    "npipe://x", "fd://", "http://x", "é",
)  # fmt: skip
VARIABLES = (
    "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_API_VERSION", "DOCKER_CERT_PATH",
    "DOCKER_TLS_VERIFY", "DOCKER_TLS", "DOCKER_DEFAULT_PLATFORM", "DOCKER_BUILDKIT",
    "DOCKER_CONTENT_TRUST", "DOCKER_AUTH_CONFIG", "DOCKER_CUSTOM_HEADERS", "BUILDKIT_PROGRESS",
    "BUILDKIT_COLORS", "COLUMNS", "LINES", "TERM", "TZ", "HOME", "PATH", "BUILDX_BUILDER",
    "PYDOCK_IMAGES", "DOCKER_CLI_HOOKS", "SSH_AUTH_SOCK", "HTTP_PROXY", "NO_PROXY",
)  # fmt: skip


def lines() -> dict[str, tuple[list[str], list[str]]]:
    """The words of each command, and arguments as it requires them."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for line in [*re.split("; |\n", COMMANDS), *NAMED, *catalog.COMMANDS]:
        if line.strip() and not line.startswith("--"):
            words = [word if word[:1] != "N" else f"x{word[1:]}" for word in line.split()]
            length = 2 if catalog.resolve(" ".join(words[:2])) in catalog.COMMANDS else 1
            found.setdefault(command_of(line), (words[:length], words[length:]))
    return found


LINES = lines()


def assert_sentence(status: int, err: str, words: object) -> None:
    assert "a bug" not in err and "Traceback" not in err, (words, err)
    assert status in (0, ExitStatus.OUTDATED) or err.strip(), f"silence: {words}"


@pytest.mark.parametrize("command", sorted(catalog.COMMANDS))
def test_options(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "c.yml").write_text("services: {x: {image: x}}\n")
    names, arguments = LINES[command]
    arguments = [word.replace("HOME", str(tmp_path)) for word in arguments]
    for option in load(command).options:
        generator = random.Random(f"{command} {option.long}")
        for value in (*MALFORMED[:3], *generator.sample(MALFORMED[3:], 5)):
            words = [*names, f"--{option.long}={value}", *arguments]
            done = pydock_on(whole_engine(), tmp_path)(*words, stdin="FROM x\n")
            assert_sentence(done.status, done.err, words)


def run(words: list[str], environ: dict[str, str]) -> tuple[int, str]:
    """Run pydock, which connects by itself; return status and errors."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape", write_through=True)
        for _ in range(2)
    )
    status = main(words, App("docker", environ, io.TextIOWrapper(io.BytesIO()), out, err))
    return status, err.buffer.getvalue().decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("option", [option.long for option in global_options()])
def test_global_options(option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"HOME": str(tmp_path), "DOCKER_HOST": "unix:///nonexistent", "PATH": "/nonexistent"}
    for value in MALFORMED_HOSTS if option == "host" else MALFORMED:
        for command in ("ps", "context ls", "login -u a -p b h:1", "exec x y"):
            words = [f"--{option}={value}", *command.split()]
            assert_sentence(*run(words, environ), words)


@pytest.mark.parametrize("name", ["DOCKER_HOST", *VARIABLES])
def test_variables(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM x\n")
    environ = {"HOME": str(tmp_path), "DOCKER_HOST": "unix:///nonexistent", "PATH": "/nonexistent"}
    for value in MALFORMED_HOSTS if name == "DOCKER_HOST" else MALFORMED:
        for command in ("ps", "context ls"):
            assert_sentence(*run(command.split(), {**environ, name: value}), (name, value, command))
        for command in ("ps", "run x", "build .", "images", "login h:1", "--help"):
            given = pydock_on(whole_engine(), tmp_path, environ={**environ, name: value})
            done = given(*command.split())
            assert_sentence(done.status, done.err, (name, value, command))
