"""The progress line of a context upload."""

from __future__ import annotations

import itertools
from io import StringIO

import pytest

from pydock.commands.shared import transfer_progress
from pydock.commands.shared.transfer_progress import ContextProgress

BLOCKS = [b"x" * 1000, b"y" * 2048]


def test_one_line_at_the_end_in_docker_s_bytes() -> None:
    out = StringIO()
    with ContextProgress(out, "Sending", live=False) as meter:
        assert list(meter.sending(BLOCKS)) == BLOCKS
    assert out.getvalue() == "Sending  3.048kB\r\r\n"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time moves on by 60 ms at every call."""
    times = itertools.count(0, 60)
    monkeypatch.setattr(transfer_progress, "monotonic", lambda: next(times) / 1000)


def test_on_a_terminal_it_moves_but_not_with_every_block() -> None:
    out = StringIO()
    with ContextProgress(out, "Sending", live=True) as meter:
        list(meter.sending([b"x"] * 7))
    lines = ["Sending       2B", "Sending       4B", "Sending       6B", "Sending       7B"]
    assert out.getvalue() == "\r".join(lines) + "\r\r\n"


@pytest.mark.parametrize(("moves", "shown"), [(False, ""), (True, "Sending  3.048kB\r\n")])
def test_a_transfer_that_breaks_off_leaves_the_line(moves: bool, shown: str) -> None:
    out = StringIO()
    with pytest.raises(RuntimeError), ContextProgress(out, "Sending", live=moves) as meter:
        blocks = meter.sending([*BLOCKS, b"never"])
        next(blocks)
        next(blocks)
        raise RuntimeError
    assert out.getvalue() == shown
