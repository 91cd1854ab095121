from __future__ import annotations

import pytest

from pydock.config.http_headers import http_headers
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("", {"Mine": "1"}),
        ("a=b", {"a": "b"}),
        ('a=b,"c=d,e",f=', {"a": "b", "c": "d,e", "f": ""}),
        ("a=b=c", {"a": "b=c"}),
    ],
)
def test_http_headers(variable: str, expected: dict[str, str]) -> None:
    assert http_headers({"Mine": "1"}, {"DOCKER_CUSTOM_HEADERS": variable}) == expected


@pytest.mark.parametrize(
    ("variable", "words"),
    [
        ("a", "missing \"=\" in key=value pair: 'a'"),
        ("=b", "empty key: '=b'"),
        ('"a', "value must be formatted as comma-separated key=value pairs"),
    ],
)
def test_wrong_variable(variable: str, words: str) -> None:
    with pytest.raises(ConfigError, match=r"^Failed to initialize: ") as caught:
        http_headers({}, {"DOCKER_CUSTOM_HEADERS": variable})
    assert words in caught.value.message
