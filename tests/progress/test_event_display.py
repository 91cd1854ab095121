"""Displays of what happens to the objects of a project."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest

from pydock.progress.event_display import open_events
from pydock.progress.events import DONE, ERROR, WARNING, WORKING, Event
from pydock.progress.json_stream import Progress
from pydock.progress.plain_text import transfer_text

EVENTS = [
    Event("Network p_default", "Creating"),
    Event("Network p_default", "Created", DONE),
    Event("Container p-web-1", "Creating", WORKING),
    Event("web", "", WORKING, "Pulling"),
    Event("Container p-web-1", "no such image", ERROR),
]


def shown(
    mode: str,
    *,
    dry_run: bool = False,
    terminal: bool = False,
    events: Sequence[Event] = tuple(EVENTS),
) -> str:
    out = io.StringIO()
    environ = {"TERM": "xterm", "NO_COLOR": "1"}
    with open_events(
        out, mode, title="Running", environ=environ, terminal=terminal, dry_run=dry_run
    ) as show:
        for event in events:
            show(event)
    return out.getvalue()


def terminal_lines(events: Sequence[Event]) -> list[str]:
    """Return the lines that were drawn on a terminal, the last ones at the end."""
    text = shown("auto", terminal=True, events=events)
    lines = [re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|\r", "", line) for line in text.splitlines()]
    return [line for line in lines if line]


def test_plain_lines_are_those_of_docker_compose() -> None:
    assert (
        shown("plain")
        == shown("auto")
        == (
            " Network p_default  Creating\n"
            " Network p_default  Created\n"
            " Container p-web-1  Creating\n"
            " web Pulling \n"
            " Container p-web-1  no such image\n"
        )
    )
    assert shown("plain", dry_run=True).startswith(" DRY-RUN MODE -  Network p_default  Creating\n")


def test_json() -> None:
    assert shown("json").splitlines()[2:4] == [
        '{"id":"Container p-web-1","status":"Creating"}',
        '{"id":"web","text":"Pulling"}',
    ]
    assert shown("json", dry_run=True).startswith('{"dry-run":true,"id":"Network p_default"')


def layers() -> list[Event]:
    """A pull of "web": of two layers one is there, the other is half downloaded."""
    half = Progress(20_000_000, 40_000_000)
    return [
        Event("web", "", WORKING, "Pulling"),
        Event("2b<>", "", DONE, "Already exists", "web", Progress()),
        Event("1a", transfer_text(half), WORKING, "Downloading", "web", half),
    ]


def test_layers_in_plain_lines_and_in_json() -> None:
    bar = f"[{'=' * 25}>{' ' * 25}]     20MB/40MB"
    assert shown("plain", events=layers()).splitlines() == [
        " web Pulling ", " 2b<> Already exists ", f" 1a Downloading {bar}",
    ]  # fmt: skip
    assert shown("json", events=layers()).splitlines() == [
        '{"id":"web","text":"Pulling"}',
        r'{"id":"2b\u003c\u003e","parent_id":"web","text":"Already exists","percent":100}',
        '{"id":"1a","parent_id":"web","text":"Downloading",'
        f'"status":"{bar}","current":20000000,"total":40000000,"percent":50}}'.replace(
            ">", r"\u003e"
        ),
    ]


def test_layers_on_a_terminal() -> None:
    """They stand below their image, which shows how far they are together."""
    lines = terminal_lines([*layers(), Event("db", "", WORKING, "Pulling")])
    assert lines[-5] == "[+] Running 1/4"
    assert re.fullmatch(r" . web \[⣿⣤\]    20MB / 40MB    Pulling +\d\.\ds ", lines[-4])
    assert re.fullmatch(r"   ✔ 2b<> Already exists +\d\.\ds ", lines[-3])
    assert re.fullmatch(r"   . 1a Downloading +20MB/40MB +\d\.\ds ", lines[-2])
    assert re.fullmatch(r" . db Pulling +\d\.\ds ", lines[-1])


def test_bytes_of_layers_never_go_back() -> None:
    """Extracting counts from the beginning; the bytes of the image are those downloaded."""
    more = [
        Event("1a", "", DONE, "Download complete", "web", Progress()),
        Event("1a", "", WORKING, "Extracting", "web", Progress(1000, 40_000_000)),
    ]
    lines = terminal_lines([*layers(), *more])
    assert re.fullmatch(r" . web \[⣿⠀\]    40MB / 40MB    Pulling +\d\.\ds ", lines[-3])


def test_layers_without_room_are_left_out() -> None:
    many = [
        Event(str(number), "", DONE, "Pull complete", "web", Progress()) for number in range(30)
    ]
    lines = terminal_lines([*layers(), *many])
    assert lines[-2] == "[+] Running 31/33"
    assert lines[-1].startswith(" ") and " web [" in lines[-1]


def test_quiet() -> None:
    assert shown("quiet") == ""


def test_a_terminal_has_one_line_an_object_and_a_count() -> None:
    lines = terminal_lines(EVENTS)
    assert lines[-4] == "[+] Running 2/3"
    assert re.fullmatch(r" ✔ Network p_default  Created +\d\.\ds ", lines[-3])
    assert re.fullmatch(r" ✘ Container p-web-1  no such image +\d\.\ds ", lines[-2])
    assert re.fullmatch(r" . web Pulling +\d\.\ds ", lines[-1])


@pytest.mark.parametrize(("terminal", "expected"), [(True, " name"), (False, " \x1b[31mname")])
def test_a_terminal_gets_no_control_sequences(terminal: bool, expected: str) -> None:
    out = io.StringIO()
    environ = {"TERM": "dumb"}
    with open_events(out, "plain", title="", environ=environ, terminal=terminal) as show:
        show(Event("\x1b[31mname", "Created", WARNING))
    assert out.getvalue().startswith(expected)
