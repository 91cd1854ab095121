"""Durations as Go reads and prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.time.duration import UNITS, Duration, parse_duration


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0), ("+5s", 5 * 10**9), ("-5s", -5 * 10**9), ("1h30m", 5400 * 10**9),
        ("1.5s", 15 * 10**8), (".5s", 5 * 10**8), ("1us", 1000), ("1µs", 1000), ("1μs", 1000),
        ("100ms", 10**8), ("1s1s", 2 * 10**9), ("5.s", 5 * 10**9),
        ("-2562047h47m16.854775808s", -(1 << 63)),
    ],
)  # fmt: skip
def test_duration(text: str, nanoseconds: int) -> None:
    assert parse_duration(text) == nanoseconds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", 'time: invalid duration "abc"'),
        ("", 'time: invalid duration ""'),
        (".", 'time: invalid duration "."'),
        ("-", 'time: invalid duration "-"'),
        (".s", 'time: invalid duration ".s"'),
        ("99999999h", 'time: invalid duration "99999999h"'),
        ("2562047h47m16.854775808s", 'time: invalid duration "2562047h47m16.854775808s"'),
        ("5", 'time: missing unit in duration "5"'),
        ("5s4", 'time: missing unit in duration "5s4"'),
        ("5x", 'time: unknown unit "x" in duration "5x"'),
        ("1d", 'time: unknown unit "d" in duration "1d"'),
        ('1"é', 'time: unknown unit "\\"\\xc3\\xa9" in duration "1\\"\\xc3\\xa9"'),
    ],
)
def test_no_duration(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_duration(text)
    assert str(raised.value) == words


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(sorted(UNITS))), min_size=1))
def test_parts_of_a_duration_add_up(parts: list[tuple[int, str]]) -> None:
    text = "".join(f"{count}{unit}" for count, unit in parts)
    expected = sum(count * UNITS[unit] for count, unit in parts)
    if expected < 1 << 63:
        assert parse_duration(text) == expected


@given(st.text("0123456789.hmnsuµ+-", max_size=20))
def test_a_duration_fits_the_api_or_is_refused(text: str) -> None:
    try:
        nanoseconds = parse_duration(text)
    except ValueError as error:
        assert str(error).startswith("time: ")
    else:
        assert -(1 << 63) <= nanoseconds < 1 << 63


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0s"), (1, "1ns"), (1500, "1.5µs"), (999_999_999, "999.999999ms"), (10**9, "1s"),
        (90 * 10**9, "1m30s"), (3600 * 10**9, "1h0m0s"), (-1500 * 10**6, "-1.5s"),
        (3661 * 10**9 + 5, "1h1m1.000000005s"),
    ],
)  # fmt: skip
def test_text(nanoseconds: int, text: str) -> None:
    assert str(Duration(nanoseconds)) == text


@given(st.integers(-(2**33), 2**33))
def test_the_text_of_whole_seconds_reads_as_the_same_duration(seconds: int) -> None:
    assert parse_duration(str(Duration(seconds * 10**9))) == seconds * 10**9
