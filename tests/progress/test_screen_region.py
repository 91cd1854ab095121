from __future__ import annotations

from io import StringIO

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.progress.screen_region import Line, Region
from tests.support.screen import lines_of


class Window(StringIO):
    def __init__(self, columns: int = 20, rows: int = 10) -> None:
        super().__init__()
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.writes: list[str] = []

    def write(self, text: str) -> int:
        self.writes.append(text)
        self.stream.feed(text.replace("\n", "\r\n"))  # as a terminal driver does
        return len(text)

    @property
    def shown(self) -> list[str]:
        lines = lines_of(self.screen)
        while lines and not lines[-1]:
            lines.pop()
        return lines


def lines(*texts: str) -> list[Line]:
    return [Line(text, len(text)) for text in texts]


def test_lines_are_drawn_over_the_ones_before() -> None:
    window = Window()
    window.write("above\n")
    region = Region(window, {})
    region.draw(lines("a: 1", "b: long"), 20)
    region.draw(lines("a: 22", "b", "c"), 20)
    window.write("below\n")
    assert window.shown == ["above", "a: 22", "b", "c", "below"]


def test_fewer_lines_leave_nothing_behind() -> None:
    window = Window()
    region = Region(window, {})
    region.draw(lines("a", "b", "c"), 20)
    region.draw(lines("z"), 20)
    window.write("below\n")
    assert window.shown == ["z", "below"]
    region.draw([], 20)


def test_only_what_has_changed_is_written() -> None:
    window = Window(80)
    region = Region(window, {})
    before = "4f1f6ad1b3c2: Downloading  \x1b[36m━━━━\x1b[0m\x1b[90m····\x1b[0m  3.4MB/12MB"
    after = "4f1f6ad1b3c2: Downloading  \x1b[36m━━━━━\x1b[0m\x1b[90m···\x1b[0m  3.6MB/12MB"
    other = Line("a: Pull complete", 16)
    region.draw([Line(before, 47), other], 80)
    region.draw([Line(after, 47), other], 80)
    assert window.writes[1] == "\x1b[2A\x1b[32G\x1b[36m━\x1b[0m\x1b[40G6\n\n"
    assert window.shown == ["4f1f6ad1b3c2: Downloading  ━━━━━···  3.6MB/12MB", "a: Pull complete"]
    region.draw([Line(after, 47), other], 80)
    assert len(window.writes) == 2


STYLED = st.lists(
    st.tuples(st.sampled_from(["", "\x1b[36m", "\x1b[1m\x1b[90m"]), st.text("ab━ ", max_size=6)),
    max_size=4,
)


@given(st.lists(st.lists(STYLED, max_size=4), min_size=1, max_size=4))
def test_changes_draw_what_whole_lines_draw(drawings: list[list[list[tuple[str, str]]]]) -> None:
    def drawn(window: Window, drawing: list[list[tuple[str, str]]], region: Region) -> None:
        texts = ["".join(f"{s}{t}\x1b[0m" if s else t for s, t in line) for line in drawing]
        columns = [sum(len(text) for _, text in line) for line in drawing]
        region.draw(list(map(Line, texts, columns)), 30)

    changing, whole = Window(30), Window(30)
    region = Region(changing, {})
    for drawing in drawings:
        drawn(changing, drawing, region)
    drawn(whole, drawings[-1], Region(whole, {}))
    for row in range(9):
        for column in range(30):
            assert changing.screen.buffer[row][column] == whole.screen.buffer[row][column]


def test_lines_that_were_left_stand() -> None:
    window = Window()
    region = Region(window, {})
    region.draw(lines("a"), 20)
    region.leave()
    region.draw(lines("b"), 20)
    assert window.shown == ["a", "b"]


def test_a_drawing_is_one_write_that_empties_no_line_first() -> None:
    window = Window()
    region = Region(window, {})
    region.draw(lines("a", "b"), 20)
    region.draw(lines("c", "d"), 20)
    assert len(window.writes) == 2
    assert "\x1b[K" not in window.writes[1]
    assert "\x1b[2K" not in window.writes[1]
    assert "\x1b[J" not in window.writes[1]


def test_at_the_foot_of_the_window_the_lines_scroll_once() -> None:
    window = Window(rows=4)
    window.write("1\n2\n3\n")
    region = Region(window, {})
    for number in range(5):
        region.draw(lines(f"a: {number}", f"b: {number}"), 20)
    assert window.shown == ["3", "a: 4", "b: 4"]


@given(st.lists(st.lists(st.text("xyz", max_size=19), max_size=6), min_size=1, max_size=6))
def test_only_the_last_drawing_is_seen(drawings: list[list[str]]) -> None:
    window = Window(rows=20)
    window.write("above\n")
    region = Region(window, {})
    for drawing in drawings:
        region.draw(lines(*drawing), 20)
    window.write("below\n")
    assert window.shown == ["above", *drawings[-1], "below"]


def test_a_terminal_that_cuts_lines_is_drawn_over_line_by_line() -> None:
    window = Window(columns=20)
    window.write("above\n")
    region = Region(window, {})
    region.draw(lines("a" * 18, "b" * 18), 20)
    window.screen.resize(10, 10)  # the columns of the real window
    region.draw(lines("a" * 9, "b" * 9), 10)
    assert window.shown == ["above", "a" * 9, "b" * 9]


@pytest.mark.parametrize(
    ("environ", "rows"), [({}, 2), ({"TERM": "xterm-256color"}, 2), ({"VTE_VERSION": "7600"}, 4)]
)
def test_which_terminals_wrap_lines_again(environ: dict[str, str], rows: int) -> None:
    window = Window(columns=10)
    region = Region(window, environ)
    region.draw(lines("a" * 18, "b" * 18), 20)
    region.draw(lines("c", "d"), 10)
    assert window.writes[-1].startswith(f"\x1b[{rows}A")


def test_a_terminal_that_wraps_lines_again_is_drawn_over_row_by_row() -> None:
    window = Window(columns=10)
    window.write("above\n")
    window.write("a" * 10 + "a" * 8 + "\n" + "b" * 10 + "b" * 8 + "\n")  # 18 columns, wrapped
    region = Region(window, {"VTE_VERSION": "7600"})
    region._drawn = lines("a" * 18, "b" * 18)
    region.draw(lines("c", "d"), 10)
    assert window.shown == ["above", "c", "d"]
