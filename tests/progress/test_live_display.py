from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.progress.pseudo_terminal import Terminal

SHOW = """
import os, sys
from pydock.progress.json_stream import StreamError
from pydock.progress.display import display_stream
chunks = iter(lambda: os.read(int(sys.argv[1]), 65536), b"")
try:
    display_stream(chunks, sys.stdout, terminal=True, environ=os.environ)
except StreamError as error:
    print("ERROR", error.message)
"""


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []

    def start(columns: int = 80, rows: int = 24, **environ: str) -> Terminal:
        started.append(Terminal(SHOW, columns, rows, environ))
        return started[-1]

    yield start
    for one in started:
        one.close()


def layer(name: str, status: str, current: int = 0, total: int = 0) -> dict[str, object]:
    detail = {"current": current, "total": total} if current or total else {}
    return {"id": name, "status": status, "progressDetail": detail}


HEAD: dict[str, object] = {"id": "latest", "status": "Pulling from library/x"}
TAIL: dict[str, object] = {"status": "Digest: sha256:1"}


def test_a_pull_from_its_first_line_to_its_last(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    window.send(HEAD, layer("aaa", "Waiting"), layer("bbb", "Waiting"))
    window.until(lambda: "0 of 2 done, 2 waiting" in window.shown)
    assert window.shown == [
        "latest: Pulling from library/x",
        "aaa: Waiting",
        "bbb: Waiting",
        "0 of 2 done, 2 waiting",
    ]
    window.send(layer("aaa", "Pull complete"), layer("bbb", "Downloading", 500, 2000))
    window.until(lambda: "1 of 2 done, 1.5kB left" in window.shown)
    assert "500B/2kB" in window.shown[2]
    window.send(layer("bbb", "Pull complete"), TAIL)
    window.finish()
    assert window.shown == [
        "latest: Pulling from library/x",
        "aaa: Pull complete",
        "bbb: Pull complete",
        "Digest: sha256:1",
    ]
    assert b"\x1b[2J" not in window.written
    assert b"\x1b[2K" not in window.written


def test_several_pulls_one_after_the_other(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    window.send(HEAD, layer("aaa", "Pull complete"), TAIL, HEAD, layer("aaa", "Already exists"))
    window.finish()
    assert window.shown == [
        "latest: Pulling from library/x",
        "aaa: Pull complete",
        "Digest: sha256:1",
        "latest: Pulling from library/x",
        "aaa: Already exists",
    ]


def test_an_error_leaves_the_last_state_on_the_screen(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    window.send(layer("aaa", "Waiting"), {"errorDetail": {"message": "no space left"}})
    window.finish()
    assert window.shown == ["aaa: Waiting", "ERROR no space left"]


def test_more_layers_than_the_window_has_rows(terminal: Callable[..., Terminal]) -> None:
    window = terminal(columns=40, rows=6)
    window.send(*(layer(f"layer{number}", "Waiting") for number in range(20)))
    window.until(lambda: "0 of 20 done, 20 waiting, 16 not shown" in window.shown)
    assert len(window.shown) == 5
    window.send(*(layer(f"layer{number}", "Pull complete") for number in range(20)))
    window.finish()
    assert window.shown == [f"layer{number}: Pull complete" for number in range(15, 20)]


def test_a_window_that_changes_its_size(terminal: Callable[..., Terminal]) -> None:
    window = terminal()
    names = ("aaa", "bbb", "ccc")
    window.send(HEAD, *(layer(name, "Downloading", 500, 1000) for name in names))
    window.until(lambda: "0 of 3 done, 1.5kB left" in window.shown)
    window.resize(30, 24)
    window.until(lambda: "aaa: Downloading          50%" in window.shown)
    window.resize(120, 24)
    window.until(lambda: "━" in window.shown[1])
    window.send(*(layer(name, "Pull complete") for name in names))
    window.finish()
    assert window.shown == [
        "latest: Pulling from library/x",
        *(f"{name}: Pull complete" for name in names),
    ]


def test_a_terminal_that_can_do_nothing_gets_plain_lines(terminal: Callable[..., Terminal]) -> None:
    window = terminal(TERM="dumb")
    window.send(HEAD, layer("aaa", "Waiting"), layer("aaa", "Downloading", 1, 2), TAIL)
    window.finish()
    assert b"\x1b" not in window.written
    assert window.shown == ["latest: Pulling from library/x", "aaa: Waiting", "Digest: sha256:1"]
