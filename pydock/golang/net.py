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


def parse_addr(text: str) -> str:
    """Return an address in canonical form, as netip.ParseAddr does; raises ValueError."""
    address = parse_ip(text)
    if address is None:
        raise ValueError(f'ParseAddr("{text}"): {_reason(text)}')
    return address


def _reason(text: str) -> str:
    """Why a text is no address."""
    fields = text.split(".")
    if ":" in text or len(fields) == 1:
        return "unable to parse IP"
    for field in fields:
        if not field:
            return f'IPv4 field must have at least one digit (at "{text[text.find("..") :]}")'
        if not (field.isascii() and field.isdecimal()):
            bad = re.search(r"[^0-9.]", text)
            return f'unexpected character (at "{text[bad.start() :] if bad else text}")'
        if len(field) > 1 and field.startswith("0"):
            return "IPv4 field has octet with leading zero"
        if int(field) > 255:
            return "IPv4 field has value >255"
    return f"IPv4 address too {'short' if len(fields) < 4 else 'long'}"


def parse_prefix(text: str) -> str:
    """Return an address with a prefix length, as netip.ParsePrefix does; raises ValueError."""
    address, slash, bits = text.rpartition("/")
    if not slash:
        raise ValueError(f"netip.ParsePrefix(\"{text}\"): no '/'")
    try:
        found = parse_addr(address)
    except ValueError as error:
        raise ValueError(f'netip.ParsePrefix("{text}"): {error}') from None
    if not (bits.isascii() and bits.isdecimal()) or (len(bits) > 1 and bits.startswith("0")):
        raise ValueError(f'netip.ParsePrefix("{text}"): bad bits after slash: "{bits}"')
    if int(bits) > (128 if ":" in found else 32):
        raise ValueError(f'netip.ParsePrefix("{text}"): prefix length out of range')
    return f"{found}/{bits}"


_PAIRS = r"[0-9a-fA-F]{2}([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2})*"
_FOURS = r"[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+"
_MAC_LENGTHS_IN_BYTES = (6, 8, 20)


def is_mac(text: str) -> bool:
    """Return whether the text is a MAC address: `92:d0:c6:0a:29:33` or `92d0.c60a.2933`."""
    if not (re.fullmatch(_PAIRS, text) or re.fullmatch(_FOURS, text)):
        return False
    return sum(char.isalnum() for char in text) // 2 in _MAC_LENGTHS_IN_BYTES
