"""Networks of a service's containers: mode, endpoints, MAC addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.project.types import Project, Service
from pydock.compose.requests.versions import EngineVersions

Json = dict[str, Any]

_INTERFACE_NAME = "com.docker.network.endpoint.ifname"


class Networking(NamedTuple):
    """What a container is connected to."""

    mode: str
    #: endpoints of the create request, by the name of the network
    endpoints: dict[str, Json]
    #: those that are connected after it, by engines that take one at a time
    further: dict[str, Json]
    #: the container's MAC address, for engines without one of each network
    mac_address: str


def networking(
    project: Project,
    service: Service,
    engine: EngineVersions,
    *,
    aliases: Sequence[str],
    links: Sequence[str] = (),
    own_aliases: bool = True,
) -> Networking:
    """Return the networking of a container; `aliases` are those on every network.

    Without `own_aliases` the ones of the networks are left out. Raises ComposeError.
    """
    mode = service.get("network_mode", "")
    attachments = service.get("networks") or {}
    keys = by_priority(service)
    mac_address = _mac_address(service, engine, keys)
    if engine.has("networks.mac_address"):
        mac_address = ""
    if mode or not project.networks:
        return Networking(mode or "none", {}, {}, mac_address)
    if not engine.has("networks.interface_name") and any(
        (one or {}).get("interface_name") for one in attachments.values()
    ):
        raise ComposeError("interface_name requires Docker Engine v28.1 or later")
    endpoints = {}
    for key in keys or ["default"]:
        endpoint = _endpoint(service, key, aliases, links, own_aliases)
        endpoints[project.networks[key].get("name", key)] = endpoint
    primary = next(iter(endpoints))
    if mac_address and engine.is_podman:  # Podman 4 has it there alone
        endpoints[primary].setdefault("MacAddress", mac_address)
    if not engine.has("networks"):
        further = {name: one for name, one in endpoints.items() if name != primary}
        return Networking(primary, {primary: endpoints[primary]}, further, mac_address)
    if service.get("mac_address"):
        endpoints[primary].setdefault("MacAddress", service["mac_address"])
    return Networking(primary, endpoints, {}, "")


def by_priority(service: Service) -> list[str]:
    """Return the keys of a service's networks, the primary one first."""
    attachments = service.get("networks") or {}
    return sorted(attachments, key=lambda key: (-(attachments[key] or {}).get("priority", 0), key))


def _endpoint(
    service: Service, key: str, aliases: Sequence[str], links: Sequence[str], own_aliases: bool
) -> Json:
    settings = (service.get("networks") or {}).get(key) or {}
    own = settings.get("aliases", []) if own_aliases else []
    endpoint: Json = {"Aliases": [*aliases, *own]}
    if links:
        endpoint["Links"] = list(links)
    address = {
        "IPv4Address": settings.get("ipv4_address", ""),
        "IPv6Address": settings.get("ipv6_address", ""),
        "LinkLocalIPs": settings.get("link_local_ips", []),
    }
    given = {field: value for field, value in address.items() if value}
    options = dict(settings.get("driver_opts", {}))
    if settings.get("interface_name"):
        options[_INTERFACE_NAME] = settings["interface_name"]
    endpoint |= {
        "IPAMConfig": given,
        "IPAddress": given.get("IPv4Address"),
        "IPv6Gateway": given.get("IPv6Address"),  # as docker compose sends it
        "MacAddress": settings.get("mac_address"),
        "DriverOpts": options,
        "GwPriority": settings.get("gw_priority"),
    }
    return {field: value for field, value in endpoint.items() if value}


def _mac_address(service: Service, engine: EngineVersions, keys: Sequence[str]) -> str:
    """Return the container's MAC address; ComposeError for contradictory ones."""
    attachments = service.get("networks") or {}
    own = service.get("mac_address", "")
    primary = (attachments[keys[0]] or {}).get("mac_address", "") if keys else ""
    if own and primary and own != primary:
        raise ComposeError(
            f"the service-level mac_address should have the same value as network {keys[0]}"
        )
    if engine.has("networks.mac_address"):
        return own
    several = [key for key, one in attachments.items() if (one or {}).get("mac_address")]
    if len(several) > 1:
        raise ComposeError(
            f"a MAC address is specified for multiple networks ({', '.join(several)}), but this"
            " feature requires Docker Engine v25 or later"
        )
    if several and not primary:
        raise ComposeError(
            f"a MAC address is specified for network {several[0]}, which is not the first one of"
            " the service; this feature requires Docker Engine v25 or later"
        )
    return primary or own
