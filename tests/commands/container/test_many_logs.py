"""`logs` of several containers over a played engine: requests, output, exit status."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from struct import pack
from typing import Any

import pytest

from tests.support.engine import PlayedEngine, PlayedStream, Refusal, pydock_on

FORMAT = "2026-01-31T10:00:00.00000000{}Z {}\n"


def log(*lines: tuple[int, str], kind: int = 1) -> bytes:
    """Framed lines, with their nanoseconds as time."""
    texts = [FORMAT.format(*one).encode() for one in lines]
    return b"".join(pack(">BxxxI", kind, len(text)) + text for text in texts)


def container(name: str, *, tty: bool = False) -> dict[str, Any]:
    return {"Id": f"id-{name}", "Name": f"/{name}", "Config": {"Tty": tty}, "State": {}}


def played(
    *logs: bytes, more: Mapping[str, Any] | None = None, api_version: str = "1.50"
) -> PlayedEngine:
    """An engine with containers a, b, ... and these logs."""
    answers: dict[str, Any] = {}
    for name, text in zip("abcde", logs, strict=False):
        answers[f"GET /containers/{name}/json"] = container(name)
        answers[f"GET /containers/id-{name}/json"] = container(name)
        answers[f"GET /containers/id-{name}/logs"] = lambda path, text=text: PlayedStream(text)
    return PlayedEngine({**answers, **(more or {})}, api_version)


TWO = (log((1, "one"), (3, "three")), log((2, "two"), kind=2))


def test_several_logs_in_the_order_of_time(tmp_path: Path) -> None:
    engine = played(*TWO)
    done = pydock_on(engine, tmp_path)("logs", "a", "b")
    assert done == (0, "a | one\na | three\n", "b | two\n")
    query = "stderr=1&stdout=1&timestamps=1"
    assert f"GET /containers/id-a/logs?{query}" in engine.requests


def test_one_container_without_own_options_is_dockers(tmp_path: Path) -> None:
    engine = played(log((1, "one")))
    done = pydock_on(engine, tmp_path)("logs", "a")
    assert (done.out, engine.requests) == (
        FORMAT.format(1, "one"),
        ["GET /containers/a/json", "GET /containers/id-a/logs?stderr=1&stdout=1"],
    )


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["--no-prefix", "a", "b"], "one\nthree\n"),
        (["--grep", "o", "a"], "one\n"),
        (["--grep-v", "o", "a"], "three\n"),
        (["--restarts", "a"], "one\nthree\n"),
        (["-t", "--grep", "one", "a"], FORMAT.format(1, "one")),
        (["--all"], "a | one\na | three\n"),
        (["--filter", "label=x"], "a | one\na | three\n"),
    ],
)
def test_options(tmp_path: Path, words: list[str], out: str) -> None:
    listed = [{"Id": "id-a"}, {"Id": "id-b"}]
    engine = played(*TWO, more={"GET /containers/json": listed})
    assert pydock_on(engine, tmp_path)("logs", *words)[:2] == (0, out)
    if "--filter" in words:
        assert 'GET /containers/json?all=1&filters={"label":+{"x":+true}}' in engine.requests


def test_names_are_coloured_on_a_terminal_only(tmp_path: Path) -> None:
    environ = {"TERM": "xterm"}
    done = pydock_on(played(*TWO), tmp_path, terminal=True, environ=environ)("logs", "a", "b")
    assert done.out == "\x1b[36ma |\x1b[0m one\n\x1b[36ma |\x1b[0m three\n"
    assert done.err == "b | two\n"
    environ["NO_COLOR"] = "1"
    done = pydock_on(played(*TWO), tmp_path, terminal=True, environ=environ)("logs", "a", "b")
    assert done.out == "a | one\na | three\n"


def test_an_unreadable_log_and_a_missing_container_do_not_end_the_others(tmp_path: Path) -> None:
    engine = played(*TWO)
    engine.answers["GET /containers/id-b/logs"] = Refusal(501, "cannot be read")  # type: ignore[index]
    done = pydock_on(engine, tmp_path)("logs", "nope", "b", "a")
    assert (done.status, done.out) == (1, "a | one\na | three\n")
    assert done.err == (
        "Error response from daemon: nothing at GET /containers/nope/json\n"
        "b: Error response from daemon: cannot be read\n"
    )


def test_a_selected_container_that_has_vanished_is_left_out(tmp_path: Path) -> None:
    listed = [{"Id": "id-a"}, {"Id": "gone"}, {"Id": "id-b"}]
    engine = played(*TWO, more={"GET /containers/json": listed})
    engine.answers["GET /containers/id-b/logs"] = Refusal(404, "gone")  # type: ignore[index]
    assert pydock_on(engine, tmp_path)("logs", "--all") == (0, "a | one\na | three\n", "")


def test_following_continues_after_the_last_line_of_the_past(tmp_path: Path) -> None:
    past = log((1, "one"), (2, "two"))

    def answer(path: str) -> PlayedStream:
        return PlayedStream(past + log((2, "also"), (3, "new")) if "follow=1" in path else past)

    engine = played(past)
    engine.answers["GET /containers/id-a/logs"] = answer  # type: ignore[index]
    run = pydock_on(engine, tmp_path)
    assert run("logs", "-f", "--restarts=false", "a").out == "one\ntwo\nalso\nnew\n"
    assert engine.requests[-1] == (
        "GET /containers/id-a/logs?follow=1&since=1769853600.000000002"
        "&stderr=1&stdout=1&timestamps=1"
    )


def test_the_end_of_the_events_is_an_error(tmp_path: Path) -> None:
    engine = played(b"", more={"GET /events": b""})
    done = pydock_on(engine, tmp_path)("logs", "-f", "--restarts", "a")
    assert (done.status, done.err) == (1, "the engine ended its stream of events\n")
    assert engine.requests[0].startswith("GET /events?filters=")  # before the first inspect


def test_following_on_an_engine_without_since(tmp_path: Path) -> None:
    done = pydock_on(played(b"", api_version="1.18"), tmp_path)("logs", "-f", "--grep", "x", "a")
    assert (done.status, done.err) == (
        1,
        "following several logs requires API version 1.19, but the Docker daemon API version"
        " is 1.18\n",
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--grep", "(", "a"], 'invalid argument "(" for "--grep" flag: invalid regular expr'),
        (["--filter", "x"], 'invalid argument "x" for "--filter" flag: bad format of filter'),
        (["--all", "a"], "docker: 'docker logs' accepts no arguments beside --all and --filter"),
        ([], "docker: 'docker logs' requires 1 argument\n"),
    ],
)
def test_invalid_command_lines(tmp_path: Path, words: list[str], message: str) -> None:
    done = pydock_on(played(), tmp_path)("logs", *words)
    assert done.err.startswith(message)
    assert done.status in (1, 125)
