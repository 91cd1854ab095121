"""`--watch`: lists that are redrawn in place at events, on a screen."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Semaphore
from typing import Any

import pyte
import pytest

from pydock.commands.shared.monitoring.watch import screen_lines
from pydock.views.container import ContainerView
from tests.support.engine import PlayedEngine, PlayedStream, pydock_on
from tests.support.screen import lines_of

WEB = {"Id": "4f" * 32, "Names": ["/web"], "Image": "registry.example/team/web:1", "Created": 0,
       "Command": "/entrypoint.sh nginx -g off", "Status": "Up 1 hour"}  # fmt: skip
DB = {**WEB, "Id": "9d" * 32, "Names": ["/db"], "Status": "Exited (0) 1 second ago"}
LIMIT_SECONDS = 30
END = "the engine ended its stream of events"


class Events(PlayedStream):
    """Sends one event after each list, and then ends."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        super().__init__(b"")
        self.lists = Semaphore(0)
        self._events = iter(events)
        self.read1 = self._next

    def _next(self, limit: int | None = -1) -> bytes:
        is_listed = self.lists.acquire(timeout=LIMIT_SECONDS)
        event = next(self._events, None) if is_listed else None
        return json.dumps(event).encode() + b"\n" if event else b""


def event(type: str, action: str) -> dict[str, Any]:
    return {"Type": type, "Action": action, "Actor": {"ID": "1"}}


def watched(path: str, lists: list[Any], events: list[dict[str, Any]]) -> PlayedEngine:
    """An engine that answers with one list after the other, an event after each."""
    stream = Events(events)
    answers: Iterator[Any] = iter(lists)

    def listed(request: str) -> Any:
        stream.lists.release()
        return next(answers)

    return PlayedEngine({f"GET {path}": listed, "GET /events": lambda request: stream})


@pytest.fixture(params=[40, 80, 200])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The columns of the window, which has ten lines."""
    size = os.terminal_size((request.param, 10))
    for module in ("terminal.window_size", "progress.screen_region"):
        monkeypatch.setattr(f"pydock.{module}.window_size", lambda *_: size)
    return size.columns


def screen(columns: int, output: str) -> list[str]:
    shown = pyte.Screen(columns, 10)
    pyte.Stream(shown).feed(output.replace("\n", "\r\n"))  # as a terminal does
    return [line for line in lines_of(shown) if line]


def test_containers_are_drawn_in_place_at_events(columns: int, tmp_path: Path) -> None:
    lists = [[WEB], [WEB, DB], [DB]]
    engine = watched(
        "/containers/json", lists, [event("container", "create"), event("container", "destroy")]
    )
    run = pydock_on(engine, tmp_path, terminal=True)
    done = run("ps", "-a", "--watch=0.1", "--sort", "names")
    assert (done.status, done.err) == (1, f"{END}\n")
    header, *rows = screen(columns, done.out)
    assert header.startswith("CONTAINER ID ")
    assert header.endswith("NAMES")
    (row,) = rows
    assert row.startswith("9d9d9d9d9d9d ")
    assert row.endswith("db")
    assert max(map(len, (header, row))) < columns
    assert engine.requests == [
        'GET /events?filters={"type":+{"container":+true,+"network":+true}}',
        *["GET /containers/json?all=1"] * 3,
    ]


def test_every_list_is_on_the_screen(columns: int, tmp_path: Path) -> None:
    engine = watched("/containers/json", [[WEB], [WEB, DB]], [event("network", "connect")])
    done = pydock_on(engine, tmp_path, terminal=True)("ps", "--watch=0.1", "--sort", "names")
    lines = screen(columns, done.out)
    assert [line.split()[-1] for line in lines] == ["NAMES", "db", "web"]


@pytest.mark.parametrize(
    ("words", "path", "lists", "type", "name"),
    [
        ("images", "/images/json", [[], [{"Id": "1", "RepoTags": ["app:1"], "Containers": 0}]],
         "image", "app:1"),
        ("images --no-trunc", "/images/json", [[], [{"Id": "1", "RepoTags": ["app:1"]}]],
         "image", "app"),
        ("volume ls", "/volumes", [{}, {"Volumes": [{"Name": "app", "Driver": "local"}]}],
         "volume", "local"),
        ("network ls", "/networks", [[], [{"Id": "1", "Name": "app", "Driver": "bridge"}]],
         "network", "1"),
    ],
)  # fmt: skip
def test_other_lists(
    words: str, path: str, lists: list[Any], type: str, name: str, tmp_path: Path
) -> None:
    engine = watched(path, lists, [event(type, "create")])
    done = pydock_on(engine, tmp_path, terminal=True)(*words.split(), "--watch=0.1")
    assert (done.status, done.err) == (1, f"{END}\n")
    assert screen(80, done.out)[-1].split()[0] == name


def test_what_changes_no_list_is_not_requested(tmp_path: Path) -> None:
    engine = watched("/containers/json", [[WEB]], [event("container", "exec_create: sh -c true")])
    stream: Events = engine.answers["GET /events"]("")
    stream.lists.release()
    done = pydock_on(engine, tmp_path, terminal=True)("ps", "--watch=0.1")
    assert (done.status, done.err) == (1, f"{END}\n")
    assert engine.requests[1:] == ["GET /containers/json"]


@pytest.mark.parametrize("words", ["ps", "images", "volume ls", "network ls"])
def test_it_requires_a_terminal(words: str, tmp_path: Path) -> None:
    engine = PlayedEngine({})
    done = pydock_on(engine, tmp_path)(*words.split(), "--watch")
    assert done == (1, "", "--watch requires a terminal as standard output\n")
    assert engine.requests == []


@pytest.mark.parametrize("text", ["0", "-1", "nan", "1e9", "x", "3601"])
def test_invalid_seconds_are_refused(text: str, tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({}), tmp_path, terminal=True)("ps", f"--watch={text}")
    assert done.status == 125
    assert done.err.startswith(f'invalid argument "{text}" for "--watch" flag: ')


def test_images_are_not_drawn_as_a_graph(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({}), tmp_path, terminal=True)("images", "--viz", "--watch")
    assert done == (1, "", "conflicting options: --viz and --watch\n")


def test_lines_that_the_window_has_no_room_for_are_counted() -> None:
    text = "".join(f"line {number}\n" for number in range(30))
    lines = [line.text for line in screen_lines(text, os.terminal_size((80, 5)))]
    assert lines == ["line 0", "line 1", "line 2", "... 27 more lines"]
    assert len(screen_lines(text, os.terminal_size((80, 31)))) == 30


def test_lines_are_shorter_than_the_window() -> None:
    (short, long) = screen_lines(
        "\x1b[1mab\x1b[0m\n\x1b[1mabcdefgh\x1b[0m\n", os.terminal_size((8, 9))
    )
    assert (short.text, short.columns) == ("\x1b[1mab\x1b[0m", 2)
    assert (long.text, long.columns) == ("abcdef…", 7)


def test_an_age_in_a_status_grows_between_two_requests() -> None:
    row = ContainerView({"Id": "1", "Status": "Up 5 seconds (healthy)"}, truncate=False)
    assert row.later(3).cell("Status") == "Up 8 seconds (healthy)"
    assert row.later(3).cell("ID") == "1"
