"""`--publish` of services."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.service.ports import parse_published, updated_ports

Json = dict[str, Any]


def port(published: int, target: int, protocol: str = "tcp", mode: str = "ingress") -> Json:
    return {
        "Protocol": protocol,
        "TargetPort": target,
        "PublishedPort": published,
        "PublishMode": mode,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80", [port(0, 80)]),
        ("8080:80/udp", [port(8080, 80, "udp")]),
        ("90-91:80-81", [port(90, 80), port(91, 81)]),
        ("90-91:80", [port(90, 80), port(91, 80)]),
        ("target=80,published=8080,mode=host", [port(8080, 80, mode="host")]),
        ("TARGET=80,Protocol=SCTP",
         [{"Protocol": "sctp", "TargetPort": 80, "PublishMode": "ingress"}]),
    ],
)  # fmt: skip
def test_published(text: str, expected: list[Json]) -> None:
    assert parse_published(text) == expected


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1.2.3.4:80:80", "hostip is not supported"),
        ("published=80", "missing mandatory field 'target'"),
        ("target=80,mode=x", r"invalid publish mode value \(x\)"),
        ("target=x", r"invalid target port \(x\): value must be an integer: invalid syntax"),
        ("target=80,a=b", "invalid field key: a"),
        ("target=80,", "invalid field"),
    ],
)
def test_invalid_ports(text: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        parse_published(text)


def test_a_port_to_remove_needs_its_target_only() -> None:
    old = [port(8080, 80), port(9090, 90)]
    assert updated_ports(old, [], parse_published("80")) == [port(9090, 90)]
    assert updated_ports(old, [], parse_published("80/udp")) == old
    host = parse_published("target=80,mode=host")  # what is added is not removed again
    assert updated_ports(old, [port(8080, 80), *host], host) == [*host, *old]
