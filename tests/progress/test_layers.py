from __future__ import annotations

import pytest

from pydock.progress.json_stream import Message, Progress
from pydock.progress.layers import LayerStates


def moving(name: str, status: str, current: int = 0, total: int = 0) -> Message:
    return Message(id=name, status=status, progress=Progress(current, total))


def test_layers_keep_their_order() -> None:
    states = LayerStates()
    for name in ("b", "a", "b", "c"):
        states.update(moving(name, "Waiting"), 0)
    assert list(states.layers) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("status", "current", "total", "finished", "left_bytes"),
    [
        ("Waiting", 0, 0, False, 0),
        ("Downloading", 30, 100, False, 70),
        ("Downloading", 30, 0, False, None),
        ("Downloading", 120, 100, False, 0),
        ("Verifying Checksum", 0, 0, False, 0),
        ("Extracting", 30, 100, False, 0),
        ("Pull complete", 0, 0, True, 0),
        ("Already exists", 0, 0, True, 0),
        ("Pushing", 1, 100, False, 99),
        ("Pushed", 0, 0, True, 0),
        ("Mounted from team/app", 0, 0, True, 0),
        ("Layer already exists", 0, 0, True, 0),
        ("Loading layer", 50, 100, False, 50),
        ("Loading layer", 100, 100, True, 0),
    ],
)
def test_what_is_left_of_a_layer(
    status: str, current: int, total: int, finished: bool, left_bytes: int | None
) -> None:
    states = LayerStates()
    states.update(moving("a", status, current, total), 0)
    layer = states.layers["a"]
    assert (layer.is_finished, layer.left_bytes) == (finished, left_bytes)


def test_the_speed_is_that_of_the_last_seconds() -> None:
    states = LayerStates()
    for second in range(11):
        states.update(moving("a", "Downloading", second * 1000, 20_000), second)
    assert states.layers["a"].speed(10) == pytest.approx(1000)
    assert states.layers["a"].speed(20) == pytest.approx(0)


def test_a_layer_that_does_something_else_has_no_speed() -> None:
    states = LayerStates()
    states.update(moving("a", "Downloading", 0, 100), 0)
    states.update(moving("a", "Downloading", 50, 100), 1)
    states.update(moving("a", "Extracting", 10, 100), 2)
    assert states.layers["a"].speed(2) == 0


def test_everything_together() -> None:
    states = LayerStates()
    states.update(moving("a", "Downloading", 0, 100), 0)
    states.update(moving("b", "Downloading", 0, 300), 0)
    states.update(moving("c", "Pull complete"), 0)
    states.update(moving("a", "Downloading", 50, 100), 1)
    states.update(moving("b", "Downloading", 100, 300), 1)
    summary = states.summary(1)
    assert (summary.layers, summary.finished, summary.left_bytes) == (3, 1, 250)
    assert summary.bytes_per_second == pytest.approx(150)
    assert summary.left_seconds == pytest.approx(250 / 150)


def test_counts_never_go_back() -> None:
    states = LayerStates()
    counts = []
    for name, status in [
        ("a", "Waiting"), ("b", "Pulling fs layer"), ("a", "Download complete"),
        ("b", "Download complete"), ("a", "Extracting"), ("a", "Pull complete"),
        ("b", "Extracting"), ("b", "Pull complete"),
    ]:  # fmt: skip
        states.update(moving(name, status), 0)
        summary = states.summary(0)
        counts.append((summary.finished, summary.state, summary.complete))
    assert counts == [
        (0, "done", 0), (0, "done", 0), (1, "downloaded", 0), (2, "downloaded", 0),
        (2, "downloaded", 0), (2, "downloaded", 1), (2, "downloaded", 1), (2, "done", 2),
    ]  # fmt: skip


def test_an_estimate_that_goes_back_is_not_shown() -> None:
    states = LayerStates()
    estimates = []
    for second, current in enumerate((0, 100, 200, 210, 220, 230, 600)):
        states.update(moving("a", "Downloading", current, 1000), second)
        seconds = states.summary(second).left_seconds
        estimates.append(None if seconds is None else round(second + seconds))
    assert estimates == [None, 10, 10, None, None, None, 10]


def test_layers_that_wait_leave_the_time_unknown() -> None:
    states = LayerStates()
    for second in (0, 1):
        states.update(moving("a", "Downloading", second * 10, 100), second)
        states.update(moving("b", "Waiting"), second)
    assert (states.summary(1).pending, states.summary(1).left_seconds) == (1, None)


def test_a_stalled_transfer_has_no_remaining_time() -> None:
    states = LayerStates()
    states.update(moving("a", "Downloading", 10, 100), 0)
    assert states.summary(5).left_seconds is None


def test_a_small_window_shows_the_layers_at_work() -> None:
    states = LayerStates()
    states.update(moving("done", "Pull complete"), 0)
    states.update(moving("waits", "Waiting"), 0)
    states.update(moving("moves", "Downloading", 1, 2), 0)
    assert [layer.name for layer in states.most_active(1)] == ["moves"]
    assert [layer.name for layer in states.most_active(2)] == ["waits", "moves"]
    assert [layer.name for layer in states.most_active(9)] == ["done", "waits", "moves"]
