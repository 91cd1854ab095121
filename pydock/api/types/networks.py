"""Shapes of responses about networks."""

from typing import Any, TypedDict

from pydock.golang.unmarshal import Filled


class IPAMConfig(TypedDict, total=False):
    Subnet: str
    IPRange: str
    Gateway: str
    AuxiliaryAddresses: dict[str, str]


class IPAM(TypedDict, total=False):
    Driver: str
    Config: list[IPAMConfig]
    Options: dict[str, str]


class ConfigReference(TypedDict, total=False):
    Network: str


class EndpointResource(TypedDict, total=False):
    Name: Filled[str]
    MacAddress: str
    IPv4Address: str
    IPv6Address: str


class NetworkStatus(TypedDict, total=False):
    IPAM: dict[str, Any]


class NetworkInspect(TypedDict, total=False):
    Name: Filled[str]
    Id: Filled[str]
    Created: str
    Scope: str
    Driver: str
    EnableIPv4: bool
    EnableIPv6: bool
    IPAM: IPAM
    Internal: bool
    Attachable: bool
    Ingress: bool
    ConfigFrom: ConfigReference
    ConfigOnly: bool
    Options: dict[str, str]
    Labels: dict[str, str]
    Containers: dict[str, EndpointResource]
    Services: Any
    Status: NetworkStatus


class NetworkPrune(TypedDict, total=False):
    NetworksDeleted: list[str]
