"""`--publish` of services."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_uint
from pydock.options.ports import host_port_span, parse_ports
from pydock.options.value_types import Kind

Json = dict[str, Any]


class PortList(Kind):
    """Ports: `8080:80/tcp`, `8080-8082:80-82` or `published=8080,target=80,mode=host`."""

    name = "port"

    def initial(self) -> list[Json]:
        return []

    def add(self, old: list[Json], text: str) -> list[Json]:
        return [*old, *parse_published(text)]


PORTS = PortList()

_LONG_FORM = r"[a-zA-Z0-9_]=[a-zA-Z0-9_]"
_PROTOCOLS = ("tcp", "udp", "sctp")
_MODES = ("ingress", "host")


def parse_published(text: str) -> list[Json]:
    """Parse one `--publish` into PortConfigs. Raises ValueError."""
    return [_long_form(text)] if re.search(_LONG_FORM, text) else _short_form(text)


def _long_form(text: str) -> Json:
    port: Json = {}
    for field in split_fields(text):
        key, equals, value = field.lower().partition("=")
        if not equals or not key:
            raise ValueError(f"invalid field {field.lower()}")
        _set(port, key, value)
    if not port.get("TargetPort"):
        raise ValueError("missing mandatory field 'target'")
    return {"Protocol": "tcp", "PublishMode": "ingress", **port}


def _set(port: Json, key: str, value: str) -> None:
    if key == "protocol":
        if value not in _PROTOCOLS:
            raise ValueError(f"invalid protocol value '{value}'")
        port["Protocol"] = value
    elif key == "mode":
        if value not in _MODES:
            raise ValueError(
                f"invalid publish mode value ({value}): must be either 'ingress' or 'host'"
            )
        port["PublishMode"] = value
    elif key in ("target", "published"):
        try:
            port[f"{key.title()}Port"] = parse_uint(value, 16, any_base=False)
        except ValueError as error:
            reason = str(error).rpartition(": ")[2]
            raise ValueError(
                f"invalid {key} port ({value}): value must be an integer: {reason}"
            ) from None
    else:
        raise ValueError(f"invalid field key: {key}")


def _short_form(text: str) -> list[Json]:
    found = parse_ports([text], [])
    if any(binding["HostIp"] for bindings in found.bindings.values() for binding in bindings):
        raise ValueError("hostip is not supported")
    return [
        {
            "Protocol": port.partition("/")[2],
            "TargetPort": int(port.partition("/")[0]),
            "PublishedPort": published,
            "PublishMode": "ingress",
        }
        for port, bindings in found.bindings.items()
        for binding in bindings
        for published in host_port_span(binding["HostPort"])
    ]


def updated_ports(ports: Sequence[Json], add: Iterable[Json], rm: Iterable[Json]) -> list[Json]:
    """Return the ports without `rm` and with `add`, in docker's order."""
    before = {_key(port): port for port in reversed(ports)}
    removed = [_target(port) for port in rm]
    kept = [port for port in before.values() if _target(port) not in removed]
    added = {_key(port): port for port in add if _key(port) not in before}
    return sorted([*kept, *added.values()], key=_key)


def _key(port: Json) -> str:
    published, target = port.get("PublishedPort", 0), port.get("TargetPort", 0)
    return f"{published}:{target}/{port.get('Protocol', '')}/{port.get('PublishMode', '')}"


def _target(port: Json) -> tuple[int, str, str]:
    """Return what identifies a port for its removal."""
    return (
        port.get("TargetPort", 0),
        port.get("Protocol") or "tcp",
        port.get("PublishMode") or "ingress",
    )
