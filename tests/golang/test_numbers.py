"""Numbers, sizes, durations and CPUs, checked against what Go's libraries say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.numbers import (
    NANOSECONDS,
    parse_bytes,
    parse_cpus,
    parse_duration,
    parse_float,
    parse_int,
    parse_swap_bytes,
    parse_uint,
)


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


def test_swap_may_have_no_limit() -> None:
    assert parse_swap_bytes("-1") == -1
    assert parse_swap_bytes("1g") == 1 << 30
    with pytest.raises(ValueError, match="invalid size: '-2'"):
        parse_swap_bytes("-2")


@given(st.text())
def test_a_size_is_a_number_of_bytes_or_refused(text: str) -> None:
    try:
        size_bytes = parse_bytes(text)
    except ValueError as error:
        assert str(error)
    else:
        assert 0 <= size_bytes < 1 << 63


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


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(sorted(NANOSECONDS))), min_size=1))
def test_parts_of_a_duration_add_up(parts: list[tuple[int, str]]) -> None:
    text = "".join(f"{count}{unit}" for count, unit in parts)
    expected = sum(count * NANOSECONDS[unit] for count, unit in parts)
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
