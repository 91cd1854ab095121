"""`--publish` and `--expose`."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydock.golang.net import parse_ip
from pydock.golang.strconv.numbers import parse_uint

Binding = dict[str, str]


class Ports(NamedTuple):
    """Values of ExposedPorts and HostConfig.PortBindings, by port (`80/tcp`)."""

    exposed: dict[str, dict[str, str]]
    bindings: dict[str, list[Binding]]


def parse_ports(publish: Iterable[str], expose: Iterable[str]) -> Ports:
    """Parse both options. Raises ValueError."""
    exposed: dict[str, dict[str, str]] = {}
    bindings: dict[str, list[Binding]] = {}
    for spec in [_short_form(spec) for spec in publish]:
        for port, binding in port_bindings(spec):
            exposed[port] = {}
            bindings.setdefault(port, []).append(binding)
    for spec in expose:
        for port in _exposed(spec):
            exposed.setdefault(port, {})
    return Ports(exposed, bindings)


def _short_form(spec: str) -> str:
    """Convert `published=8080,target=80` to `8080:80/tcp`."""
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


def port_bindings(spec: str) -> list[tuple[str, Binding]]:
    """Parse `[[ip:][host-port]:]container-port[/protocol]` into ports with their bindings."""
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
    """Return the host address without brackets. Raises ValueError."""
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
    """Return the host port of each of `count` ports; the engine chooses from a range for one."""
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


def publish_texts(bindings: Mapping[str, Iterable[Binding] | None]) -> list[str]:
    """Return the texts of `--publish` for HostConfig.PortBindings."""
    return [
        publish_text(port, binding) for port, found in bindings.items() for binding in found or [{}]
    ]


def publish_text(port: str, binding: Binding) -> str:
    """Return the text of `--publish` for one binding of a port such as `80/tcp`."""
    ip, host_port = binding.get("HostIp", ""), binding.get("HostPort", "")
    if host_port == "0":
        host_port = ""
    before = f"{f'[{ip}]' if ':' in ip else ip}:" if ip else ""
    before += f"{host_port}:" if host_port or ip else ""
    return before + port.removesuffix("/tcp")


def host_port_span(text: str) -> range:
    """Return the ports of a binding's HostPort, `80` or `80-82`; 0 for a free port."""
    first, dash, last = text.partition("-")
    return range(int(first or 0), int(last if dash else first or 0) + 1)


def _exposed(spec: str) -> list[str]:
    """Parse `port[-port][/protocol]`."""
    try:
        first, last, protocol = _exposed_range(spec)
    except ValueError as error:
        raise ValueError(f"invalid range format for --expose: {error}") from None
    return [f"{port}/{protocol}" for port in range(first, last + 1)]


def _exposed_range(spec: str) -> tuple[int, int, str]:
    if not spec:
        raise ValueError("invalid port range: value is empty")
    ports, _, protocol = spec.partition("/")
    start, dash, end = ports.partition("-")
    first = _port_number(start, "start port")
    last = _port_number(end, "end port") if dash and end != start else first
    if last < first:
        raise ValueError(f"invalid port range: {spec}")
    return first, last, protocol.lower() or "tcp"


def container_port(text: str) -> str:
    """Return the key of a port in the engine's response: "80" is "80/tcp". Raises ValueError."""
    if not text:
        raise ValueError("invalid port: value is empty")
    number, _, protocol = text.partition("/")
    return f"{_port_number(number, 'port')}/{protocol.lower() or 'tcp'}"


def _port_number(text: str, what: str) -> int:
    """Parse one port; `what` names it in the error."""
    if not text:
        raise ValueError(f"invalid {what} '': value is empty")
    try:
        return parse_uint(text, 16, any_base=False)
    except ValueError as error:
        reason = str(error).rpartition(": ")[2]
        raise ValueError(f"invalid {what} '{text}': {reason}") from None


def _split_protocol(text: str) -> tuple[str, str]:
    """Split `ports[/protocol]` into protocol and ports; both are empty without ports."""
    ports, _, protocol = text.partition("/")
    protocol = protocol.partition("/")[0]
    return (protocol or "tcp", ports) if ports else ("", "")


def _port_range(text: str) -> tuple[int, int]:
    """Parse `80` or `80-90` into the first and the last port."""
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
