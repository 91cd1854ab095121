from __future__ import annotations

import pytest
from rich.text import Text

from pydock.progress.json_stream import Message, Progress
from pydock.progress.layers import LayerStates
from pydock.progress.render import layer_lines, progress_lines, task_lines
from pydock.progress.screen_region import Line


@pytest.fixture
def states() -> LayerStates:
    found = LayerStates()
    for second in range(3):
        found.update(Message("aaaaaaaaaaaa", "Pull complete", progress=Progress()), second)
        moved = Progress(second * 1_000_000, 8_000_000)
        found.update(Message("bbbbbbbbbbbb", "Downloading", progress=moved), second)
        found.update(Message("cccccccccccc", "Extracting", progress=Progress(3, 0, "s")), second)
        found.update(Message("dddddddddddd", "Waiting", progress=Progress()), second)
    return found


def plain(lines: list[Line]) -> list[str]:
    return [Text.from_ansi(line.text).plain.rstrip() for line in lines]


def test_one_line_a_layer_and_one_for_all(states: LayerStates) -> None:
    shown = plain(progress_lines(states, 100, 24, 2))
    assert len(shown) == 5
    assert shown[0] == "aaaaaaaaaaaa: Pull complete"
    assert shown[1].startswith("bbbbbbbbbbbb: Downloading ")
    assert shown[1].endswith(" 2MB/8MB     1MB/s")
    assert "━" in shown[1]
    assert shown[2].startswith("cccccccccccc: Extracting ")
    assert shown[2].endswith(" 3 s")
    assert shown[3] == "dddddddddddd: Waiting"
    assert shown[4] == "2 of 4 downloaded, 1 done, 1 waiting, 1MB/s"
    states.update(Message("dddddddddddd", "Already exists", progress=Progress()), 2)
    summary = "3 of 4 downloaded, 2 done, 6MB left, 1MB/s, 6s"
    assert plain(progress_lines(states, 100, 24, 2))[4] == summary
    assert plain(progress_lines(states, 40, 24, 2))[4] == "3 of 4 downloaded, 2 done, 6MB left"


def test_a_load_claims_nothing_of_layers_not_named_yet() -> None:
    states = LayerStates()
    summaries = []
    for second, name, current in [(0, "a", 0), (1, "a", 4), (2, "a", 8), (3, "b", 2)]:
        moved = Progress(current * 1_000_000, 8_000_000)
        states.update(Message(name, "Loading layer", progress=moved), second)
        summaries.append(plain(progress_lines(states, 80, 24, second))[-1])
    assert summaries == ["0 done", "0 done, 4MB/s", "1 done", "1 done"]


def test_the_resolved_text_is_docker_s(states: LayerStates) -> None:
    layers = [states.layers["aaaaaaaaaaaa"], states.layers["dddddddddddd"]]
    assert plain(layer_lines(layers, 80, 2)) == [
        "aaaaaaaaaaaa: Pull complete",
        "dddddddddddd: Waiting",
    ]


@pytest.mark.parametrize("columns", [1, 2, 5, 10, 20, 40, 47, 48, 49, 60, 72, 73, 74, 80, 500])
@pytest.mark.parametrize("rows", [1, 2, 3, 24])
def test_every_line_fits_the_window(states: LayerStates, columns: int, rows: int) -> None:
    lines = progress_lines(states, columns, rows, 2)
    assert len(lines) <= max(1, rows - 1)
    assert all(line.columns <= max(1, columns - 1) for line in lines)
    assert [Text.from_ansi(line.text).cell_len for line in lines] == [
        line.columns for line in lines
    ]


def test_a_narrow_window_shows_state_and_share(states: LayerStates) -> None:
    shown = plain(progress_lines(states, 40, 24, 2))
    assert shown[1] == "bbbbbbbbbbbb: Downloading           25%"
    assert shown[2] == "cccccccccccc: Extracting            3 s"


