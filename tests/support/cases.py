"""Command lines with the requests and the output that they lead to, as rows of a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.engine import PlayedEngine, Refusal, pydock_on

#: two hours after the objects below were created
NOW = 946_692_000

ID = "4f" * 32
IMAGE_ID = "sha256:" + "ab" * 32
DIGEST = "sha256:" + "0" * 64
CREATED = "2000-01-01T00:00:00Z"
#: "hi" on standard output, in the frames of a container without a terminal
FRAME = b"\x01\0\0\0\0\0\0\3hi\n"

#: a body that is sent, whatever it is: an archive
SENT = object()


class Part(dict[str, Any]):
    """A body with these fields and others."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and all(
            key in other and value == other[key] for key, value in self.items()
        )

    __hash__ = None


class Case(NamedTuple):
    """A command line on an engine with these answers."""

    line: str
    answers: Mapping[str, Any]
    #: "METHOD /path?query", or that and the body, in order
    requests: list[str | tuple[str, Any]]
    out: str = ""
    status: int = 0
    err: str = ""
    stdin: str = ""
    api_version: str = "1.50"


def arguments(case: Case, home: Path) -> list[str]:
    """The arguments of the line; DIRECTORY is one with a config.json."""
    directory = home / "directory"
    directory.mkdir(exist_ok=True)
    (directory / "config.json").write_text("{}")
    return [
        str(directory) if argument == "DIRECTORY" else argument for argument in case.line.split()
    ]


def check(case: Case, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the line, and compare requests, output, errors and status."""
    monkeypatch.setattr(time, "time", lambda: NOW)
    engine = PlayedEngine(case.answers, case.api_version)
    engine.experimental = True
    done = pydock_on(engine, home)(*arguments(case, home), stdin=case.stdin)
    errors = done.err.replace(str(home), "HOME")
    assert (done.status, done.out, errors) == (case.status, case.out, case.err)
    expected = [row if isinstance(row, tuple) else (row, None) for row in case.requests]
    assert engine.requests == [request for request, _ in expected]
    for body, (_, expected_body) in zip(engine.bodies, expected, strict=True):
        assert body if expected_body is SENT else expected_body == body


def check_refusal(case: Case, home: Path) -> None:
    """Run the line on an engine that refuses everything: one sentence and a failing status.

    A line that sends no request is its own refusal.
    """
    if not case.requests:
        return
    refusal = Refusal(500, "out of order")
    engine = PlayedEngine(dict.fromkeys(case.answers, refusal), case.api_version)
    engine.experimental = True
    line = arguments(case, home)
    done = pydock_on(engine, home)(*line, stdin=case.stdin)
    assert "Error response from daemon: out of order" in done.err
    assert done.status == (125 if line[0] == "run" else 1)


def both_tests(cases: Sequence[Case]) -> tuple[Callable[..., None], Callable[..., None]]:
    """The two tests of a table of cases: requests and output, and an engine that refuses."""

    def for_each_case() -> pytest.MarkDecorator:
        return pytest.mark.parametrize("case", cases, ids=[case.line for case in cases])

    @for_each_case()
    def test_requests_and_output(
        case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check(case, tmp_path, monkeypatch)

    @for_each_case()
    def test_an_engine_that_refuses(case: Case, tmp_path: Path) -> None:
        check_refusal(case, tmp_path)

    return test_requests_and_output, test_an_engine_that_refuses
