"""The steps on a terminal, as lines that fit its window."""

from __future__ import annotations

import re

import pytest

from pydock.build.buildkit.messages.control import StatusResponse, Vertex, VertexLog, VertexStatus
from pydock.build.buildkit.progress.trace import Trace
from pydock.build.buildkit.progress.tty import PLAIN_COLOURS, Colours, Tree, colours, log_lines
from pydock.golang.time.duration import SECOND
from tests.build.buildkit.progress import recorded


def trace_of(*messages: StatusResponse) -> Trace:
    trace = Trace(lambda: 0.0)
    for message in messages:
        trace.update(message)
    return trace


def text(lines: list[str]) -> list[str]:
    return [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in lines]


def drawn(trace: Trace, columns: int = 60, rows: int = 24, now: int = 10 * SECOND) -> list[str]:
    tree = Tree(trace, PLAIN_COLOURS, "docker:default")
    return text([line.text for line in tree.lines(columns, rows, now)])


def running(count: int, *, done: int = 0) -> Trace:
    """Steps that are over, and steps at work with a counter and a log."""
    vertexes = [
        Vertex(digest=f"d{n}", name=f"done {n}", started=SECOND, completed=2 * SECOND)
        for n in range(done)
    ]
    vertexes += [Vertex(digest=f"r{n}", name=f"run {n}", started=2 * SECOND) for n in range(count)]
    statuses = [
        VertexStatus("sending", f"r{n}", current=10, total=100, started=SECOND)
        for n in range(count)
    ]
    logs = [
        VertexLog(f"r{n}", 3 * SECOND, 1, b"".join(b"line %d\n" % line for line in range(20)))
        for n in range(count)
    ]
    return trace_of(StatusResponse(vertexes, statuses, logs))


def test_a_running_step_has_its_time_its_counters_and_the_end_of_its_log() -> None:
    assert drawn(running(1, done=1)) == [
        "[+] Building 9.0s (1/2)                      docker:default",
        " => done 0                                             1.0s",
        " => run 0                                              8.0s",
        " => => sending 10B / 100B                              9.0s",
        *[f" => => # line {line}" for line in range(14, 20)],
    ]


def test_the_end_of_a_build() -> None:
    tree = Tree(trace_of(*recorded.update("fails")), PLAIN_COLOURS, "docker:default")
    lines = text([line.text for line in tree.last_lines(80, 0)])
    assert lines[0].startswith("[+] Building 0.6s (6/6) FINISHED")
    assert lines[2].startswith(" => => transferring dockerfile: 204B ")
    assert lines[6].startswith(" => CACHED [1/3] FROM docker.io/library/busybox:latest ")
    assert lines[8].startswith(" => ERROR [3/3] RUN for i in ")
    assert lines[8].endswith(" 0.2s")


@pytest.mark.parametrize("rows", [1, 2, 3, 5, 10, 40])
@pytest.mark.parametrize("columns", [1, 2, 8, 20, 80, 300])
@pytest.mark.parametrize("count", [0, 1, 3, 20])
def test_all_fits_every_window(rows: int, columns: int, count: int) -> None:
    tree = Tree(running(count, done=5), Colours(), "docker:default")
    lines = tree.lines(columns, rows, 10 * SECOND)
    assert len(lines) <= max(1, rows - 1)
    assert all(line.columns < max(2, columns) for line in lines)


def test_a_small_window_shows_running_steps_first() -> None:
    lines = drawn(running(2, done=9), rows=7)
    assert [line.split("  ")[0] for line in lines[1:]] == [
        " => run 0",
        " => => sending 10B / 100B",
        " => run 1",
        " => => sending 10B / 100B",
        " => => # line 19",
    ]


def test_hostile_names_and_logs_move_nothing() -> None:
    vertex = Vertex(digest="a", name="\x1b[2Jstep\r\x07", started=SECOND)
    log = VertexLog("a", SECOND, 1, b"\x1b]0;title\x07ok \x1b[5A10%\r20%\n")
    tree = Tree(trace_of(StatusResponse([vertex], [], [log])), PLAIN_COLOURS, "")
    shown = "".join(line.text for line in tree.lines(60, 24, SECOND))
    assert "\x1b[2J" not in shown
    assert not re.search(r"[\x00-\x1a\x1c-\x1f]", shown)
    assert drawn(trace_of(StatusResponse([vertex], [], [log])))[2] == " => => # 20%"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, Colours()),
        ({"NO_COLOR": "1"}, PLAIN_COLOURS),
        (
            {"BUILDKIT_COLORS": "run=green:error=lightred"},
            Colours(done="green", failed="bright_red"),
        ),
        ({"BUILDKIT_COLORS": "cancel=1,2,3"}, Colours(canceled="rgb(1,2,3)")),
        ({"BUILDKIT_COLORS": "run=frob:x=red:error:warning=1,2"}, Colours()),
        ({"BUILDKIT_COLORS": "run=green", "NO_COLOR": "1"}, PLAIN_COLOURS),
    ],
)
def test_colours(environ: dict[str, str], expected: Colours) -> None:
    assert colours(environ) == expected


def test_steps_are_coloured() -> None:
    tree = Tree(trace_of(*recorded.update("fails")), Colours(done="green", failed="red"), "")
    lines = [line.text for line in tree.last_lines(80, 0)]
    assert lines[1].startswith("\x1b[32m => [internal]")
    assert lines[8].startswith("\x1b[31m => ERROR")


@pytest.mark.parametrize(("text", "count"), [("", 6), ("2", 2), ("0", 0), ("x", 6), ("-1", 6)])
def test_lines_of_a_log(text: str, count: int) -> None:
    wanted = log_lines({"BUILDKIT_TTY_LOG_LINES": text})
    tree = Tree(running(1), PLAIN_COLOURS, "", wanted)
    shown = [line.text for line in tree.lines(60, 24, 10 * SECOND)]
    assert sum(" => => # line" in line for line in shown) == count


def test_100000_steps_stay_within_the_screen() -> None:
    many = [Vertex(digest=f"s{n}", name=f"step {n}", started=SECOND) for n in range(100_000)]
    trace = trace_of(StatusResponse(many))
    tree = Tree(trace, PLAIN_COLOURS, "docker:default")
    assert len(tree.lines(60, 24, 2 * SECOND)) == 23
    last = text([line.text for line in tree.last_lines(60, 2 * SECOND)])
    assert last[1].startswith(" => 90000 steps omitted")
    assert len(last) == 10_002


@pytest.mark.parametrize(
    ("ends", "error", "finished"),
    [
        ([2, 3], "", True),
        ([2, 3], "exit code: 1", True),
        ([2, 3], "context canceled", False),
        ([2, None], "", False),
    ],
)
def test_a_build_is_finished_when_all_its_steps_are(
    ends: list[int | None], error: str, finished: bool
) -> None:
    vertexes = [
        Vertex(digest=f"d{n}", name="x", started=SECOND, completed=end and end * SECOND)
        for n, end in enumerate(ends)
    ]
    vertexes[-1].error = error
    tree = Tree(trace_of(StatusResponse(vertexes)), PLAIN_COLOURS, "docker:default")
    first = tree.last_lines(60, 10 * SECOND)[0].text
    assert ("FINISHED" in first) is finished
    # between two steps, none of them says that the build is cancelled
    assert "FINISHED" not in tree.last_lines(60, 10 * SECOND, is_canceled=True)[0].text
