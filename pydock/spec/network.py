"""Options of `network create` and `network connect` as bodies of requests (API 1.21)."""

from collections.abc import Container
from typing import Any, TypedDict

from pydock.options.key_values import key_values, strict_key_values, without_empty
from pydock.options.networks import check_mac
from pydock.spec.ipam import pools

Json = dict[str, Any]


class NetworkCreateOptions(TypedDict):
    attachable: bool
    aux_address: dict[str, str]
    config_from: str
    config_only: bool
    driver: str
    gateway: list[str]
    ingress: bool
    internal: bool
    ip_range: list[str]
    ipam_driver: str
    ipam_opt: dict[str, str]
    ipv4: bool
    ipv6: bool
    label: list[str]
    opt: dict[str, str]
    scope: str
    subnet: list[str]


class NetworkConnectOptions(TypedDict):
    alias: list[str]
    driver_opt: list[str]
    gw_priority: int
    ip: str
    ip6: str
    link: list[str]
    link_local_ip: list[str]
    mac_address: str


def network_create_body(name: str, options: NetworkCreateOptions, given: Container[str]) -> Json:
    """Body of POST /networks/create; ValueError for inconsistent addresses."""
    body: Json = {
        "Name": name,
        "Driver": options["driver"],
        "Scope": options["scope"],
        "Options": options["opt"],
        "Labels": key_values(options["label"]),
        "Internal": options["internal"],
        "Ingress": options["ingress"],
        "Attachable": options["attachable"],
        "ConfigOnly": options["config_only"],
        "IPAM": {
            "Driver": options["ipam_driver"],
            "Options": options["ipam_opt"],
            "Config": pools(
                options["subnet"], options["ip_range"], options["gateway"], options["aux_address"]
            ),
        },
    }
    if options["config_from"]:
        body["ConfigFrom"] = {"Network": options["config_from"]}
    if "ipv4" in given:
        body["EnableIPv4"] = options["ipv4"]
    if "ipv6" in given:
        body["EnableIPv6"] = options["ipv6"]
    return body


def endpoint_settings(options: NetworkConnectOptions) -> Json:
    """Return the EndpointSettings, DriverOpts always. Raises ValueError."""
    if options["mac_address"]:
        check_mac(options["mac_address"])
    problem = "invalid key/value pair format in driver options"
    driver_options = strict_key_values(options["driver_opt"], problem)
    addresses = {
        "IPv4Address": options["ip"],
        "IPv6Address": options["ip6"],
        "LinkLocalIPs": options["link_local_ip"],
    }
    settings = {
        "IPAMConfig": without_empty(addresses),
        "Links": options["link"],
        "Aliases": options["alias"],
        "GwPriority": options["gw_priority"],
        "MacAddress": options["mac_address"].strip(),
    }
    return {**without_empty(settings), "DriverOpts": driver_options}
