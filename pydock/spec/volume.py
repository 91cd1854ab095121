"""Options of `volume create` as the body of POST /volumes/create (API 1.21)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydock.options.key_values import key_values

Json = dict[str, Any]

#: options of a cluster volume (API 1.42): any of them makes it one
_CLUSTER_OPTIONS = frozenset(
    {
        "availability", "group", "limit_bytes", "required_bytes", "scope", "secret", "sharing",
        "topology_preferred", "topology_required", "type",
    }
)  # fmt: skip


def volume_create_body(name: str, options: Mapping[str, Any], given: Collection[str]) -> Json:
    """The body; `given` names the options of the command line."""
    body: Json = {
        "Name": name,
        "Driver": options["driver"],
        "DriverOpts": options["opt"],
        "Labels": key_values(options["label"]),
    }
    if not _CLUSTER_OPTIONS.isdisjoint(given):
        body["ClusterVolumeSpec"] = cluster_spec(options)
    return {key: value for key, value in body.items() if value}


def cluster_spec(options: Mapping[str, Any]) -> Json:
    """The ClusterVolumeSpec of the options (API 1.42)."""
    access: Json = {"Scope": options["scope"], "Sharing": options["sharing"]}
    if options["type"] == "mount":
        access["MountVolume"] = {}
    elif options["type"] == "block":
        access["BlockVolume"] = {}
    spec: Json = {
        "Group": options["group"],
        "AccessMode": access,
        "Availability": options["availability"],
    }
    sizes = {"RequiredBytes": options["required_bytes"], "LimitBytes": options["limit_bytes"]}
    if any(sizes.values()):
        spec["CapacityRange"] = {key: size for key, size in sizes.items() if size}
    if options["secret"]:
        spec["Secrets"] = [
            {"Key": key, "Secret": secret} for key, secret in sorted(options["secret"].items())
        ]
    topologies = {
        "Requisite": _topologies(options["topology_required"]),
        "Preferred": _topologies(options["topology_preferred"]),
    }
    if any(topologies.values()):
        spec["AccessibilityRequirements"] = topologies
    return spec


def _topologies(texts: Iterable[str]) -> list[Json]:
    """Each text is a topology: segments as "region=R1,zone=Z1"."""
    return [{"Segments": key_values(text.split(","))} for text in texts]
