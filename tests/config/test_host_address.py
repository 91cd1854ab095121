from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.config.host_address import parse_host
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "unix:///var/run/docker.sock"),
        (" ", "unix:///var/run/docker.sock"),
        ("unix://", "unix:///var/run/docker.sock"),
        ("unix:///a b?c", "unix:///a b?c"),
        ("unix://relative", "unix://relative"),
        ("tcp://", "tcp://localhost:2375"),
        ("tcp://:99", "tcp://localhost:99"),
        ("tcp://h", "tcp://h:2375"),
        (" tcp://h ", "tcp://h:2375"),
        ("tcp://h:", "tcp://h:2375"),
        ("tcp://h:0", "tcp://h:0"),
        ("tcp://h:1/p", "tcp://h:1/p"),
        ("tcp://h/p", "tcp://h:2375/p"),
        ("tcp://h:1?a=b", "tcp://h:1"),
        ("tcp://u:p@h:1", "tcp://h:1"),
        ("h", "tcp://h:2375"),
        ("H:1", "tcp://H:1"),
        (":1", "tcp://localhost:1"),
        ("127.0.0.1", "tcp://127.0.0.1:2375"),
        ("::1", "tcp://[::1]:2375"),
        ("[::1]:5", "tcp://[::1]:5"),
        ("tcp://[::1]:8/x", "tcp://[::1]:8/x"),
        ("fd://3", "fd://3"),
        ("ssh://u@h", "ssh://u@h"),
        ("npipe://", "npipe:////./pipe/docker_engine"),
    ],
)
def test_parse_host(text: str, expected: str) -> None:
    assert parse_host(text) == expected


def test_tls_alone() -> None:
    assert parse_host("", tls=True) == "tcp://localhost:2376"
    assert parse_host("tcp://h", tls=True) == "tcp://h:2375"


@pytest.mark.parametrize(
    "text", ["http://h:1", "TCP://h", "tcp://h:x", "tcp://h:99999", "tcp://[::1"]
)
def test_no_address(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^invalid bind address format: "):
        parse_host(text)


@given(st.text())
def test_any_text_is_an_address_or_an_error_of_ours(text: str) -> None:
    try:
        assert "://" in parse_host(text)
    except ConfigError as error:
        assert error.message
