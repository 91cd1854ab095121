"""`--network` in both forms, and the options for the first network."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.networks import NETWORKS, Attachment, endpoints, network_mode, parse_attachment

MAC = "92:d0:c6:0a:29:33"


@pytest.mark.parametrize(
    ("text", "network", "endpoint"),
    [
        ("foo", "foo", {}),
        ("Foo", "Foo", {}),
        ("container:abc", "container:abc", {}),
        ("name = foo", "name = foo", {}),
        ("name=", "name=", {}),
        ("é=é", "é=é", {}),
        ("name=foo", "foo", {}),
        ("NAME=Foo,ALIAS=X", "foo", {"Aliases": ["x"]}),
        ("name=foo,name=bar", "bar", {}),
        ("name=foo, alias=a,alias=b", "foo", {"Aliases": ["a", "b"]}),
        ('name=foo,"alias=a,b"', "foo", {"Aliases": ["a,b"]}),
        ("name=foo,ip=1.2.3.4 ", "foo", {"IPAMConfig": {"IPv4Address": "1.2.3.4"}}),
        ("name=foo,ip6=::1", "foo", {"IPAMConfig": {"IPv6Address": "::1"}}),
        (
            "name=foo,link-local-ip=169.254.1.1,link-local-ip=fe80::1",
            "foo",
            {"IPAMConfig": {"LinkLocalIPs": ["169.254.1.1", "fe80::1"]}},
        ),
        (f"name=foo,mac-address={MAC}", "foo", {"MacAddress": MAC}),
        ("name=foo,driver-opt= A = B ,driver-opt=c=", "foo", {"DriverOpts": {"a": "b", "c": ""}}),
        ("name=foo,gw-priority=-1", "foo", {"GwPriority": -1}),
        ("name=foo,gw-priority=+5", "foo", {"GwPriority": 5}),
    ],
)
def test_attachment(text: str, network: str, endpoint: dict[str, Any]) -> None:
    assert parse_attachment(text) == (network, endpoint)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("foo,alias=a", "invalid field foo"),
        ("name=foo,=b", "invalid field =b"),
        ("name=foo,bar=baz", "invalid field key bar"),
        ("alias=a", "network name/id is not specified"),
        ("name=,alias=a", "network name/id is not specified"),
        ("name=foo,driver-opt=abc", "invalid key value pair format in driver options"),
        ("name=foo,driver-opt==a", "invalid key value pair format in driver options"),
        ("name=foo,gw-priority=abc", "invalid gw-priority (abc): invalid syntax"),
        ("name=foo,gw-priority=0x5", "invalid gw-priority (0x5): invalid syntax"),
        (
            "name=foo,gw-priority=99999999999999999999",
            "invalid gw-priority (99999999999999999999): value out of range",
        ),
        ('name=foo,"', 'parse error on line 1, column 11: extraneous or missing " in quoted-field'),
    ],
)
def test_attachment_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_attachment(text)
    assert str(raised.value) == words


@given(st.text())
def test_any_text_is_a_network_or_refused(text: str) -> None:
    try:
        attachment = parse_attachment(text)
    except ValueError as error:
        assert str(error)
    else:
        assert attachment.network or not text


def attachments(*texts: str) -> list[Attachment]:
    found = NETWORKS.initial()
    for text in texts:
        found = NETWORKS.add(found, text)
    return found


@pytest.mark.parametrize(
    ("texts", "options", "mode", "found"),
    [
        ([], {}, "default", {}),
        (["foo"], {}, "foo", {}),
        (["host"], {}, "host", {}),
        (["foo", "bar"], {}, "foo", {"foo": {}, "bar": {}}),
        (["foo", "name=bar,alias=z"], {}, "foo", {"foo": {}, "bar": {"Aliases": ["z"]}}),
        ([], {"mac_address": MAC}, "default", {"default": {"MacAddress": MAC}}),
        (["foo"], {"network_alias": ["a", "b"]}, "foo", {"foo": {"Aliases": ["a", "b"]}}),
        (["foo"], {"ip": "abc"}, "foo", {"foo": {"IPAMConfig": {"IPv4Address": "abc"}}}),
        (["foo"], {"ip6": "::1"}, "foo", {"foo": {"IPAMConfig": {"IPv6Address": "::1"}}}),
        (
            ["name=foo,ip6=::1", "bar"],
            {"ip": "1.2.3.4", "link_local_ip": ["fe80::1"]},
            "foo",
            {
                "foo": {
                    "IPAMConfig": {
                        "IPv6Address": "::1",
                        "IPv4Address": "1.2.3.4",
                        "LinkLocalIPs": ["fe80::1"],
                    }
                },
                "bar": {},
            },
        ),
        (
            ["foo", "bar"],
            {"link": ["a:b", "c"]},
            "foo",
            {"foo": {"Links": ["a:b", "c"]}, "bar": {}},
        ),
        ([], {"link": ["a:b"]}, "default", {}),
        (["container:x"], {"link": ["a:b"]}, "container:x", {}),
    ],
)
def test_endpoints(texts: list[str], options: Any, mode: str, found: dict[str, Any]) -> None:
    assert network_mode(attachments(*texts)) == mode
    assert endpoints(attachments(*texts), options) == found


@pytest.mark.parametrize(
    ("texts", "options", "words"),
    [
        ([""], {}, "no name set for network"),
        ([" "], {}, "no name set for network"),
        (["foo", "foo"], {}, 'network "foo" is specified multiple times'),
        (["default", "default"], {}, 'network "default" is specified multiple times'),
        (
            ["host", "foo"],
            {},
            "conflicting options: cannot attach both user-defined and non-user-defined"
            " network-modes",
        ),
        (
            ["foo", "bridge"],
            {},
            "conflicting options: cannot attach both user-defined and non-user-defined"
            " network-modes",
        ),
        (
            [],
            {"network_alias": ["a"]},
            "network-scoped aliases are only supported for user-defined networks",
        ),
        (
            ["name=host,alias=b"],
            {},
            "network-scoped aliases are only supported for user-defined networks",
        ),
        (["name=foo,mac-address=abc"], {}, "abc is not a valid mac address"),
        (
            ["name=foo,alias=z"],
            {"network_alias": ["a"]},
            "conflicting options: cannot specify both --network-alias and per-network alias",
        ),
        (
            ["name=foo,ip=1.2.3.4"],
            {"ip": "1.2.3.5"},
            "conflicting options: cannot specify both --ip and per-network IPv4 address",
        ),
        (
            ["name=foo,ip6=::1"],
            {"ip6": "::2"},
            "conflicting options: cannot specify both --ip6 and per-network IPv6 address",
        ),
        (
            [f"name=foo,mac-address={MAC}"],
            {"mac_address": MAC},
            "conflicting options: cannot specify both --mac-address and per-network MAC address",
        ),
        (
            ["name=foo,link-local-ip=1.1.1.1"],
            {"link_local_ip": ["1.1.1.2"]},
            "conflicting options: cannot specify both --link-local-ip and per-network"
            " link-local IP addresses",
        ),
    ],
)
def test_endpoints_refused(texts: list[str], options: Any, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        endpoints(attachments(*texts), options)
    assert str(raised.value) == words
