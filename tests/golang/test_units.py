"""Sizes and durations as docker words them."""

from __future__ import annotations

import pytest

from pydock.golang.units import binary_size, human_duration, human_size

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("size_bytes", "four", "three"),
    [
        (0, "0B", "0B"),
        (999, "999B", "999B"),
        (1000, "1kB", "1kB"),
        (1984000, "1.984MB", "1.98MB"),
        (1_500_000_000, "1.5GB", "1.5GB"),
        (999_950, "1000kB", "1e+03kB"),
        (123_456, "123.5kB", "123kB"),
        (10**24, "1YB", "1YB"),
        (10**27, "1000YB", "1e+03YB"),
    ],
)
def test_human_size(size_bytes: int, four: str, three: str) -> None:
    assert (human_size(size_bytes), human_size(size_bytes, 3)) == (four, three)


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [(0, "0B"), (1023, "1023B"), (1024, "1KiB"), (1_983_905, "1.892MiB"), (7 << 30, "7GiB")],
)
def test_binary_size(size_bytes: int, shown: str) -> None:
    assert binary_size(size_bytes) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5, "Less than a second"),
        (0.9, "Less than a second"),
        (1, "1 second"),
        (59.9, "59 seconds"),
        (60, "About a minute"),
        (119, "About a minute"),
        (120, "2 minutes"),
        (59 * MINUTE + 59, "59 minutes"),
        (HOUR, "About an hour"),
        (1.4 * HOUR, "About an hour"),
        (1.5 * HOUR, "2 hours"),
        (47 * HOUR, "47 hours"),
        (2 * DAY, "2 days"),
        (13 * DAY, "13 days"),
        (14 * DAY, "2 weeks"),
        (59 * DAY, "8 weeks"),
        (60 * DAY, "2 months"),
        (729 * DAY, "24 months"),
        (730 * DAY, "2 years"),
        (3700 * DAY, "10 years"),
    ],
)
def test_human_duration(seconds: float, shown: str) -> None:
    assert human_duration(seconds) == shown
