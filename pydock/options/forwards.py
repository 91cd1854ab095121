"""Ports of `forward`: [[IP:]LOCAL:]PORT."""

from typing import NamedTuple

from pydock.golang.net import parse_ip

DEFAULT_IP = "127.0.0.1"
PORT_LIMIT = 65535


class Forward(NamedTuple):
    """A local address that leads to a port of a container; local port 0 is a free one."""

    ip: str
    local_port: int
    port: int


def parse_forward(text: str) -> Forward:
    """Parse `80`, `8080:80`, `0:80` or `[::1]:8080:80`. Raises ValueError."""
    before, colon, port_text = text.rpartition(":")
    ip_text, second_colon, local_text = before.rpartition(":")
    port = _port(port_text, text)
    if not port:
        raise _invalid(text)
    local_port = _port(local_text, text) if colon else port
    if not second_colon:
        return Forward(DEFAULT_IP, local_port, port)
    is_bracketed = ip_text.startswith("[") and ip_text.endswith("]")
    unbracketed = ip_text[1:-1] if is_bracketed else ip_text
    ip = parse_ip(unbracketed)
    if ip is None:
        raise ValueError(f"invalid port '{text}': '{ip_text}' is not an IP address")
    return Forward(ip, local_port, port)


def shown_address(ip: str, port: int) -> str:
    """Return an address as users write it: 127.0.0.1:80, [::1]:80."""
    return f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


def _port(text: str, whole: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or int(text) > PORT_LIMIT:
        raise _invalid(whole)
    return int(text)


def _invalid(text: str) -> ValueError:
    return ValueError(f"invalid port '{text}': must be [[IP:]LOCAL:]PORT, each port 1 to 65535")
