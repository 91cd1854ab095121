from __future__ import annotations

from io import StringIO

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.progress.screen_region import Line, Region


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
        lines = [line.rstrip() for line in self.screen.display]
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
    assert window.writes[1].index("c") < window.writes[1].index("\x1b[K")
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
