"""The terminal is as it was before, however a program with the whole screen ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.console import Console, console
from tests.engine.program import Program

SCRIPT = """
import sys
from pydock.terminal.full_screen import END, FullScreen

with FullScreen(0, sys.stdout) as screen:
    print("ready", flush=True)
    while True:
        for key in screen.keys(60):
            print("key:", key, flush=True)
            if key == "q":
                sys.exit(3)
            if key == "f":
                raise ValueError("failed")
            if key == "g":
                with screen.suspended():
                    print("line:", input(), flush=True)
        if screen.is_stale:
            screen.clear()
            print("again", flush=True)
"""
ENTER, LEAVE = b"\x1b[?1049h\x1b[?25l", b"\x1b[?25h\x1b[?1049l"


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Console]:
    program = Program([sys.executable, "-c", SCRIPT], tmp_path, None)
    program.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    with console(program) as window:
        window.wait_for("ready")
        yield window


@pytest.mark.parametrize(("key", "status"), [("q", 3), ("f", 1)])
def test_an_end_by_a_key(window: Console, key: str, status: int) -> None:
    window.type(key)
    assert window.end() == status
    assert ENTER in window.output
    assert window.output.count(LEAVE) == 1
    assert (b"ValueError" in window.output.partition(LEAVE)[2]) is (key == "f")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_an_end_by_a_signal(window: Console, number: signal.Signals) -> None:
    window.kill(number)
    assert window.end() == -number
    assert window.output.endswith(LEAVE)


def test_an_interrupt(window: Console) -> None:
    window.type("\x03")
    assert window.end() != 0
    assert b"KeyboardInterrupt" in window.output.partition(LEAVE)[2]


def test_a_change_of_the_window(window: Console) -> None:
    window.resize(10, 40)
    window.wait_for("again")
    window.type("q")
    assert window.end() == 3


def test_keys_are_not_echoed(window: Console) -> None:
    window.type("a")
    window.wait_for("key: a")
    window.type("\x1b[A")
    window.wait_for("key: up")
    assert [line for line in window.lines() if line] == ["ready", "key: a", "key: up"]


def test_it_is_given_back_for_another_program(window: Console) -> None:
    window.type("g")
    window.wait_until(lambda: window.output.endswith(LEAVE), "the former screen")
    window.type("typed\r")
    window.wait_until(lambda: window.output.count(ENTER) == 2, "the screen")
    assert b"typed\r\nline: typed" in window.output  # echoed, and read as a line
    window.type("q")
    assert window.end() == 3
