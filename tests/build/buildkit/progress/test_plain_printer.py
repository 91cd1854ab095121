"""docker's plain lines, from recorded builds and from made ones.

`data/*.plain` is what buildx prints of the same builds, but that it forgets lines of a log whose
end has no line end.
"""

from __future__ import annotations

import io
from typing import Any

import pytest

from pydock.build.buildkit.messages.control import Vertex, VertexLog, VertexStatus, VertexWarning
from pydock.build.buildkit.progress.plain_printer import PlainPrinter, counter_text
from pydock.build.buildkit.progress.trace import Trace
from pydock.golang.time.duration import SECOND
from tests.build.buildkit.progress import recorded
from tests.build.buildkit.progress.replay import Clock, plain, update

SECOND = SECOND
START = 1_700_000_000 * SECOND


def started(digest: str, after: float = 0, *, name: str = "") -> Vertex:
    return Vertex(digest=digest, name=name or f"step {digest}", started=at(after))


def ended(digest: str, begin: float, end: float, **more: Any) -> Vertex:
    return Vertex(
        digest=digest, name=f"step {digest}", started=at(begin), completed=at(end), **more
    )


def log(digest: str, text: bytes, after: float = 0) -> VertexLog:
    return VertexLog(digest, at(after), 1, text)


def at(seconds: float) -> int:
    return START + int(seconds * SECOND)


class Screen:
    """A printer, and what it has printed since the last call."""

    def __init__(self) -> None:
        self.clock = Clock()
        self._trace = Trace(self.clock)
        self._out = io.BytesIO()
        self.printer = PlainPrinter(self._out, self._trace, "", self.clock)

    def add(self, *events: Vertex | VertexStatus | VertexLog | VertexWarning) -> str:
        self._trace.update(update(*events))
        self.printer.refresh()
        return self.taken()

    def taken(self) -> str:
        found = self._out.getvalue().decode()
        self._out.seek(0)
        self._out.truncate()
        return found


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.mark.parametrize("name", ["multi", "fails"])
def test_recorded_builds(name: str) -> None:
    expected = (recorded.DIRECTORY / f"{name}.plain").read_bytes().decode()
    assert plain(recorded.update(name)) == expected


def test_a_step(screen: Screen) -> None:
    assert screen.add(started("a")) == "#1 step a\n"
    assert screen.add(log("a", b"one\ntwo\n", 0.5)) == "#1 0.500 one\n#1 0.500 two\n"
    assert screen.add(ended("a", 0, 1.26)) == "#1 DONE 1.3s\n"
    assert screen.add(ended("b", 2, 2, cached=True)) == "\n#2 step b\n#2 CACHED\n"


@pytest.mark.parametrize(
    ("error", "line"),
    [("no such file", "#1 ERROR: no such file\n"), ("x: context canceled", "#1 CANCELED\n")],
)
def test_a_step_that_does_not_end_well(screen: Screen, error: str, line: str) -> None:
    assert screen.add(ended("a", 0, 1, error=error)).endswith(line)


@pytest.mark.parametrize(
    ("seconds", "time"), [(0.0, "0.000"), (9.9996, "10.000"), (12.345, "12.35"), (123.456, "123.5")]
)
def test_times_of_a_log(screen: Screen, seconds: float, time: str) -> None:
    assert screen.add(started("a"), log("a", b"x\n", seconds)) == f"#1 step a\n#1 {time} x\n"


def test_a_line_received_in_pieces(screen: Screen) -> None:
    screen.add(started("a"))
    assert screen.add(log("a", b"half")) == "#1 0.000 half"
    assert screen.add(log("a", b" and half", 1)) == " and half"
    assert screen.add(log("a", b".\nnext", 2)) == ".\n#1 2.000 next"
    assert screen.add(ended("a", 0, 3)) == "\n#1 DONE 3.0s\n"


def test_a_line_that_another_step_cuts_off_is_printed_again(screen: Screen) -> None:
    screen.add(started("a"), log("a", b"half"))
    assert screen.add(ended("b", 0, 1)) == "\n#1 ...\n\n#2 step b\n#2 DONE 1.0s\n"
    assert screen.add(log("a", b" more\n")) == "\n#1 step a\n#1 0.000 half more\n"


def test_steps_that_go_on_together_take_turns(screen: Screen) -> None:
    screen.add(started("a"))
    assert screen.add(started("b"), log("b", b"1\n")) == ""
    screen.clock.seconds = 4.0
    assert screen.add(log("a", b"x\n", 4)) == "#1 4.000 x\n"
    screen.clock.seconds = 11.0
    assert screen.add(log("b", b"2\n", 11)) == "#1 ...\n\n#2 step b\n#2 0.000 1\n#2 11.00 2\n"


def test_what_counts_is_not_printed_for_every_byte(screen: Screen) -> None:
    def counted(current: int, seconds: float, *, is_over: bool = False) -> VertexStatus:
        completed = at(seconds) if is_over else None
        return VertexStatus("sending", "a", "", current, 1000, at(seconds), at(0), completed)

    screen.add(started("a"))
    assert screen.add(counted(10, 0.1)) == "#1 sending 10B / 1.00kB 0.1s\n"
    assert screen.add(counted(20, 0.2)) == ""
    assert screen.add(counted(100, 0.3)) == "#1 sending 100B / 1.00kB 0.3s\n"
    assert screen.add(counted(101, 6)) == "#1 sending 101B / 1.00kB 6.0s\n"
    assert screen.add(counted(1000, 6.1, is_over=True)) == "#1 sending 1.00kB / 1.00kB 6.1s done\n"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (VertexStatus("x", current=0), "x"),
        (VertexStatus("x", current=255), "x 255B"),
        (VertexStatus("x", current=5200), "x 5.20kB"),
        (VertexStatus("x", current=1, total=3_120_000), "x 1B / 3.12MB"),
        (VertexStatus("x", started=at(0), timestamp=at(0.01)), "x"),
        (VertexStatus("x", started=at(0), timestamp=at(9), completed=at(0.1)), "x 0.1s done"),
    ],
)
def test_counters(status: VertexStatus, text: str) -> None:
    assert counter_text(status) == text


def test_warnings(screen: Screen) -> None:
    warning = VertexWarning("a", 1, b"Casing: not like that")
    assert screen.add(started("a"), warning) == "#1 step a\n#1 WARN: Casing: not like that\n"
    assert screen.add(ended("a", 0, 0)) == "#1 DONE 0.0s\n"


def test_the_end_of_a_long_log_is_printed_at_the_end(screen: Screen) -> None:
    lines = b"".join(b"line %d\n" % number for number in range(1, 13)) + b"partial"
    screen.add(started("a"), log("a", lines))
    screen.add(ended("a", 0, 1, error="it failed"))
    screen.printer.finish()
    shown = [f"0.000 line {number}\n" for number in range(4, 13)]
    assert screen.taken() == "".join(["------\n > step a:\n", *shown, "0.000 partial\n------\n"])


def test_bytes_that_are_no_text_are_passed_on() -> None:
    clock, out = Clock(), io.BytesIO()
    trace = Trace(clock)
    printer = PlainPrinter(out, trace, "", clock)
    trace.update(update(started("a", name="n\udcff"), log("a", b"\xff\n")))
    printer.refresh()
    assert out.getvalue() == b"#1 n\xff\n#1 0.000 \xff\n"
