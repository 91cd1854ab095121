"""The spinner appears while a response is pending, and is erased."""

from __future__ import annotations

import io
import time
from typing import Any, cast

import pytest

from pydock.cli import waiting_indicator
from pydock.transport import Response, Transport


class SlowTransport:
    """Answers every request after a while."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def request(self, *_: Any) -> Response:
        time.sleep(self.seconds)
        return Response(200, "OK", {}, b"")

    def hijack(self, *_: Any) -> None:
        return None

    stream = connect = connect_http2 = url = close = hijack


def shown_during(seconds: float, monkeypatch: pytest.MonkeyPatch, *, hijacked: bool = False) -> str:
    monkeypatch.setattr(waiting_indicator, "DELAY_SECONDS", 0.2)
    terminal = io.StringIO()
    transport = waiting_indicator.WaitingTransport(
        cast(Transport, SlowTransport(seconds)), terminal
    )
    if hijacked:
        transport.hijack("POST", "/x")
    assert transport.request("GET", "/x").status == 200
    return terminal.getvalue()


def test_a_quick_answer_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_during(0, monkeypatch) == ""


def test_a_slow_answer_shows_the_spinner_and_erases_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_during(0.5, monkeypatch)
    assert "waiting for the engine" in shown
    assert shown.endswith("\r\x1b[K")


def test_nothing_is_shown_on_a_terminal_that_belongs_to_a_container(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown_during(0.5, monkeypatch, hijacked=True) == ""


def test_an_error_erases_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(SlowTransport):
        def request(self, *_: Any) -> Response:
            super().request()
            raise OSError("gone")

    monkeypatch.setattr(waiting_indicator, "DELAY_SECONDS", 0.1)
    terminal = io.StringIO()
    transport = waiting_indicator.WaitingTransport(cast(Transport, Failing(0.4)), terminal)
    with pytest.raises(OSError, match="gone"):
        transport.request("GET", "/x")
    assert terminal.getvalue().endswith("\r\x1b[K")
