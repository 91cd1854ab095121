from __future__ import annotations

from typing import Any

import pytest

from pydock.build.buildkit.messages.control import Vertex, VertexLog, VertexStatus
from pydock.build.buildkit.messages.solver import ProgressGroup
from pydock.build.buildkit.progress.rawjson import line
from pydock.build.buildkit.progress.trace import Trace
from pydock.golang.time.duration import SECOND
from tests.build.buildkit.progress.replay import update

SECOND = SECOND


@pytest.fixture
def trace() -> Trace:
    return Trace(lambda: 0.0)


def vertex(digest: str, start: int | None = None, end: int | None = None, **more: Any) -> Vertex:
    seconds = [None if time is None else time * SECOND for time in (start, end)]
    return Vertex(digest=digest, name=digest, started=seconds[0], completed=seconds[1], **more)


def apply(trace: Trace, *parts: Vertex | VertexStatus | VertexLog) -> None:
    trace.update(update(*parts))


def test_steps_are_in_the_order_of_their_beginning(trace: Trace) -> None:
    apply(trace, vertex("a"), vertex("b", 1), vertex("c"))
    apply(trace, vertex("c", 2), vertex("a", 3))
    assert [step.name for step in trace.started] == ["b", "c", "a"]
    assert list(trace.steps) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("intervals", "busy_seconds", "is_completed"),
    [
        ([(1, 3)], 2.0, True),
        ([(1, 3), (3, 4)], 3.0, True),
        ([(1, 3), (6, 8)], 4.0, True),
        ([(1, 5), (2, 3)], 4.0, True),
        ([(1, 3), (6, None)], 6.0, False),
        ([(1, None), (2, 3)], 9.0, False),
    ],
)
def test_a_step_that_continues_after_its_end(
    trace: Trace, intervals: list[tuple[int, int | None]], busy_seconds: float, is_completed: bool
) -> None:
    for start, end in intervals:
        apply(trace, vertex("a", start, end))
    step = trace.steps["a"]
    assert step.busy_seconds(10 * SECOND) == busy_seconds
    assert step.is_completed == is_completed


def test_a_step_does_not_begin_anew(trace: Trace) -> None:
    apply(trace, vertex("a", 1, 2, cached=True))
    apply(trace, vertex("a"))
    assert trace.steps["a"].is_cached
    assert len(trace.started) == 1


def test_updates_of_an_unknown_step_are_ignored(trace: Trace) -> None:
    apply(trace, VertexStatus("x", "gone", started=1), VertexLog("gone", 1, 1, b"x\n"))
    assert not trace.steps


def test_failures(trace: Trace) -> None:
    apply(
        trace,
        vertex("a", 1, 2, error="bad"),
        vertex("b", 1, 2, error="stopped: context canceled"),
        vertex("c", 1, 2),
    )
    assert [step.name for step in trace.failed()] == ["a"]


def test_steps_of_a_group_are_one(trace: Trace) -> None:
    group = ProgressGroup("g", "linking")
    apply(trace, vertex("a", 1, 2, progress_group=group), vertex("b", 2, progress_group=group))
    apply(trace, VertexLog("a", SECOND, 1, b"text\n"))
    (step,) = trace.started
    assert (step.name, step.is_completed, list(step.last_lines)) == (
        "linking",
        False,
        [b"0.000 text"],
    )
    apply(trace, vertex("b", 2, 4, progress_group=group))
    assert step.is_completed
    assert step.busy_seconds(0) == 3.0


def test_a_group_of_details_is_hidden_until_a_part_counts(trace: Trace) -> None:
    weak, strong = ProgressGroup("g", "linking", weak=True), ProgressGroup("g", "linking")
    apply(trace, vertex("a", 1, 2, progress_group=weak))
    assert not trace.started
    apply(trace, vertex("b", 2, 3, progress_group=strong))
    assert [step.name for step in trace.started] == ["linking"]


def test_a_line_without_end_takes_no_more_memory_than_a_limit(trace: Trace) -> None:
    apply(trace, vertex("a", 1))
    for _ in range(100):
        apply(trace, VertexLog("a", SECOND, 1, b"x" * 10_000))
        trace.steps["a"].new_lines.clear()
    assert sum(map(len, trace.steps["a"].last_lines)) < 1_000_000
    assert max(map(len, trace.steps["a"].last_lines)) <= 70_000


def test_a_step_names_no_password(trace: Trace) -> None:
    name = "[internal] load git source https://{}host.test/x.git"
    step = Vertex(digest="a", name=name.format("ann:hush-hush@"), started=SECOND)
    apply(trace, step)
    assert [one.name for one in trace.started] == [name.format("")]
    assert "hush-hush" not in line(update(step))