def test_columns_do_not_jump_and_words_are_whole(states: LayerStates) -> None:
    for columns in (40, 80, 200):
        before = [line.index("%" if columns == 40 else "/8MB") for line in shares(states, columns)]
        states.update(Message("eeeeeeeeeeee", "Verifying Checksum", progress=Progress()), 2)
        states.update(Message("ffffffffffff", "Layer already exists", progress=Progress()), 2)
        states.update(Message("cccccccccccc", "Download complete", progress=Progress()), 2)
        shown = plain(progress_lines(states, columns, 24, 2))
        assert "eeeeeeeeeeee: Verifying Checksum" in shown
        assert "ffffffffffff: Layer already exists" in shown
        assert "cccccccccccc: Download complete" in shown
        after = [line.index("%" if columns == 40 else "/8MB") for line in shares(states, columns)]
        assert before == after


def shares(states: LayerStates, columns: int) -> list[str]:
    shown = plain(progress_lines(states, columns, 24, 2))
    return [line for line in shown if line.startswith("bbbb")]


def test_the_bar_is_legible_without_colours(states: LayerStates) -> None:
    (line,) = shares(states, 80)
    assert line == "bbbbbbbbbbbb: Downloading       ━━━━━················         2MB/8MB     1MB/s"


def test_a_low_window_counts_the_hidden_layers(states: LayerStates) -> None:
    shown = plain(progress_lines(states, 100, 4, 2))
    assert [line[:4] for line in shown] == ["bbbb", "cccc", "2 of"]
    assert shown[-1].endswith("2 not shown")


def test_words_of_the_engine_are_no_markup(states: LayerStates) -> None:
    states.update(Message("e", "[bold]x[/]", progress=Progress()), 2)
    assert plain(layer_lines([states.layers["e"]], 80, 2)) == ["e: [bold]x[/]"]


def test_no_colour_where_none_is_wanted(
    states: LayerStates, monkeypatch: pytest.MonkeyPatch
) -> None:
    coloured = "".join(line.text for line in progress_lines(states, 100, 24, 2))
    assert "\x1b[32m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    without = "".join(line.text for line in progress_lines(states, 100, 24, 2))
    assert "\x1b[3" not in without


@pytest.mark.parametrize(
    ("left_bytes", "words"),
    [(1_000, "1s"), (59_000_000, "59s"), (125_000_000, "2m05s"), (12_000_000_000, "3h20m")],
)
def test_the_time_left_in_words(left_bytes: int, words: str) -> None:
    states = LayerStates()
    for second in range(2):
        moved = Progress(second * 1_000_000, 1_000_000 + left_bytes)
        states.update(Message("a", "Downloading", progress=moved), second)
    assert plain(progress_lines(states, 100, 24, 1))[-1].endswith(f", {words}")


@pytest.fixture
def tasks() -> LayerStates:
    found = LayerStates()
    found.update(Message("overall progress", "1 out of 3 tasks", progress=Progress()), 0)
    for number, (state, place) in enumerate([("running  ", 9), ("preparing", 6)], start=1):
        message = Message(f"{number}/3", state, progress=Progress(place, 9, "", True))
        found.update(message, 0)
    error = "no suitable node (scheduling constraints not satisfied on 1 node)"
    found.update(Message("3/3", error, progress=Progress()), 0)
    return found


def test_tasks_have_bars_and_errors_the_whole_width(tasks: LayerStates) -> None:
    first, running, preparing, failing = plain(task_lines(list(tasks.layers.values()), 80))
    assert first == "overall progress: 1 out of 3 tasks"
    assert running == f"1/3: running   {'━' * 24}"
    assert preparing.startswith(f"2/3: preparing {'━' * 15}")
    assert failing == "3/3: no suitable node (scheduling constraints not satisfied on 1 node)"
    assert plain(task_lines(list(tasks.layers.values()), 40))[2] == "2/3: preparing"


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (24, ["overall progress", "1/3", "2/3", "3/3"]),
        (4, ["overall progress", "1/3", "3/3"]),
        (3, ["overall progress", "3/3"]),
        (1, ["3/3"]),
    ],
)
def test_tasks_give_way_in_a_low_window(tasks: LayerStates, rows: int, names: list[str]) -> None:
    shown = plain(task_lines(list(tasks.layers.values()), 80, rows))
    assert [line.partition(":")[0] for line in shown] == names


@pytest.mark.parametrize("columns", [1, 2, 10, 47, 72, 73, 500])
def test_every_line_on_tasks_fits_the_window(tasks: LayerStates, columns: int) -> None:
    lines = task_lines(list(tasks.layers.values()), columns)
    assert all(line.columns <= max(1, columns - 1) for line in lines)
