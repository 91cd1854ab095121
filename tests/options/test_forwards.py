"""Ports of `forward`."""

from __future__ import annotations

import pytest

from pydock.options.forwards import parse_forward, shown_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80", ("127.0.0.1", 80, 80)),
        ("8080:80", ("127.0.0.1", 8080, 80)),
        ("0:80", ("127.0.0.1", 0, 80)),
        ("0.0.0.0:8080:80", ("0.0.0.0", 8080, 80)),
        ("[::1]:8080:80", ("::1", 8080, 80)),
        ("::1:8080:80", ("::1", 8080, 80)),
        ("127.0.0.1:0:65535", ("127.0.0.1", 0, 65535)),
    ],
)
def test_ports(text: str, expected: tuple[str, int, int]) -> None:
    assert parse_forward(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "0", "http", "80:", ":80", "-1", "65536", "80:65536", "80/tcp", "1-3", "80:0", " 80"],
)
def test_an_invalid_port_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"^invalid port '") as caught:
        parse_forward(text)
    assert f"'{text}'" in str(caught.value)


@pytest.mark.parametrize("text", ["localhost:8080:80", ":80:80", "[::1:8080:80", "1.2.3:8080:80"])
def test_an_invalid_address_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an IP address$"):
        parse_forward(text)


def test_addresses_are_shown_as_users_write_them() -> None:
    assert shown_address("127.0.0.1", 80) == "127.0.0.1:80"
    assert shown_address("::1", 80) == "[::1]:80"
