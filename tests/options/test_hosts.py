"""`--add-host`, `--dns`, `--dns-search`, `--link`, and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.net import is_mac, parse_ip
from pydock.options.hosts import DNS_SERVERS, EXTRA_HOSTS, LINKS, SEARCH_DOMAINS
from pydock.options.value_types import Kind


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (EXTRA_HOSTS, "a:1.2.3.4", "a:1.2.3.4"),
        (EXTRA_HOSTS, "a=1.2.3.4", "a:1.2.3.4"),
        (EXTRA_HOSTS, "a:::1", "a:::1"),
        (EXTRA_HOSTS, "a:[::1]", "a:::1"),
        (EXTRA_HOSTS, "a=[::1]", "a:::1"),
        (EXTRA_HOSTS, "a:[1.2.3.4]", "a:1.2.3.4"),
        (EXTRA_HOSTS, "a:0:0::1", "a:0:0::1"),
        (EXTRA_HOSTS, "a b:1.2.3.4 ", "a b:1.2.3.4 "),
        (EXTRA_HOSTS, "a:host-gateway", "a:host-gateway"),
        (EXTRA_HOSTS, "a=host-gateway", "a:host-gateway"),
        (DNS_SERVERS, " 1.1.1.1 ", "1.1.1.1"),
        (DNS_SERVERS, "0:0::1", "::1"),
        (DNS_SERVERS, "FE80::1", "fe80::1"),
        (DNS_SERVERS, "::ffff:1.2.3.4", "1.2.3.4"),
        (SEARCH_DOMAINS, ".", "."),
        (SEARCH_DOMAINS, "a.b-c.d", "a.b-c.d"),
        (SEARCH_DOMAINS, " foo. ", "foo"),
        (SEARCH_DOMAINS, "a\t", "a"),
        (SEARCH_DOMAINS, "1a.2", "1a.2"),
        (LINKS, "a", "a"),
        (LINKS, "a:b", "a:b"),
        (LINKS, ":", ":"),
    ],
)
def test_kept(kind: Kind, text: str, kept: str) -> None:
    assert kind.add([], text) == [kept]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (EXTRA_HOSTS, "", 'bad format for add-host: ""'),
        (EXTRA_HOSTS, "a", 'bad format for add-host: "a"'),
        (EXTRA_HOSTS, ":1.2.3.4", 'bad format for add-host: ":1.2.3.4"'),
        (EXTRA_HOSTS, "a:b=1.2.3.4", 'bad format for add-host: "a:b=1.2.3.4"'),
        (EXTRA_HOSTS, 'a"\n', 'bad format for add-host: "a\\"\\n"'),
        (EXTRA_HOSTS, "a:", 'invalid IP address in add-host: ""'),
        (EXTRA_HOSTS, "a=b:c", 'invalid IP address in add-host: "b:c"'),
        (EXTRA_HOSTS, "a:[]", 'invalid IP address in add-host: "[]"'),
        (EXTRA_HOSTS, "a:[::1", 'invalid IP address in add-host: "[::1"'),
        (EXTRA_HOSTS, "a:[host-gateway]", 'invalid IP address in add-host: "host-gateway"'),
        (EXTRA_HOSTS, "a:010.1.1.1", 'invalid IP address in add-host: "010.1.1.1"'),
        (DNS_SERVERS, "", "IP address is not correctly formatted: "),
        (DNS_SERVERS, "localhost", "IP address is not correctly formatted: localhost"),
        (DNS_SERVERS, "fe80::1%eth0", "IP address is not correctly formatted: fe80::1%eth0"),
        (SEARCH_DOMAINS, " ", " is not a valid domain"),
        (SEARCH_DOMAINS, "a_b", "a_b is not a valid domain"),
        (SEARCH_DOMAINS, "-a", "-a is not a valid domain"),
        (SEARCH_DOMAINS, "a-.b", "a-.b is not a valid domain"),
        (SEARCH_DOMAINS, "a..b", "a..b is not a valid domain"),
        (SEARCH_DOMAINS, "1.2", "1.2 is not a valid domain"),
        (SEARCH_DOMAINS, "é", "é is not a valid domain"),
        (SEARCH_DOMAINS, "a" * 255, f"{'a' * 255} is not a valid domain"),
        (LINKS, "", "empty string specified for links"),
        (LINKS, "a:b:c", "bad format for links: a:b:c"),
    ],
)
def test_refused(kind: Kind, text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        kind.add([], text)
    assert str(raised.value) == words


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("1:0:0:2::1", "1:0:0:2::1"),
        ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
        ("::1.2.3.4", "::102:304"),
        ("", None),
        ("1", None),
        ("1.2.3", None),
        ("1.2.3.4/8", None),
        ("[::1]", None),
        ("::1%lo", None),
    ],
)
def test_ip(text: str, address: str | None) -> None:
    assert parse_ip(text) == address


@given(st.ip_addresses())
def test_every_address_is_one(address: object) -> None:
    assert parse_ip(str(address)) is not None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("92:d0:c6:0a:29:33", True),
        ("92-D0-C6-0A-29-33", True),
        ("92d0.c60a.2933", True),
        ("92:d0:c6:0a:29:33:11:22", True),
        (":".join(["00"] * 20), True),
        ("92:d0:c6:0a:29", False),
        ("92:d0-c6:0a:29:33", False),
        ("92d0c60a2933", False),
        ("92:d0:c6:0a:29:3g", False),
        ("", False),
    ],
)
def test_mac(text: str, is_one: bool) -> None:
    assert is_mac(text) is is_one
