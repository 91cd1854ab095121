"""A fixed time for rows that show ages."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

NOW = 1_700_000_000


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is NOW, and the local time is UTC."""
    monkeypatch.setattr(time, "time", lambda: NOW)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
