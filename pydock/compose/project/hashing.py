"""Hashes of configurations, which docker compose labels containers, networks and volumes with."""

from __future__ import annotations

from hashlib import sha256
from typing import cast

from pydock.compose.project.rendering import service_json
from pydock.compose.project.types import NETWORK, VOLUME, Network, Service, Volume
from pydock.golang import gojson

#: what may change without a new container
_IGNORED = ("build", "pull_policy", "scale", "depends_on", "profiles")


def service_hash(service: Service) -> str:
    """Return the hash of a service, of what its containers are made of."""
    kept = {key: value for key, value in service.items() if key not in _IGNORED}
    deploy = service.get("deploy")
    if deploy is not None:
        kept["deploy"] = {key: value for key, value in deploy.items() if key != "replicas"}
    return _hash(service_json(cast(Service, kept)))


def network_hash(network: Network) -> str:
    """Return the hash of a network."""
    return _hash(gojson.encode(NETWORK.json(dict(network)), html=True, sort_keys=False))


def volume_hash(volume: Volume) -> str:
    """Return the hash of a volume."""
    known = VOLUME.in_order({**volume, "driver": volume.get("driver") or "local"})
    return _hash(gojson.encode(VOLUME.json(known), html=True, sort_keys=False))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
