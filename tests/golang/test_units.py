"""Sizes and durations for humans, as docker's go-units reads and prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.units import binary_size, human_duration, human_size, parse_bytes

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


@pytest.mark.parametrize(
    ("text", "size_bytes"),
    [
        ("0", 0), ("4096", 4096), ("5b", 5), ("1k", 1024), ("1kb", 1024), ("1KiB", 1024),
        ("1 k", 1024), ("1.5g", 1610612736), (".5m", 524288), ("5.m", 5 << 20), ("+5m", 5 << 20),
        ("1e3k", 1024000), ("1_000", 1000), ("10p", 10 << 50), ("1t", 1 << 40), ("1.9", 1),
    ],
)  # fmt: skip
def test_bytes(text: str, size_bytes: int) -> None:
    assert parse_bytes(text) == size_bytes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "invalid size: 'abc'"),
        ("", "invalid size: ''"),
        ("-1", "invalid size: '-1'"),
        ("b", "invalid size: 'b'"),
        ("nan ", "invalid size: 'nan '"),
        ("inf ", "invalid size: 'inf '"),
        ("1e30", "invalid size: '1e30'"),
        ("99999p", "invalid size: '99999p'"),
        ("1xb", "invalid suffix: 'xb'"),
        ("1KBB", "invalid suffix: 'kbb'"),
        ("10bb", "invalid suffix: 'bb'"),
        ("10e", "invalid suffix: 'e'"),
        ("4096ABCD", "invalid suffix: 'ABCD'"),
        ("5é", "invalid suffix: 'é'"),
        ("1.2.3", 'strconv.ParseFloat: parsing "1.2.3": invalid syntax'),
        ("1  k", 'strconv.ParseFloat: parsing "1 ": invalid syntax'),
        (".", 'strconv.ParseFloat: parsing ".": invalid syntax'),
    ],
)
def test_no_bytes(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_bytes(text)
    assert str(raised.value) == words


@given(st.text())
def test_a_size_is_a_number_of_bytes_or_refused(text: str) -> None:
    try:
        size_bytes = parse_bytes(text)
    except ValueError as error:
        assert str(error)
    else:
        assert 0 <= size_bytes < 1 << 63
