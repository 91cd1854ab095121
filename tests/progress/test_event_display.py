"""Displays of what happens to the objects of a project."""

from __future__ import annotations

import io
import re

import pytest

from pydock.progress.event_display import open_events
from pydock.progress.events import DONE, ERROR, WARNING, WORKING, Event

EVENTS = [
    Event("Network p_default", "Creating"),
    Event("Network p_default", "Created", DONE),
    Event("Container p-web-1", "Creating", WORKING),
    Event("web", "", WORKING, "Pulling"),
    Event("Container p-web-1", "no such image", ERROR),
]


def shown(mode: str, *, dry_run: bool = False, terminal: bool = False) -> str:
    out = io.StringIO()
    environ = {"TERM": "xterm", "NO_COLOR": "1"}
    with open_events(
        out, mode, title="Running", environ=environ, terminal=terminal, dry_run=dry_run
    ) as show:
        for event in EVENTS:
            show(event)
    return out.getvalue()


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


def test_quiet() -> None:
    assert shown("quiet") == ""


def test_a_terminal_has_one_line_an_object_and_a_count() -> None:
    text = shown("auto", terminal=True)
    lines = [re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|\r", "", line) for line in text.splitlines()]
    lines = [line for line in lines if line]
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
