"""The ages in texts of engines."""

from __future__ import annotations

import pytest

from pydock.golang.units import human_duration
from pydock.views.ages import age_seconds, aged


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Up Less than a second", 0),
        ("Up 1 second", 1),
        ("Exited (137) 59 seconds ago", 59),
        ("Up About a minute (healthy)", 60),
        ("Up 9 minutes (Paused)", 540),
        ("Up About an hour", 3600),
        ("Up 2 hours", 5400),
        ("Exited (0) 3 weeks ago", 3 * 7 * 86400),
        ("Exited (0) 4 months ago", 120 * 86400),
        ("Created", -1),
        ("", -1),
    ],
)
def test_the_least_age_of_a_text(text: str, seconds: int) -> None:
    assert age_seconds(text) == seconds


@pytest.mark.parametrize("seconds", [0, 1, 2, 59, 60, 119, 120, 3599, 3600, 5399, 5400, 9000,
                                     48 * 3600, 14 * 86400, 60 * 86400, 729 * 86400, 730 * 86400,
                                     1095 * 86400])  # fmt: skip
def test_a_text_is_that_of_its_least_age(seconds: int) -> None:
    text = f"Up {human_duration(seconds)}"
    assert age_seconds(text) <= seconds
    assert aged(text, 0) == text


@pytest.mark.parametrize(
    ("text", "seconds", "later"),
    [
        ("Up 5 seconds", 3, "Up 8 seconds"),
        ("Up 5 seconds (health: starting)", 60, "Up About a minute (health: starting)"),
        ("Exited (3) 59 minutes ago", 60, "Exited (3) About an hour ago"),
        ("Up 3 minutes", 59, "Up 3 minutes"),
        ("Created", 100, "Created"),
    ],
)
def test_a_text_as_time_passes(text: str, seconds: int, later: str) -> None:
    assert aged(text, seconds) == later
