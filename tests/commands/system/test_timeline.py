"""`events --timeline`: printed once, or drawn in place on a terminal."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pyte
import pytest

from tests.support.engine import PlayedEngine, pydock_on
from tests.support.screen import lines_of

NOW = 1_700_000_000


def lines(*events: tuple[float, str, str]) -> bytes:
    return b"".join(
        json.dumps({
            "Type": "container", "Action": action, "timeNano": int((NOW + second) * 10**9),
            "Actor": {"ID": "4f", "Attributes": {"name": name}},
        }).encode() + b"\n"
        for second, action, name in events
    )  # fmt: skip


EVENTS = lines((-3000, "start", "web"), (-1800, "oom", "web"), (-1799, "die", "web"),
               (-600, "start", "db"), (-300, "exec_start: sh", "db"))  # fmt: skip


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: float(NOW))


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", f"?since={NOW - 3600}&until={NOW}.000000000"),
        ("--since 10m", f"?since={NOW - 600}&until={NOW}.000000000"),
        ("--since 2h --until 1h", f"?since={NOW - 7200}&until={NOW - 3600}"),
        ("-f type=network",
         f'?filters={{"type":+{{"network":+true}}}}&since={NOW - 3600}&until={NOW}.000000000'),
    ],
)  # fmt: skip
def test_request(words: str, query: str, tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /events": b""})
    assert pydock_on(engine, tmp_path)("events", "--timeline", *words.split()).status == 0
    assert engine.requests == [f"GET /events{query}"]


def test_it_is_printed_once_off_a_terminal(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({"GET /events": EVENTS}), tmp_path)("events", "--timeline")
    assert (done.status, done.err) == (0, "")
    times, web, db, legend = done.out.splitlines()
    assert times.startswith("    |")
    assert web == "web " + " " * 12 + ">" + "━" * 25 + "!"
    assert db == "db  " + " " * 63 + ">" + "━" * 12
    assert legend == "! out of memory  > start"


def test_nothing_has_happened(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({"GET /events": b""}), tmp_path)("events", "--timeline")
    assert (done.status, done.err) == (0, "")
    assert "|" in done.out


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("until", [[], ["--until", "10s"]])
def test_it_is_drawn_in_place_on_a_terminal(
    columns: int, until: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    size = os.terminal_size((columns, 6))
    for module in ("terminal.window_size", "progress.screen_region"):
        monkeypatch.setattr(f"pydock.{module}.window_size", lambda *_: size)
    more = lines(*((-60, "create", f"name-{number}") for number in range(9)))
    engine = PlayedEngine({"GET /events": EVENTS + more})
    run = pydock_on(engine, tmp_path, terminal=True, environ={"TERM": "xterm"})
    done = run("events", "--timeline", *until)
    if until:  # in the past
        assert (done.status, done.err) == (0, "")
    else:
        assert (done.status, done.err) == (1, "the engine ended its stream of events\n")
        assert engine.requests == [f"GET /events?since={NOW - 3600}"]
    screen = pyte.Screen(columns, 6)
    pyte.Stream(screen).feed("$ events\r\n" + done.out.replace("\n", "\r\n"))
    shown = [line for line in lines_of(screen) if line]
    assert shown[0].strip().startswith("|")
    assert [line.split()[0] for line in shown[1:4]] == ["name-6", "name-7", "name-8"]
    assert shown[4:] == ["+ create"]
    assert max(map(len, shown)) < columns


def test_no_format_beside_it(tmp_path: Path) -> None:
    engine = PlayedEngine({})
    done = pydock_on(engine, tmp_path)("events", "--timeline", "--format", "json")
    assert done == (1, "", "conflicting options: --timeline and --format\n")
    assert engine.requests == []


def test_a_damaged_event(tmp_path: Path) -> None:
    events: Any = b'{"Type": 1}\n'
    done = pydock_on(PlayedEngine({"GET /events": events}), tmp_path)("events", "--timeline")
    assert done.status == 1
    assert done.err.startswith("invalid response from engine: GET /events: ")
