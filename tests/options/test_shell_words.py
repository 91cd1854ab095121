"""Commands in one text."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.shell_words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  a\tb\nc ", ["a", "b", "c"]),
        ("a'b c'd", ["ab cd"]),
        ('"a \\" b" \\ c', ['a " b', " c"]),
        ("'a \\' b", ["a \\", "b"]),
        ("a '' b", ["a", "", "b"]),
        ("a#b #c d\ne", ["a#b", "e"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("text", "error"),
    [("'a", "closing quote"), ('"a', "closing quote"), ("a\\", "escape"), ('"\\', "escape")],
)
def test_unfinished(text: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        split_words(text)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"))))
def test_quoted_words_survive_the_round_trip(words: list[str]) -> None:
    assert split_words(shlex.join(words)) == words
