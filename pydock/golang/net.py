"""Parse IP and MAC addresses as Go's package net does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


def parse_ip(text: str) -> str | None:
    """Return the address in canonical form, or None if it is invalid or has a zone."""
    import ipaddress

    if "%" in text:
        return None
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def parse_cidr(text: str) -> IPv4Network | IPv6Network:
    """Return the network of an address with a prefix length, "10.1.2.3/16"; raises ValueError."""
    import ipaddress

    address, _, length = text.partition("/")
    if length.isascii() and length.isdigit() and parse_ip(address) is not None:
        try:
            return ipaddress.ip_network(text, strict=False)
        except ValueError:
            pass
    raise ValueError(f"invalid CIDR address: {text}")


def is_loopback(ip: str) -> bool:
    """Return whether an address in canonical form is a loopback address."""
    return ip == "::1" or ip.startswith("127.")


_PAIRS = r"[0-9a-fA-F]{2}([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2})*"
_FOURS = r"[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+"
_MAC_LENGTHS_IN_BYTES = (6, 8, 20)


def is_mac(text: str) -> bool:
    """Return whether the text is a MAC address: `92:d0:c6:0a:29:33` or `92d0.c60a.2933`."""
    if not (re.fullmatch(_PAIRS, text) or re.fullmatch(_FOURS, text)):
        return False
    return sum(char.isalnum() for char in text) // 2 in _MAC_LENGTHS_IN_BYTES
