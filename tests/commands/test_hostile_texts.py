"""Names and messages of an engine control no terminal, whatever the command."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from pydock.commands.container import stats
from tests.commands.test_malformed_responses import COMMANDS, RESPONSES, MalformedEngine
from tests.support.engine import PlayedEngine, Refusal, pydock_on

CASES_FOR_A_COMMAND = 6
PAYLOAD = "\x1b]0;title\x07\x1b[31337;1H\x9b31337J\x08\x1bPq\x1b\\\x1b[?1049h\x7f"
#: what a terminal must not get from an engine; pydock's own displays have none of them
FORBIDDEN = re.compile("\x1b(?:[]P]|\\[31337|\\[\\?1049)|[\x07\x08\x7f-\x9f]")

LINES = [line for line in re.split("; |\n", COMMANDS) if line]
MORE = [
    "container prune", "system prune", "plugin install x", "plugin upgrade x", "build -q .",
    "build .", "load -i HOME/file", "stats", "service logs x", "login",
]  # fmt: skip


def hostile(value: Any, generator: random.Random) -> Any:
    """The value with the payload at the end of some of its texts."""
    if isinstance(value, str):
        return value + PAYLOAD if generator.random() < 0.3 else value
    if isinstance(value, list):
        return [hostile(item, generator) for item in value]
    if isinstance(value, dict):
        return {key: hostile(item, generator) for key, item in value.items()}
    return value


class HostileEngine(MalformedEngine):
    """Has one of everything, with the payload in names, labels and messages."""

    def __init__(self, generator: random.Random) -> None:
        super().__init__(generator)
        self.malformed = "the payload"
        self.responses = hostile(RESPONSES, generator)


def check(line: str, engine: PlayedEngine, home: Path) -> None:
    environ = {"TERM": "xterm", "COLUMNS": "300"}
    run = pydock_on(engine, home, terminal=True, environ=environ, terminal_errors=True)
    done = run(*line.replace("HOME", str(home)).split(), stdin="ann\npassword\n")
    for text in (done.out, done.err):
        found = FORBIDDEN.search(text)
        assert not found, (line, text[max(found.start() - 200, 0) : found.end() + 50])


@pytest.mark.parametrize("line", [*LINES, *MORE])
def test_texts(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(stats, "REFRESH_SECONDS", 0)
    (tmp_path / "file").write_text("x")
    (tmp_path / "Dockerfile").write_text("FROM x\n")
    (tmp_path / "c.yml").write_text("services: {x: {image: x}}\n")
    generator = random.Random(line)
    for _ in range(CASES_FOR_A_COMMAND):
        check(line, HostileEngine(generator), tmp_path)


@pytest.mark.parametrize("line", [*LINES, *MORE])
def test_errors(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(PlayedEngine):
        def _answer(self, *arguments: Any) -> Any:
            return Refusal(500, f"refused{PAYLOAD}")

    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "Dockerfile").write_text("FROM x\n")
    (tmp_path / "c.yml").write_text("services: {x: {image: x}}\n")
    check(line, Refusing({}), tmp_path)


def test_the_payload_is_found() -> None:
    assert FORBIDDEN.search(PAYLOAD)
    assert json.loads(json.dumps(PAYLOAD)) == PAYLOAD
