"""Bodies of the requests that create the networks and volumes of a project."""

from __future__ import annotations

from typing import Any

from pydock.compose.project.hashing import network_hash, volume_hash
from pydock.compose.project.types import Network, Project, Volume
from pydock.compose.requests import labels

Json = dict[str, Any]

#: fields of a network and of its request
_NETWORK_FIELDS = {
    "name": "Name",
    "driver": "Driver",
    "driver_opts": "Options",
    "internal": "Internal",
    "attachable": "Attachable",
    "enable_ipv4": "EnableIPv4",
    "enable_ipv6": "EnableIPv6",
}
_VOLUME_FIELDS = {"name": "Name", "driver": "Driver", "driver_opts": "DriverOpts"}
_SUBNET_FIELDS = {
    "subnet": "Subnet",
    "ip_range": "IPRange",
    "gateway": "Gateway",
    "aux_addresses": "AuxiliaryAddresses",
}


def network_body(project: Project, key: str) -> Json:
    """Return the body of POST /networks/create for a network of a project."""
    network: Network = project.networks[key]
    body = _renamed(network, _NETWORK_FIELDS)
    ipam = network.get("ipam") or {}
    found: Json = {"Driver": ipam["driver"]} if ipam.get("driver") else {}
    if ipam.get("config"):
        found["Config"] = [_renamed(pool, _SUBNET_FIELDS) for pool in ipam["config"]]
    if found:
        body["IPAM"] = found
    own = _labels(project, network, labels.NETWORK, key, network_hash(network))
    return {**body, "Labels": own}


def volume_body(project: Project, key: str) -> Json:
    """Return the body of POST /volumes/create for a volume of a project."""
    volume: Volume = project.volumes[key]
    own = _labels(project, volume, labels.VOLUME, key, volume_hash(volume))
    return {**_renamed(volume, _VOLUME_FIELDS), "Labels": own}


def _renamed(canonical: Any, fields: dict[str, str]) -> Json:
    return {sent: canonical[name] for name, sent in fields.items() if name in canonical}


def _labels(
    project: Project, item: Network | Volume, kind: str, key: str, config_hash: str
) -> dict[str, str]:
    """Return the labels of a new network or volume; `kind` is the label of its key."""
    return {
        **item.get("labels", {}),
        kind: key,
        labels.PROJECT: project.name,
        labels.VERSION: labels.COMPOSE_VERSION,
        labels.CONFIG_HASH: config_hash,
    }
