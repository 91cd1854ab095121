"""`--cpus` in billionths of a CPU, or docker's error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.cpus import parse_cpus


@pytest.mark.parametrize(
    ("text", "nano_cpus"),
    [
        ("1", 10**9), ("0.1", 10**8), ("1.5", 15 * 10**8), ("+1.5", 15 * 10**8), (".5", 5 * 10**8),
        ("5.", 5 * 10**9), ("-1", -(10**9)), ("1/4", 25 * 10**7), ("1e2", 10**11), ("1e-9", 1),
        ("010", 10**10), ("0x10", 16 * 10**9), ("0b11", 3 * 10**9), ("1_000", 10**12),
        ("1p2", 4 * 10**9), ("0x1p-2", 25 * 10**7), ("0", 0),
    ],
)  # fmt: skip
def test_cpus(text: str, nano_cpus: int) -> None:
    assert parse_cpus(text) == nano_cpus


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "failed to parse abc as a rational number"),
        ("", "failed to parse  as a rational number"),
        (" 1", "failed to parse  1 as a rational number"),
        ("1/0", "failed to parse 1/0 as a rational number"),
        ("1.5/2", "failed to parse 1.5/2 as a rational number"),
        ("08/1", "failed to parse 08/1 as a rational number"),
        (".", "failed to parse . as a rational number"),
        ("inf", "failed to parse inf as a rational number"),
        ("1e999999999", "failed to parse 1e999999999 as a rational number"),
        ("1/3", "value is too precise"),
        ("1e-10", "value is too precise"),
        ("1e20", "value is too large"),
    ],
)
def test_no_cpus(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_cpus(text)
    assert str(raised.value) == words


@given(st.text("0123456789./exbopn_+-", max_size=12))
def test_cpus_fit_the_api_or_are_refused(text: str) -> None:
    try:
        nano_cpus = parse_cpus(text)
    except ValueError as error:
        assert str(error)
    else:
        assert abs(nano_cpus) < 1 << 63
