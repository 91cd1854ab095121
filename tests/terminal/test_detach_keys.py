"""Detach keys: which texts are keys, and finding them in what is typed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.terminal.detach_keys import DEFAULT_KEYS, DetachMatcher, parse_detach_keys


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (DEFAULT_KEYS, b"\x10\x11"),
        ("ctrl-@", b"\x00"),
        ("ctrl-a,z", b"\x01z"),
        ("ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_", b"\x1b\x1c\x1d\x1e\x1f"),
        ("a", b"a"),
        ("A,-, ", b"A- "),
        ("DEL", b"\x7f"),
    ],
)
def test_keys_are_read(text: str, codes: bytes) -> None:
    assert parse_detach_keys(text) == codes


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ""),
        ("a,", ""),
        ("foo", "foo"),
        ("a,ctrl-P", "ctrl-P"),
        ("ctrl-1", "ctrl-1"),
        ("ctrl-", "ctrl-"),
        ("^p", "^p"),
        ("é", "é"),
        ("ctrl-p ctrl-q", "ctrl-p ctrl-q"),
    ],
)
def test_wrong_keys_are_named(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="Unknown character") as caught:
        parse_detach_keys(text)
    assert str(caught.value).endswith(f"'{wrong}'")


@pytest.mark.parametrize(
    ("keys", "reads", "sent", "detached"),
    [
        (b"\x10\x11", [b"ls\r"], b"ls\r", False),
        (b"\x10\x11", [b"\x10\x11"], b"", True),
        (b"\x10\x11", [b"\x10", b"\x11"], b"", True),
        (b"\x10\x11", [b"exit\x10\x11\rmore"], b"exit", True),
        (b"\x10\x11", [b"\x10"], b"", False),
        (b"\x10\x11", [b"\x10", b"x"], b"\x10x", False),
        (b"\x10\x11", [b"\x10x\x10\x11"], b"\x10x", True),
        (b"\x10\x11", [b"\x10", b"\x10"], b"\x10\x10", False),
        (b"\x10\x11", [b"\x11\x10"], b"\x11", False),
        (b"abc", [b"a", b"b", b"xabc"], b"abx", True),
        (b"abc", [b"ab", b"ab", b"abc"], b"abab", True),
        (b"a", [b"bcd", b"a"], b"bcd", True),
    ],
)
def test_keys_are_found_over_reads(
    keys: bytes, reads: list[bytes], sent: bytes, detached: bool
) -> None:
    matcher = DetachMatcher(keys)
    passed = b""
    found = False
    for data in reads:
        part, found = matcher.feed(data)
        passed += part
    assert (passed, found) == (sent, detached)


def _typed_at_once(keys: bytes, typed: bytes) -> tuple[bytes, bool]:
    return DetachMatcher(keys).feed(typed)


@given(
    keys=st.binary(min_size=1, max_size=4),
    typed=st.binary(max_size=60),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_how_reads_are_split_makes_no_difference(
    keys: bytes, typed: bytes, cuts: list[int]
) -> None:
    matcher = DetachMatcher(keys)
    passed, detached = b"", False
    edges = sorted({0, len(typed), *(min(cut, len(typed)) for cut in cuts)})
    for start, end in pairwise(edges):
        part, detached = matcher.feed(typed[start:end])
        passed += part
        if detached:
            break
    assert (passed, detached) == _typed_at_once(keys, typed)


@given(typed=st.binary(max_size=200))
def test_nothing_typed_is_lost(typed: bytes) -> None:
    """What is held back at the end is the beginning of the keys and nothing else."""
    passed, detached = _typed_at_once(b"\x10\x11", typed)
    held = typed[len(passed) :]
    assert typed.startswith(passed)
    assert held.startswith(b"\x10\x11") if detached else held in (b"", b"\x10")
