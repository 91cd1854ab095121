"""Untrusted output can only colour its own text on a terminal."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.terminal.sanitize import bare, coloured, safe_line, safe_stream
from tests.support.screen import lines_of


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain\ttext\n", b"plain\ttext\n"),
        (b"\x1b[31mred", b"\x1b[31mred\x1b[0m"),
        (b"\x1b[1;38:5:9mred\x1b[0m", b"\x1b[1;38:5:9mred\x1b[0m"),
        (b"a\x1b[2Jb\x1b[10;1Hc", b"abc"),
        (b"a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", b"abc"),
        (b"a\x1b]0;title", b"a"),
        (b"a\x1bPq\x1b\\b\x1b7c\x1b(0d", b"abcd"),
        (b"a\x1b[", b"a"),
        (b"a\x1b", b"a"),
        (b"bell\x07 back\x08 del\x7f", b"bell back del"),
        (b"one\rtwo\r\nthree\r", b"one two\nthree"),
        (b"\xc2\x9b2J\xc2\x9d0;x\xc3\xa9", b"2J0;x\xc3\xa9"),
        (b"\xff", b"\xff"),
    ],
)
def test_coloured(data: bytes, expected: bytes) -> None:
    assert coloured(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x1b[31mred\x1b[0m", "red"),
        (b"10%\r20%\r30%", "30%"),
        (b"100%\r\n", "100%"),
        (b"a\tb", "a       b"),
        (b"\xff", "\ufffd"),
    ],
)
def test_bare(data: bytes, expected: str) -> None:
    assert bare(data) == expected


PIECES = b"\x1b [ ] 5 ; H m \r \x9b \xc2 x J \x07 P \\ ? l".split(b" ")


@given(st.lists(st.sampled_from(PIECES)))
def test_nothing_moves_the_cursor_but_text(parts: list[bytes]) -> None:
    screen = pyte.Screen(200, 5)
    screen.draw("above")
    pyte.ByteStream(screen).feed(b"\r\n" + coloured(b"".join(parts)))
    assert screen.cursor.y == 1
    assert lines_of(screen)[0] == "above"
    assert screen.title == ""


@pytest.mark.parametrize(
    ("text", "line", "stream"),
    [
        ("plain é", "plain é", "plain é"),
        ("a\x1b[2Jb\x9b1;1Hc", "ab1;1Hc", "ab1;1Hc"),
        ("\x1b[31mred\nb\ud800\udc80", "red b\ud800\udc80",
         "\x1b[31mred\nb\ud800\udc80\x1b[0m"),
        ("10%\r20%\r\n", "10% 20%  ", "10%\r20%\r\n"),
        ("a\x1b]0;title\x07b\x08", "ab", "ab"),
    ],
)  # fmt: skip
def test_text_of_an_engine(text: str, line: str, stream: str) -> None:
    assert (safe_line(text), safe_stream(text)) == (line, stream)
