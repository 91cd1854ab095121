"""POST /volumes/create (API 1.21), from the options of `volume create`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypedDict

from pydock.options.key_values import key_values, without_empty

Json = dict[str, Any]

_ANONYMOUS_LABEL = "com.docker.volume.anonymous"
#: options of cluster volumes (API 1.42)
_CLUSTER_OPTIONS = frozenset(
    {
        "availability", "group", "limit_bytes", "required_bytes", "scope", "secret", "sharing",
        "topology_preferred", "topology_required", "type",
    }
)  # fmt: skip


class VolumeCreateOptions(TypedDict):
    availability: str
    driver: str
    group: str
    label: list[str]
    limit_bytes: int
    name: str
    opt: dict[str, str]
    required_bytes: int
    scope: str
    secret: dict[str, str]
    sharing: str
    topology_preferred: list[str]
    topology_required: list[str]
    type: str


def volume_create_body(name: str, options: VolumeCreateOptions, given: Collection[str]) -> Json:
    """Return the body; `given` are the keys of the given options."""
    body: Json = {
        "Name": name,
        "Driver": options["driver"],
        "DriverOpts": options["opt"],
        "Labels": key_values(options["label"]),
    }
    if not _CLUSTER_OPTIONS.isdisjoint(given):
        body["ClusterVolumeSpec"] = cluster_spec(options)
    return without_empty(body)


def volume_copy_body(name: str, volume: Mapping[str, Any], *, with_options: bool) -> Json:
    """Return the body that creates a volume like an inspected one, with its driver and labels."""
    labels = volume.get("Labels") or {}
    body: Json = {
        "Name": name,
        "Driver": volume.get("Driver"),
        "DriverOpts": volume.get("Options") if with_options else None,
        # an anonymous one has a label by which `prune` finds it
        "Labels": {key: value for key, value in labels.items() if key != _ANONYMOUS_LABEL},
    }
    return without_empty(body)


def is_stored_elsewhere(volume: Mapping[str, Any]) -> bool:
    """Return whether the options of a volume mount a device, a directory or a remote share."""
    return volume.get("Driver") == "local" and bool((volume.get("Options") or {}).get("device"))


def cluster_spec(options: VolumeCreateOptions) -> Json:
    """Return the ClusterVolumeSpec (API 1.42)."""
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
        spec["CapacityRange"] = without_empty(sizes)
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
    """Return topologies; each text has segments like `region=R1,zone=Z1`."""
    return [{"Segments": key_values(text.split(","))} for text in texts]
