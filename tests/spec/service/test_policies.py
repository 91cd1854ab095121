"""Ratios of failures, which docker keeps in 32 bits."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.spec.service.policies import parse_ratio


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        (".15", 0.15),
        ("0.123456789", 0.12345679),
        ("1e-3", 0.001),
        ("3.4028e38", 3.4028e38),
    ],
)
def test_ratio(text: str, number: float) -> None:
    assert parse_ratio(text) == number


@pytest.mark.parametrize("text", ["x", "", "nan", "inf", "4e38", "1e999"])
def test_invalid_ratios(text: str) -> None:
    with pytest.raises(ValueError, match=r"strconv\.ParseFloat: parsing"):
        parse_ratio(text)


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_it_is_the_same_in_32_bits(number: float) -> None:
    assert struct.pack("f", parse_ratio(repr(number))) == struct.pack("f", number)
