"""IPAM configuration of a network (POST /networks/create, API 1.21)."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any

from pydock.golang.net import parse_addr, parse_cidr, parse_prefix

Json = dict[str, Any]
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def pools(
    subnets: Sequence[str],
    ranges: Sequence[str],
    gateways: Sequence[str],
    auxiliary: Mapping[str, str],
) -> list[Json]:
    """Return a pool for each subnet. ValueError for overlaps and addresses outside."""
    if len(subnets) < len(ranges) or len(subnets) < len(gateways):
        raise ValueError("every ip-range or gateway must have a corresponding subnet")
    found: dict[str, Json] = {}
    for subnet in subnets:
        for other in found:
            if _overlap(_subnet(other), _subnet(subnet)):
                raise ValueError("multiple overlapping subnet configuration is not supported")
        found[subnet] = {"Subnet": parse_prefix(subnet)}
    for text in ranges:
        pool = _pool_of(found, text, "range")
        if pool.setdefault("IPRange", text) != text:
            raise ValueError(
                f"cannot configure multiple ranges ({text}, {pool['IPRange']})"
                f" on the same subnet ({pool['Subnet']})"
            )
    for text in gateways:
        pool = _pool_of(found, text, "gateway")
        if pool.setdefault("Gateway", text) != text:
            raise ValueError(
                f"cannot configure multiple gateways ({text}, {pool['Gateway']})"
                f" for the same subnet ({pool['Subnet']})"
            )
    for name, text in auxiliary.items():
        if not text:
            continue
        text = parse_addr(text)
        pool = _pool_of(found, text, "aux-address")
        pool.setdefault("AuxiliaryAddresses", {})[name] = text
    return [found[subnet] for subnet in sorted(found)]


def _pool_of(pools: Mapping[str, Json], text: str, what: str) -> Json:
    for subnet, pool in pools.items():
        if _inside(subnet, text):
            return pool
    raise ValueError(f"no matching subnet for {what} {text}")


def _inside(subnet: str, text: str) -> bool:
    """Does the subnet contain the first address of `text`? False for invalid texts."""
    try:
        address = ipaddress.ip_address(text.partition("/")[0])
        return address in ipaddress.ip_network(subnet, strict=False)
    except ValueError:
        return False


def _overlap(one: _Network, other: _Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _subnet(text: str) -> _Network:
    try:
        return parse_cidr(text)
    except ValueError as error:
        raise ValueError(f"invalid subnet: {error}") from None
