from __future__ import annotations

import pytest

from pydock.options.build.calls import Call, parse_call


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("", None),
        ("build", None),
        ("check", Call("lint")),
        ("lint", Call("lint")),
        ("outline,format=json", Call("outline", "json")),
        ("format=json,targets", Call("targets", "json")),
        ("check,ignorestatus=true", Call("lint", "", True)),
    ],
)
def test_calls(text: str, call: Call | None) -> None:
    assert parse_call(text) == call


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b", "invalid print value: a,b"),
        ("a,c=d", "invalid print field: c=d"),
        ("a,ignorestatus=x", "invalid print field: ignorestatus=x"),
    ],
)
def test_no_call(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_call(text)
