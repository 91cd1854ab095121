"""The list of names to pick one from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.tabwriter import display_width
from pydock.views.name_picker import NamePicker

NAMES = ["cache", "db-1", "db-2", "old-db", "web"]


def picker(*keys: str, names: list[str] = NAMES) -> NamePicker:
    found = NamePicker("exec", "containers", names)
    for key in keys:
        found.press(key)
    return found


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["enter"], "cache"),
        (["down", "down", "up", "enter"], "db-1"),
        (["up", "enter"], "cache"),
        (["end", "enter"], "web"),
        (["end", "down", "home", "enter"], "cache"),
        ([*"db", "enter"], "db-1"),
        ([*"DB", "down", "down", "enter"], "old-db"),
        (["down", *"2", "enter"], "db-2"),
        ([*"d o", "enter"], "old-db"),
        ([*"wex", "backspace", "enter"], "web"),
        ([*"xx", "ctrl-u", "down", "enter"], "db-1"),
        (["page-down", "enter"], "db-1"),
        (["left", "f1", "enter"], "cache"),
    ],
)
def test_keys_choose(keys: list[str], chosen: str) -> None:
    found = picker(*keys)
    assert (found.is_done, found.chosen) == (True, chosen)


@pytest.mark.parametrize("key", ["escape", "end-of-input"])
def test_keys_cancel(key: str) -> None:
    found = picker("down", key)
    assert (found.is_done, found.chosen) == (True, "")


def test_nothing_is_chosen_where_no_name_is_left() -> None:
    found = picker(*"nothing", "enter", "down")
    assert (found.is_done, found.chosen) == (False, "")
    assert [text for text, _ in found.lines(80, 24)] == [
        "exec: 0 of 5 containers",
        "filter: nothing_",
        "Enter: choose   Esc: cancel",
    ]
    found.press("ctrl-u")
    found.press("enter")
    assert found.chosen == "cache"


def test_names_that_begin_with_the_filter_come_first() -> None:
    lines = [text for text, _ in picker(*"db").lines(80, 24)]
    assert lines[2:-1] == ["> db-1", "  db-2", "  old-db"]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_lines_fit_the_window(columns: int) -> None:
    names = ["n" * length for length in (1, 39, 79, 199, 300)] + ["日本" * 60]
    lines = picker(*"n" * 300, names=names).lines(columns, 24)
    lines += picker(names=names).lines(columns, 24)
    assert max(display_width(text) for text, _ in lines) == columns


@given(st.lists(st.sampled_from(["up", "down", "page-up", "page-down", "home", "end", "n", "1",
                                 "backspace"])), st.integers(1, 12))  # fmt: skip
def test_the_selected_name_is_shown_in_a_window_of_any_height(keys: list[str], rows: int) -> None:
    found = NamePicker("exec", "containers", [f"n-{number}" for number in range(30)])
    for key in keys:
        found.press(key)
        lines = found.lines(40, rows)
        assert len(lines) <= max(rows, 1)
        if rows > 1 and not any("filter: " in text and len(text) > 10 for text, _ in lines):
            assert sum(is_selected for _, is_selected in lines) == 1
    selected = [text for text, is_selected in found.lines(40, 24) if is_selected]
    found.press("enter")
    assert selected == ([f"> {found.chosen}"] if found.is_done else [])
