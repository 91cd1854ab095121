"""One line of CSV, as Go's encoding/csv reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.csv import split_fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a", ["a"]),
        ("a,b,,", ["a", "b", "", ""]),
        (",a", ["", "a"]),
        ('"a,b",c', ["a,b", "c"]),
        ('"a""b"', ['a"b']),
        ('"a\nb",c', ["a\nb", "c"]),
        ('"a\r\nb"', ["a\nb"]),
        ("a\nb", ["a"]),
        ("\n\r\na\n", ["a"]),
        ("a\rb", ["a\rb"]),
        ('"a"\r', ["a"]),
        ('"a",', ["a", ""]),
        ("a\x0bb\u2028c", ["a\x0bb\u2028c"]),
    ],
)
def test_fields(text: str, fields: list[str]) -> None:
    assert split_fields(text) == fields


_BARE = 'bare " in non-quoted-field'
_STRAY = 'extraneous or missing " in quoted-field'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "EOF"),
        ("\n\n", "EOF"),
        ('a"b', f"parse error on line 1, column 2: {_BARE}"),
        ('é"', f"parse error on line 1, column 3: {_BARE}"),
        ('\n\nb"', f"parse error on line 3, column 2: {_BARE}"),
        ('"a', f"parse error on line 1, column 3: {_STRAY}"),
        ('"a"b', f"parse error on line 1, column 3: {_STRAY}"),
        (',"a', f"parse error on line 1, column 4: {_STRAY}"),
        ('"a""', f"parse error on line 1, column 5: {_STRAY}"),
        ('"a"" x', f"parse error on line 1, column 7: {_STRAY}"),
        ('"a\r', f"parse error on line 1, column 3: {_STRAY}"),
        ('"a\n', f"parse error on line 1, column 4: {_STRAY}"),
        ('"a\nb', f"record on line 1; parse error on line 2, column 2: {_STRAY}"),
        ('"a\n\nb\n"c"', f"record on line 1; parse error on line 4, column 1: {_STRAY}"),
    ],
)
def test_no_fields(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        split_fields(text)
    assert str(raised.value) == words


@given(st.lists(st.text().filter(lambda text: "\r" not in text), min_size=1))
def test_fields_that_are_quoted_come_back(fields: list[str]) -> None:
    line = ",".join('"' + field.replace('"', '""') + '"' for field in fields)
    assert split_fields(line) == fields


@given(st.text('a,"\n\ré'))
def test_any_text_has_fields_or_is_refused(text: str) -> None:
    try:
        assert split_fields(text)
    except ValueError as error:
        assert str(error) == "EOF" or "parse error on line" in str(error)
