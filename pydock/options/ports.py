"""Ports: `-p`/`--publish` and `--expose`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydock.golang.net import parse_ip
from pydock.golang.strconv.numbers import parse_uint

Binding = dict[str, str]


class Ports(NamedTuple):
    """What a create request says of ports; keys are like `80/tcp`."""

    exposed: dict[str, dict[str, str]]
    bindings: dict[str, list[Binding]]


def parse_ports(publish: Iterable[str], expose: Iterable[str]) -> Ports:
    """The exposed ports and the addresses that they are bound to.

    ValueError in docker's words.
    """
    exposed: dict[str, dict[str, str]] = {}
    bindings: dict[str, list[Binding]] = {}
    for spec in [_short_form(spec) for spec in publish]:
        for port, binding in _bindings(spec):
            exposed[port] = {}
            bindings.setdefault(port, []).append(binding)
    for spec in expose:
        for port in _exposed(spec):
            exposed.setdefault(port, {})
    return Ports(exposed, bindings)


def _short_form(spec: str) -> str:
    """`published=8080,target=80` as `8080:80/tcp`; the short form as it is."""
    if "=" not in spec:
        return spec
    fields = {"protocol": "tcp", "published": "", "target": ""}
    for field in spec.split(","):
        key, equals, value = field.partition("=")
        if not equals or not key:
            raise ValueError(
                f"invalid publish opts format (should be name=value but got '{field}')"
            )
        fields[key] = value
    return f"{fields['published']}:{fields['target']}/{fields['protocol']}"


def _bindings(spec: str) -> list[tuple[str, Binding]]:
    """Each port of `[[ip:][host-port]:]container-port[/protocol]` with its binding."""
    before, _, container = spec.rpartition(":")
    ip, _, host = before.rpartition(":")
    protocol, ports = _split_protocol(container)
    if ports and protocol.lower() not in ("tcp", "udp", "sctp"):
        raise ValueError(f"invalid proto: {protocol}")
    ip = _host_ip(ip)
    if not ports:
        raise ValueError(f"no port specified: {spec}<empty>")
    try:
        first, last = _port_range(ports)
    except ValueError:
        raise ValueError(f"invalid containerPort: {ports}") from None
    host_ports = _host_ports(host, ports, last - first + 1)
    return [
        (f"{port}/{protocol.lower()}", {"HostIp": ip, "HostPort": host_port})
        for port, host_port in enumerate(host_ports, start=first)
    ]


def _host_ip(text: str) -> str:
    """The address of the host, out of its brackets."""
    ip = text
    if text.startswith("["):
        ip, bracket, rest = text[1:].partition("]")
        if not bracket or rest:
            missing = "missing port in address" if bracket else "missing ']' in address"
            raise ValueError(f"invalid IP address {text}: address {text}:: {missing}")
    if ip and parse_ip(ip) is None:
        raise ValueError(f"invalid IP address: {ip}")
    return ip


def _host_ports(text: str, ports: str, count: int) -> list[str]:
    """The host's port for each of `count` ports; a range for one port leaves the choice open."""
    if not text:
        return [""] * count
    try:
        first, last = _port_range(text)
    except ValueError:
        raise ValueError(f"invalid hostPort: {text}") from None
    if count == 1:
        return [str(first) if first == last else f"{first}-{last}"]
    if last - first + 1 != count:
        raise ValueError(
            f"invalid ranges specified for container and host Ports: {ports} and {text}"
        )
    return [str(first + i) for i in range(count)]


def _exposed(spec: str) -> list[str]:
    """The ports of `port[-port][/protocol]`."""
    if ":" in spec:
        raise ValueError(f"invalid port format for --expose: {spec}")
    protocol, ports = _split_protocol(spec)
    try:
        first, last = _port_range(ports)
    except ValueError as error:
        raise ValueError(f"invalid range format for --expose: {spec}, error: {error}") from None
    return [f"{port}/{protocol}" for port in range(first, last + 1)]


def _split_protocol(text: str) -> tuple[str, str]:
    """Protocol and ports of `ports[/protocol]`; both empty when there are no ports."""
    ports, _, protocol = text.partition("/")
    protocol = protocol.partition("/")[0]
    return (protocol or "tcp", ports) if ports else ("", "")


def _port_range(text: str) -> tuple[int, int]:
    """The first and the last port of `80` or `80-90`."""
    if not text:
        raise ValueError("empty string specified for ports")
    first, dash, rest = text.partition("-")
    start = parse_uint(first, 16, any_base=False)
    if not dash:
        return start, start
    end = parse_uint(rest.partition("-")[0], 16, any_base=False)
    if end < start:
        raise ValueError(f"invalid range specified for port: {text}")
    return start, end
