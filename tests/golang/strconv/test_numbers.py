"""Numbers as Go's strconv reads them."""

from __future__ import annotations

import pytest

from pydock.golang.strconv.numbers import parse_float, parse_int, parse_uint


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("5", 5), ("+5", 5), ("-5", -5), ("010", 8), ("0x10", 16), ("0X1f", 31),
        ("0b11", 3), ("0o17", 15), ("1_0", 10), ("0_1", 1), ("0x_f", 15),
        ("9223372036854775807", (1 << 63) - 1), ("-9223372036854775808", -(1 << 63)),
    ],
)  # fmt: skip
def test_int(text: str, value: int) -> None:
    assert parse_int(text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", 'strconv.ParseInt: parsing "abc": invalid syntax'),
        ("", 'strconv.ParseInt: parsing "": invalid syntax'),
        (" 5", 'strconv.ParseInt: parsing " 5": invalid syntax'),
        ("08", 'strconv.ParseInt: parsing "08": invalid syntax'),
        ("_1", 'strconv.ParseInt: parsing "_1": invalid syntax'),
        ("1__0", 'strconv.ParseInt: parsing "1__0": invalid syntax'),
        ("1_", 'strconv.ParseInt: parsing "1_": invalid syntax'),
        ("0x", 'strconv.ParseInt: parsing "0x": invalid syntax'),
        ("１", 'strconv.ParseInt: parsing "１": invalid syntax'),
        (str(1 << 63), f'strconv.ParseInt: parsing "{1 << 63}": value out of range'),
        ("9" * 20, f'strconv.ParseInt: parsing "{"9" * 20}": value out of range'),
        ("9" * 9999, f'strconv.ParseInt: parsing "{"9" * 9999}": value out of range'),
        ("0" * 9999 + "8", f'strconv.ParseInt: parsing "{"0" * 9999}8": invalid syntax'),
    ],
)  # fmt: skip
def test_no_int(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_int(text)
    assert str(raised.value) == words


def test_int_of_decimal_digits_alone() -> None:
    assert parse_int("010", any_base=False) == 10
    for text in ("0x10", "1_0", "0b1"):
        with pytest.raises(ValueError, match="invalid syntax"):
            parse_int(text, any_base=False)


@pytest.mark.parametrize(("text", "bits", "value"), [("65535", 16, 65535), ("0x10", 16, 16)])
def test_uint(text: str, bits: int, value: int) -> None:
    assert parse_uint(text, bits) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [("65536", "value out of range"), ("-1", "invalid syntax"), ("+1", "invalid syntax")],
)
def test_no_uint(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_uint(text, 16)
    assert str(raised.value) == f'strconv.ParseUint: parsing "{text}": {reason}'


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("1_0.5", 10.5), ("0x1p-2", 0.25),
     ("-Inf", float("-inf")), ("+1", 1.0)],
)  # fmt: skip
def test_float(text: str, value: float) -> None:
    assert parse_float(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "invalid syntax"), (".", "invalid syntax"), ("1.2.3", "invalid syntax"),
     ("0x10", "invalid syntax"), ("1e999", "value out of range"), (" 1", "invalid syntax"),
     ("0x1p99999", "value out of range")],
)  # fmt: skip
def test_no_float(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_float(text)
    assert str(raised.value) == f'strconv.ParseFloat: parsing "{text}": {reason}'
