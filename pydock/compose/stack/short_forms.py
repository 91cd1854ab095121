"""Short forms of Compose files: ports, mounts, hosts."""

from typing import Any

from pydock.options.mounts import PROPAGATIONS, is_host_path, split_volume
from pydock.options.ports import host_port_span, parse_ports

Json = dict[str, Any]


def parse_port(text: str) -> tuple[list[Json], list[str]]:
    """Parse `[[ip:]published:]target[/protocol]` into long forms, and addresses. ValueError."""
    ports: list[Json] = []
    ignored: list[str] = []
    for target, bindings in sorted(parse_ports([text], []).bindings.items()):
        number, _, protocol = target.partition("/")
        for binding in bindings:
            address, published = binding["HostIp"], binding["HostPort"]
            if address:
                host = f"[{address}]" if ":" in address else address
                ignored.append(f"{host}:{published}:{target}")
            for port in host_port_span(published):
                ports.append(
                    {"mode": "ingress", "target": int(number), "published": port,
                     "protocol": protocol}
                )  # fmt: skip
    return ports, ignored


def parse_mount(text: str) -> Json:
    """Parse `[source:]target[:options]` into the long form. Raises ValueError."""
    sections = split_volume(text)
    if len(sections) == 1:
        return {"type": "volume", "target": text}
    source, target, *options = sections
    mount: Json = {"type": "bind" if is_host_path(source) else "volume"}
    mount |= {"source": source, "target": target}
    for option in ",".join(options).split(","):
        if option in ("ro", "rw"):
            mount["read_only"] = option == "ro"
        elif option == "nocopy":
            mount["volume"] = {"nocopy": True}
        elif option in PROPAGATIONS:
            mount["bind"] = {"propagation": option}
    return mount


def parse_host(text: str) -> str | None:
    """Convert `name:address` or `name=address` to `name:address`; None without an address."""
    name, found, address = text.partition("=" if "=" in text else ":")
    return f"{name}:{bare_address(address)}" if found else None


def bare_address(text: str) -> str:
    """Remove the brackets of an IPv6 address."""
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text
