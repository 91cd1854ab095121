from __future__ import annotations

import threading

import pytest

from pydock.progress.refresher import Refresher

SECONDS = 20


def test_it_draws_as_time_passes_until_it_is_stopped() -> None:
    drawn = threading.Semaphore(0)
    refresher = Refresher(drawn.release)
    refresher.start()
    assert drawn.acquire(timeout=SECONDS)
    assert drawn.acquire(timeout=SECONDS)
    refresher.stop()
    while drawn.acquire(blocking=False):
        pass
    assert not drawn.acquire(timeout=0.3)


def test_a_burst_of_changes_is_drawn_once() -> None:
    drawn = []
    refresher = Refresher(lambda: drawn.append(1))
    with refresher.lock:
        for _ in range(1000):
            refresher.changed()
    assert 1 <= len(drawn) < 20


def test_an_error_of_the_output_is_raised_by_the_next_change() -> None:
    failed = threading.Event()

    def draw() -> None:
        failed.set()
        raise BrokenPipeError

    refresher = Refresher(draw)
    refresher.start()
    assert failed.wait(SECONDS)
    with pytest.raises(BrokenPipeError), refresher.lock:
        refresher.changed()
    refresher.stop()
