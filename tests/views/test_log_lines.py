"""Lines of logs: read with their times, merged, continued, selected and shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.views.log_lines import (
    LINE_LIMIT_BYTES,
    Line,
    LineFilter,
    LineFormat,
    Position,
    engine_time,
    lines_of_frames,
    lines_of_terminal,
    merged,
    nanoseconds,
)

FIRST, SECOND = b"2026-01-31T10:00:00.000000001Z", b"2026-01-31T10:00:00.000000002Z"
PIECE = b"x" * 16384
TIME = 1_769_853_600_000_000_001


def line(time: int, text: str = "") -> Line:
    return Line(time, b"stamp", text.encode() + b"\n")


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        (FIRST, TIME),
        (b"2026-01-31T12:00:00.5+02:00", TIME - 1 + 5 * 10**8),
        (b"2026-01-31T10:00:00Z", TIME - 1),
        (b"2026-13-31T10:00:00Z", None),
        (b"no time", None),
        (b"", None),
    ],
)
def test_times_in_nanoseconds(stamp: bytes, time: int | None) -> None:
    assert nanoseconds(stamp) == time


def test_times_as_engines_read_them() -> None:
    assert engine_time(TIME) == "1769853600.000000001"


def test_lines_of_frames() -> None:
    frames = [(1, FIRST + b" out\n"), (2, SECOND + b" err\n"), (1, b"no time\n")]
    assert list(lines_of_frames(frames)) == [
        Line(TIME, FIRST, b"out\n", False),
        Line(TIME + 1, SECOND, b"err\n", True),
        Line(TIME + 1, b"", b"no time\n", False),
    ]


def test_pieces_of_a_long_line_are_one_line_on_each_stream() -> None:
    frames = [
        (1, FIRST + b" " + PIECE),
        (2, FIRST + b" " + PIECE),
        (1, FIRST + b" " + PIECE),
        (1, FIRST + b" end\n"),
        (2, FIRST + b" end\n"),
    ]
    assert [(one.text, one.is_stderr) for one in lines_of_frames(frames)] == [
        (PIECE * 2 + b"end\n", False),
        (PIECE + b"end\n", True),
    ]


def test_an_unfinished_line_of_an_ended_process_is_not_joined_with_the_next() -> None:
    frames = [(1, FIRST + b" begun"), (1, SECOND + b" next\n")]
    assert [one.text for one in lines_of_frames(frames)] == [b"begun", b"next\n"]
    assert [one.text for one in lines_of_frames(frames, one_time=False)] == [b"begunnext\n"]


def test_details_are_not_repeated_inside_a_long_line() -> None:
    frames = [(1, FIRST + b" a=b " + PIECE), (1, FIRST + b" a=b end\n")]
    assert [one.text for one in lines_of_frames(frames, has_details=True)] == [
        b"a=b " + PIECE + b"end\n"
    ]
    log = FIRST + b" a=b " + PIECE + FIRST + b" a=b end\r\n"
    assert [one.text for one in lines_of_terminal([log], has_details=True)] == [
        b"a=b " + PIECE + b"end\r\n"
    ]


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    endless = itertools.islice(itertools.repeat((1, FIRST + b" " + PIECE)), 200)
    assert {len(one.text) for one in lines_of_frames(endless)} <= {LINE_LIMIT_BYTES, 8 * len(PIECE)}
    chunks = itertools.islice(itertools.repeat(b"y" * 65536), 100)
    assert max(len(one.text) for one in lines_of_terminal(chunks)) <= LINE_LIMIT_BYTES


@given(
    st.lists(st.tuples(st.sampled_from([FIRST, SECOND]), st.integers(0, 40_000))),
    st.lists(st.integers(1, 30_000), min_size=1),
)
def test_lines_of_a_terminal_in_chunks_of_any_size(
    lines: list[tuple[bytes, int]], sizes: list[int]
) -> None:
    log, expected = b"", []
    for stamp, size in lines:
        text = b"x" * size + b"\r\n"
        pieces = [text[start : start + 16384] for start in range(0, len(text), 16384)]
        log += b"".join(stamp + b" " + piece for piece in pieces)
        expected.append((stamp, text))

    def chunks() -> Iterator[bytes]:
        position = 0
        for size in itertools.cycle(sizes):
            if position >= len(log):
                return
            yield log[position : position + size]
            position += size

    assert [(one.stamp, one.text) for one in lines_of_terminal(chunks())] == expected


@given(st.lists(st.lists(st.integers(0, 20)), max_size=5))
def test_merged_logs_are_in_the_order_of_time_and_each_in_its_own(times: list[list[int]]) -> None:
    logs = [
        (i, [line(t, str(n)) for n, t in enumerate(sorted(log))]) for i, log in enumerate(times)
    ]
    found = list(merged(logs))
    assert [one.time for _, one in found] == sorted(t for log in times for t in log)
    for i, lines in logs:
        assert [one for source, one in found if source == i] == lines


def test_merging_reads_one_line_ahead() -> None:
    read = []

    def log(name: str) -> Iterator[Line]:
        for time in range(1000):
            read.append((name, time))
            yield line(time)

    lines = merged([("a", log("a")), ("b", log("b"))])
    for _ in range(10):
        next(lines)
    assert len(read) <= 12


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 20)))
def test_a_log_is_continued_without_loss_and_repetition(times: list[int], cuts: list[int]) -> None:
    position, found, lines = Position(), [], [line(t, str(n)) for n, t in enumerate(times)]
    for end in [*sorted(cuts), len(times)]:
        log = lines[:end]
        starts = itertools.dropwhile(
            lambda one: position.time is not None and one.time < position.time, list(log)
        )
        found += list(position.new(list(starts)))
    assert found == lines


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 20)), st.booleans())
def test_a_log_in_order_is_continued_on_engines_of_any_age(
    times: list[int], cuts: list[int], sends_earlier: bool
) -> None:
    position, found = Position(), []
    lines = [line(t, str(n)) for n, t in enumerate(sorted(times))]
    for end in [*sorted(cuts), len(times)]:
        since = None if position.time is None else position.time - sends_earlier
        log = [one for one in lines[:end] if since is None or one.time >= since]
        found += list(position.new(log))
    assert found == lines


def test_a_log_read_from_its_last_lines_is_continued_after_them() -> None:
    position = Position(is_tail=True)
    assert list(position.noted([line(5, "3")])) == [line(5, "3")]
    log = [line(5, "1"), line(5, "2"), line(5, "3"), line(6, "4")]
    assert list(position.new(log)) == [line(6, "4")]


@pytest.mark.parametrize(
    ("included", "excluded", "text", "shown"),
    [
        ([], [], b"any\n", True),
        (["a.c", "x$"], [], b"abc\n", True),
        (["a.c", "x$"], [], b"an x\r\n", True),
        (["a.c"], [], b"none\n", False),
        ([], ["debug"], b"debug: x\n", False),
        (["x"], ["debug"], b"debug: x\n", False),
        (["^error"], [], b"\x1b[31merror\x1b[0m\n", True),
        (["^.$"], [], "é\n".encode(), True),
        (["."], [], b"\xff\n", True),
    ],
)
def test_expressions(included: list[str], excluded: list[str], text: bytes, shown: bool) -> None:
    assert LineFilter(included, excluded).shows(text) is shown


def test_names_have_one_width_and_colours_of_their_own() -> None:
    form = LineFormat(prefix=True)
    for name in ("web", "database", "web"):
        form.add_name(name)
    assert form.shown("web", line(1, "text")) == b"web      | text\n"
    assert form.shown("web", Line(1, b"", b"unfinished")) == b"web      | unfinished\n"
    assert form.shown("web", line(1, "a"), colour=True) == b"\x1b[36mweb      |\x1b[0m a\n"
    assert form.shown("database", line(1, "a"), colour=True) == b"\x1b[33mdatabase |\x1b[0m a\n"


def test_times_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "XST-2")
    import time

    time.tzset()
    one = Line(TIME, FIRST, b"a\n")
    try:
        assert LineFormat(timestamps=True).shown("", one) == FIRST + b" a\n"
        shown = LineFormat(local_time=True).shown("", one)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert shown == b"2026-01-31T12:00:00.000000001+02:00 a\n"


@pytest.mark.parametrize(
    ("text", "fields", "shown"),
    [
        ('{"level":"info","n":1}', [], "level=info n=1"),
        ('{"level":"info","n":1}', ["n", "missing"], "n=1"),
        ('{"m":"two words","x":"","q":"a\\"b"}', [], 'm="two words" x="" q="a\\"b"'),
        ('{"a":{"b":[1,null,true]}}', [], 'a={"b":[1,null,true]}'),
        ('{"m":"\\u001b[2J"}', [], 'm="\\u001b[2J"'),
        ('{"m":"é"}', [], "m=é"),
        ("{not JSON", [], "{not JSON"),
        ("[1]", [], "[1]"),
        ("plain", [], "plain"),
        ("{" * 20_000, [], "{" * 20_000),
    ],
)
def test_fields_of_json(text: str, fields: list[str], shown: str) -> None:
    assert LineFormat(json_fields=fields).shown("", line(1, text)) == f"{shown}\n".encode()


def test_keys_of_json_are_dim_on_a_terminal() -> None:
    shown = LineFormat(json_fields=[]).shown("", line(1, '{"a":1}'), colour=True)
    assert shown == b"\x1b[2ma=\x1b[0m1\n"
