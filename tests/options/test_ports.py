"""`-p` and `--expose`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.ports import parse_ports


def bound(ip: str = "", port: str = "") -> dict[str, str]:
    return {"HostIp": ip, "HostPort": port}


@pytest.mark.parametrize(
    ("spec", "bindings"),
    [
        ("80", {"80/tcp": [bound()]}),
        ("80/udp", {"80/udp": [bound()]}),
        ("80/TCP", {"80/tcp": [bound()]}),
        ("80/", {"80/tcp": [bound()]}),
        ("80/tcp/udp", {"80/tcp": [bound()]}),
        ("8080:80", {"80/tcp": [bound(port="8080")]}),
        ("8080:80/sctp", {"80/sctp": [bound(port="8080")]}),
        ("080:080", {"80/tcp": [bound(port="80")]}),
        (":80", {"80/tcp": [bound()]}),
        ("::80", {"80/tcp": [bound()]}),
        ("0:80", {"80/tcp": [bound(port="0")]}),
        ("0", {"0/tcp": [bound()]}),
        ("127.0.0.1:8080:80", {"80/tcp": [bound("127.0.0.1", "8080")]}),
        ("127.0.0.1::80", {"80/tcp": [bound("127.0.0.1")]}),
        ("[::1]:8080:80", {"80/tcp": [bound("::1", "8080")]}),
        ("::1:8080:80", {"80/tcp": [bound("::1", "8080")]}),
        ("[127.0.0.1]:80:80", {"80/tcp": [bound("127.0.0.1", "80")]}),
        ("[]:80:80", {"80/tcp": [bound(port="80")]}),
        ("::ffff:1.2.3.4:80:80", {"80/tcp": [bound("::ffff:1.2.3.4", "80")]}),
        ("80-81", {"80/tcp": [bound()], "81/tcp": [bound()]}),
        ("90-91:80-81", {"80/tcp": [bound(port="90")], "81/tcp": [bound(port="91")]}),
        ("127.0.0.1::80-81", {"80/tcp": [bound("127.0.0.1")], "81/tcp": [bound("127.0.0.1")]}),
        ("80-83:80", {"80/tcp": [bound(port="80-83")]}),
        ("1-2-3:80", {"80/tcp": [bound(port="1-2")]}),
        ("target=80", {"80/tcp": [bound()]}),
        ("target=80,published=8080,protocol=udp,mode=host", {"80/udp": [bound(port="8080")]}),
        ("target=80,published=8000-8010", {"80/tcp": [bound(port="8000-8010")]}),
        ("target=80-81", {"80/tcp": [bound()], "81/tcp": [bound()]}),
        ("hostPort=9,target=80", {"80/tcp": [bound()]}),
    ],
)
def test_publish(spec: str, bindings: dict[str, list[dict[str, str]]]) -> None:
    ports = parse_ports([spec], [])
    assert ports.bindings == bindings
    assert ports.exposed == {port: {} for port in bindings}


def test_bindings_of_one_port_are_all_kept() -> None:
    ports = parse_ports(["80:80", "81:80", "80:80"], [])
    assert ports.bindings == {"80/tcp": [bound(port="80"), bound(port="81"), bound(port="80")]}


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("", "no port specified: <empty>"),
        ("80:", "no port specified: 80:<empty>"),
        ("/tcp", "no port specified: /tcp<empty>"),
        ("published=80", "no port specified: 80:/tcp<empty>"),
        ("a=b", "no port specified: :/tcp<empty>"),
        ("82-80", "invalid containerPort: 82-80"),
        ("80:65536", "invalid containerPort: 65536"),
        ("abc", "invalid containerPort: abc"),
        (" 80", "invalid containerPort:  80"),
        ("-80", "invalid containerPort: -80"),
        ("80--82", "invalid containerPort: 80--82"),
        ("65536:80", "invalid hostPort: 65536"),
        ("+80:80", "invalid hostPort: +80"),
        ("80-:80", "invalid hostPort: 80-"),
        ("80-82:80-83", "invalid ranges specified for container and host Ports: 80-83 and 80-82"),
        ("80:80/FOO", "invalid proto: FOO"),
        ("localhost:80:80", "invalid IP address: localhost"),
        ("1:2:3:4", "invalid IP address: 1:2"),
        ("256.1.1.1:80:80", "invalid IP address: 256.1.1.1"),
        ("fe80::1%eth0:80:80", "invalid IP address: fe80::1%eth0"),
        ("[a]:80:80", "invalid IP address: a"),
        ("[::1:80:80", "invalid IP address [::1: address [::1:: missing ']' in address"),
        ("[::1]x:80:80", "invalid IP address [::1]x: address [::1]x:: missing port in address"),
        (",target=80", "invalid publish opts format (should be name=value but got '')"),
    ],
)
def test_publish_refused(spec: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_ports([spec], [])
    assert str(raised.value) == words


@pytest.mark.parametrize(
    ("spec", "ports"),
    [
        ("80", ["80/tcp"]),
        ("080", ["80/tcp"]),
        ("90-92/udp", ["90/udp", "91/udp", "92/udp"]),
        ("80/TCP", ["80/tcp"]),
        ("80/foo", ["80/foo"]),
    ],
)
def test_expose(spec: str, ports: list[str]) -> None:
    assert parse_ports([], [spec]) == ({port: {} for port in ports}, {})


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("80:90", "invalid start port '80:90': invalid syntax"),
        ("", "invalid port range: value is empty"),
        ("/tcp", "invalid start port '': value is empty"),
        ("90-80", "invalid port range: 90-80"),
        ("abc", "invalid start port 'abc': invalid syntax"),
        ("70000", "invalid start port '70000': value out of range"),
        ("80-", "invalid end port '': value is empty"),
        ("1-2-3", "invalid end port '2-3': invalid syntax"),
    ],
)
def test_expose_refused(spec: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_ports([], [spec])
    assert str(raised.value) == f"invalid range format for --expose: {words}"


@given(st.text("0123456789-:/.[]tcpudp=,%", max_size=24), st.booleans())
def test_any_text_is_ports_or_refused(text: str, expose: bool) -> None:
    try:
        ports = parse_ports([] if expose else [text], [text] if expose else [])
    except ValueError as error:
        assert str(error)
    else:
        assert all(0 <= int(port.partition("/")[0]) <= 65535 for port in ports.exposed)
        assert set(ports.bindings) <= set(ports.exposed)
