"""Picking a missing name on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.console import Console, console
from tests.engine.program import Program
from tests.support.engine import Done, PlayedEngine, pydock_on, served

CONTAINERS = [
    {"Id": f"{number}f" * 32, "Names": [f"/{name}"]}
    for number, name in enumerate(
        ["web", "db-1", "db-2", "a-container-with-a-name-as-long-as-compose-makes-them-1"]
    )
]
ANSWERS = {
    "GET /containers/json": CONTAINERS,
    "GET /images/json": [],
    "GET /containers/db-2/json": {"Id": "4f", "Name": "/db-2", "State": {"Running": True}},
    "POST /containers/db-2/exec": {"Id": "e1"},
    "POST /exec/e1/start": {},
}


@pytest.fixture
def engine() -> PlayedEngine:
    return PlayedEngine(ANSWERS)


@pytest.fixture
def pydock(engine: PlayedEngine, pydock_alone: Program, tmp_path: Path) -> Iterator[Program]:
    """pydock as a program whose user has enabled the picker."""
    enable(tmp_path, "on")
    with served(engine, tmp_path / "socket") as host:
        yield Program(pydock_alone.argv, tmp_path, host)


def enable(home: Path, value: str) -> None:
    (home / ".docker").mkdir(exist_ok=True)
    document = {"plugins": {"pydock": {"picker": value}}}
    (home / ".docker" / "config.json").write_text(json.dumps(document))


def lines_of(window: Console) -> list[str]:
    return window.text().split("\n")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_name_is_filtered_and_chosen(pydock: Program, engine: PlayedEngine, columns: int) -> None:
    with console(pydock, "exec", "-d", columns=columns) as window:
        window.wait_for("Enter: choose   Esc: cancel")
        first, filtered, longest, *others, _ = lines_of(window)
        assert (first, filtered) == ("exec: 4 of 4 containers", "filter: _")
        assert longest.startswith("> a-container-with-a-name")
        assert longest.endswith("…" if columns == 40 else "-1")
        assert others == ["  db-1", "  db-2", "  web"]
        window.type("d")
        window.wait_for("exec: 2 of 4 containers")
        window.type("\x1b[B")
        window.wait_for("> db-2")
        assert lines_of(window)[1:4] == ["filter: d_", "  db-1", "> db-2"]
        window.type("\r")
        assert window.end() == 0
    assert "POST /containers/db-2/exec" in engine.requests
    body = engine.bodies[engine.requests.index("POST /containers/db-2/exec")]
    assert body["Cmd"] == ["sh"]


def test_the_picker_is_on_standard_error(pydock: Program, tmp_path: Path) -> None:
    program = Program(
        ["sh", "-c", f'"$0" "$@" >{tmp_path}/out', *pydock.argv],
        tmp_path,
        pydock.environ["DOCKER_HOST"],
    )
    with console(program, "inspect", "--format", "{{.Name}}") as window:
        window.wait_for("Esc: cancel")
        window.type("db-2\r")
        assert window.end() == 0
    assert (tmp_path / "out").read_text() == "/db-2\n"


@pytest.mark.parametrize("key", ["\x1b", "\x03"])
def test_escape_and_ctrl_c_cancel(pydock: Program, engine: PlayedEngine, key: str) -> None:
    with console(pydock, "exec", "-it") as window:
        window.wait_for("Esc: cancel")
        window.type(key)
        assert window.end() == 130  # which compares the modes of the terminal
        assert window.output.endswith(b"\x1b[?25h\x1b[?1049l")
    assert not any(request.startswith("POST") for request in engine.requests)


def test_a_terminated_picker_restores_the_terminal(pydock: Program) -> None:
    with console(pydock, "exec", "-it") as window:
        window.wait_for("Esc: cancel")
        window.kill(15)
        window.end()
        assert window.output.endswith(b"\x1b[?25h\x1b[?1049l")


def test_it_follows_the_size_of_the_window(pydock: Program) -> None:
    with console(pydock, "inspect", rows=24, columns=80) as window:
        window.wait_for("compose-makes-them-1")
        window.resize(4, 30)
        window.wait_until(
            lambda: "> a-container-with-a-name-as…" in window.text(), "a shorter line"
        )
        window.type("\x1b")
        window.end()


def usual_error(done: Done, words: str) -> bool:
    return done.status == 1 and done.err.startswith(f"docker: 'docker {words}' requires at least")


def test_off_a_terminal_it_is_dockers_error(engine: PlayedEngine, tmp_path: Path) -> None:
    enable(tmp_path, "on")
    assert usual_error(pydock_on(engine, tmp_path)("exec", "-it"), "exec")
    assert usual_error(pydock_on(engine, tmp_path, terminal_errors=True)("exec", "-it"), "exec")
    assert engine.requests == []


@pytest.mark.parametrize(
    ("value", "environ"), [("off", {}), ("on", {"PYDOCK_PLAIN": "1"}), ("on", {"TERM": "dumb"})]
)
def test_it_is_shown_by_choice_alone(
    value: str, environ: dict[str, str], pydock: Program, tmp_path: Path
) -> None:
    enable(tmp_path, value)
    pydock.environ.update(environ)
    with console(pydock, "exec", "-it") as window:
        assert window.end() == 1
        assert "'pydock exec' requires at least 2 arguments" in window.text()


@pytest.mark.parametrize("words", ["rename", "run", "cp", "rm x"])
def test_where_a_name_is_not_all_that_is_missing(words: str, pydock: Program) -> None:
    """Another argument too; or there is nothing to pick from, or a name is given."""
    with console(pydock, *words.split(), rows=50) as window:
        window.end()
        assert "Esc: cancel" not in window.text()


def test_an_invalid_setting_is_one_sentence(pydock: Program, tmp_path: Path) -> None:
    enable(tmp_path, "yes")
    with console(pydock, "exec", "-it", columns=120) as window:
        assert window.end() == 1
        assert window.text() == (
            'config.json: "picker" of plugin "pydock" must be on or off: "yes"'
        )


def test_names_move_no_terminal(engine: PlayedEngine, pydock: Program) -> None:
    odd = {"Id": "4f", "Names": ["/a\x1b[2J\x07b\nc"]}
    engine.answers = {**ANSWERS, "GET /containers/json": [odd]}
    with console(pydock, "inspect") as window:
        window.wait_for("Esc: cancel")
        assert lines_of(window)[2] == "> a\\x1b[2J\\x07b\\nc"
        window.type("\x1b")
        window.end()
