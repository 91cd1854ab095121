from __future__ import annotations

import pytest

from pydock.options.build.contexts import is_remote_context, parse_contexts


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("foo=.", {"foo": "."}),
        ("foo=a=b", {"foo": "a=b"}),
        ("docker.io/library/alpine:3=docker-image://me/alpine", {"alpine:3": "docker-image://me/alpine"}),
        ("alpine:latest=/a", {"alpine": "/a"}),
        ("localhost:5000/x=/a", {"localhost:5000/x": "/a"}),
    ],
)  # fmt: skip
def test_contexts(text: str, context: dict[str, str]) -> None:
    assert parse_contexts([text]) == context


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo", "invalid context value: foo, expected key=value"),
        ("=x", "invalid context name : invalid reference format"),
        ("a b=.", "invalid context name a b: invalid reference format"),
        (
            "UP=.",
            "invalid context name UP: invalid reference format: repository name (library/UP) must"
            " be lowercase",
        ),
    ],
)
def test_no_context(text: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_contexts([text])
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("where", "fetched"),
    [
        ("docker-image://busybox", True),
        ("https://example.com/x.git", True),
        ("oci-layout://x", True),
        ("/a/docker-image", False),
        ("frob://x", False),
    ],
)
def test_what_the_engine_fetches(where: str, fetched: bool) -> None:
    assert is_remote_context(where) == fetched
