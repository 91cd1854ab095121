"""Messages of encoding/json for malformed JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.json_errors import syntax_error


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "unexpected end of JSON input"),
        ('{"a":', "unexpected end of JSON input"),
        ('"a', "unexpected end of JSON input"),
        ("nul", "unexpected end of JSON input"),
        ("nonsense", "invalid character 'o' in literal null (expecting 'u')"),
        ("trux", "invalid character 'x' in literal true (expecting 'e')"),
        ("x", "invalid character 'x' looking for beginning of value"),
        ("[1,]", "invalid character ']' looking for beginning of value"),
        ('{"a":1,}', "invalid character '}' looking for beginning of object key string"),
        ("{a}", "invalid character 'a' looking for beginning of object key string"),
        ('{"a" 1}', "invalid character '1' after object key"),
        ('{"a":[] 1}', "invalid character '1' after object key:value pair"),
        ('{"a":[1 "]"]}', "invalid character '\"' after array element"),
        ('{"a\\"]":1 2}', "invalid character '2' after object key:value pair"),
        ("{} x", "invalid character 'x' after top-level value"),
        ('"\\x"', "invalid character 'x' in string escape code"),
        ('"a\nb"', "invalid character '\\n' in string literal"),
    ],
)
def test_messages(text: str, message: str) -> None:
    assert message_of(text) == message


@given(st.text(alphabet='{}[]",:\\ tnx1', max_size=12))
def test_any_text_is_read_or_has_a_message(text: str) -> None:
    message_of(text)


def message_of(text: str) -> str:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return syntax_error(error)
    return ""
