"""The displays of a build, the live one on a real pseudo-terminal."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pydock.build.buildkit.progress.display import open_display
from pydock.build.buildkit.progress.trace import Trace
from pydock.build.buildkit.progress.tty import PLAIN_COLOURS, Tree
from pydock.options.build.progress_mode import NONE, PLAIN, QUIET, RAWJSON
from tests.build.buildkit.progress import recorded
from tests.build.buildkit.progress.replay import HEADLINE
from tests.progress.pseudo_terminal import Terminal

SHOW = """
import json, os, sys
from pydock.build.buildkit.progress.display import open_display
from tests.build.buildkit.progress.recorded import message
display = open_display(
    "tty", sys.stderr.buffer, os.environ, builder="docker:x", headline="", is_terminal=True
)
with display, os.fdopen(int(sys.argv[1])) as lines:
    for line in lines:
        display.add(message(json.loads(line)))
print("END")
"""
AT = "2026-01-01T00:00:0{}Z"


def shown(mode: str, name: str, *, is_terminal: bool = False) -> str:
    """What is written of a recorded build, the update of which come all at once."""
    out = io.BytesIO()
    display = open_display(
        mode, out, {}, builder="docker:x", headline=HEADLINE, is_terminal=is_terminal
    )
    with display:
        for update in recorded.update(name):
            display.add(update)
    assert len(display.warnings) == (2 if name == "fails" else 0)
    return out.getvalue().decode()


def test_plain() -> None:
    expected = (recorded.DIRECTORY / "multi.plain").read_bytes().decode()
    assert shown(PLAIN, "multi") == expected
    assert "\x1b[31m" in expected


def test_plain_on_a_terminal_is_safe() -> None:
    text = shown(PLAIN, "multi", is_terminal=True)
    assert "\x1b]0;" not in text
    assert "\r" not in text
    assert "\x1b[31mred" in text


def test_news_as_json() -> None:
    assert shown(RAWJSON, "fails").splitlines() == recorded.lines("fails")


@pytest.mark.parametrize("mode", [QUIET, NONE])
def test_nothing(mode: str) -> None:
    assert shown(mode, "fails") == ""


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []

    def start(columns: int = 60, rows: int = 24, **environ: str) -> Terminal:
        started.append(Terminal(SHOW, columns, rows, environ))
        return started[-1]

    yield start
    for one in started:
        one.close()


def step(name: str, start: int = 1, end: int | None = None, **more: Any) -> dict[str, object]:
    found = {"digest": name, "name": name, "started": AT.format(start), **more}
    return {"vertexes": [found | ({"completed": AT.format(end)} if end else {})]}


def log(name: str, text: str) -> dict[str, object]:
    data = base64.b64encode(text.encode()).decode()
    return {"logs": [{"vertex": name, "stream": 1, "data": data, "timestamp": AT.format(2)}]}


def texts(window: Terminal) -> list[str]:
    """The lines without the times at their ends."""
    return [line.rsplit("  ", 1)[0].rstrip() for line in window.shown]


def test_a_build_from_its_first_line_to_its_last(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    window.send(step("one", 1, 2), step("two", 2), log("two", "hello\nworld\n"))
    window.until(lambda: " => => # world" in window.shown)
    assert texts(window)[1:] == [" => one", " => two", " => => # hello", " => => # world"]
    assert "(1/2)" in window.shown[0]
    window.send(step("two", 2, 5, error="it broke"))
    window.finish()
    assert window.shown[0].startswith("[+] Building 4.0s (2/2) FINISHED ")
    assert window.shown[1:3] == [f" => one{'1.0s':>52}", f" => ERROR two{'3.0s':>46}"]
    assert window.shown[3:] == ["------", " > two:", "0.000 hello", "0.000 world", "------", "END"]
    assert b"\x1b[2J" not in window.written
    assert b"\x1b[2K" not in window.written


def test_more_steps_than_the_window_has_rows(terminal: Callable[..., Terminal]) -> None:
    window = terminal(rows=6)
    window.send(*(step(f"done {n}", 1, 2) for n in range(9)), step("run"), log("run", "printed\n"))
    window.until(lambda: " => => # printed" in window.shown)
    assert texts(window)[1:] == [" => done 7", " => done 8", " => run", " => => # printed"]
    assert len(window.shown) == 5


def test_a_window_that_changes_its_size(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    window.send(step("a step with a name of some length", 1))
    window.until(lambda: len(window.shown) == 2)
    window.resize(24, 24)
    window.until(lambda: "…" in window.shown[-1])
    window.resize(100, 24)
    window.until(lambda: " => a step with a name of some length" in window.shown[-1])
    window.send(step("a step with a name of some length", 1, 3))
    window.finish()
    assert window.shown[-2:] == [f" => a step with a name of some length{'2.0s':>62}", "END"]


def test_hostile_output_stays_in_its_line(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    hostile = "\x1b[2J\x1b[H\x1b]0;title\x07\x1b[?1049hgone\x1b[5A\n"
    window.send(step("\x1b[2Jrun"), log("\x1b[2Jrun", hostile))
    window.until(lambda: " => => # gone" in window.shown)
    window.send(step("\x1b[2Jrun", 1, 2, error="x"))
    window.finish()
    assert texts(window)[1] == " => ERROR run"
    assert window.shown[2:] == ["------", " > run:", "1.000 gone", "------", "END"]
    assert window.screen.title == ""


def test_an_engine_whose_clock_goes_back() -> None:
    trace = Trace(lambda: 0.0)
    for message in (step("one", 5, 2), step("two", 9)):
        trace.update(recorded.message(message))
    lines = [line.text for line in Tree(trace, PLAIN_COLOURS, "").lines(60, 24, 0)]
    assert lines[0].startswith("[+] Building 0.0s (1/2)")
    assert [line.split()[-1] for line in lines[1:]] == ["0.0s", "0.0s"]
