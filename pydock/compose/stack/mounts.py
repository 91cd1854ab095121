"""Mounts of a service for the API."""

from collections.abc import Mapping
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.stack.namespace import scoped, with_stack_label

Json = dict[str, Any]

_KINDS = ("tmpfs", "bind", "volume", "cluster")
_GROUP = "group:"


def mount(found: Json, volumes: Mapping[str, Json], stack: str) -> Json:
    """Convert a mount of the normal form to a Mount; `volumes` of the file. ComposeError."""
    kind = found.get("type", "")
    source = found.get("source", "")
    body: Json = {
        "Type": kind,
        "Source": source,
        "Target": found.get("target", ""),
        "ReadOnly": found.get("read_only", False),
        "Consistency": found.get("consistency", ""),
    }
    if kind in ("", "volume"):
        _check_options(found, "volume", "volume")
        if source:
            body |= _volume(found, volumes, stack)
    elif kind in ("bind", "npipe"):
        if not source:
            raise ComposeError(f"invalid {kind} source, source cannot be empty")
        _check_options(found, kind, "bind")
        if "bind" in found:
            body["BindOptions"] = {"Propagation": found["bind"].get("propagation", "")}
    elif kind == "tmpfs":
        if source:
            raise ComposeError("invalid tmpfs source, source must be empty")
        _check_options(found, kind, "tmpfs")
        if "tmpfs" in found:
            body["TmpfsOptions"] = {"SizeBytes": found["tmpfs"].get("size", 0)}
    elif kind == "cluster":
        if not source:
            raise ComposeError("invalid cluster source, source cannot be empty")
        _check_options(found, kind, "cluster")
        body["ClusterOptions"] = {}
        if not source.startswith(_GROUP):
            body["Source"] = _named(source, volumes, stack)
    elif kind != "image":
        raise ComposeError("volume type must be volume, bind, tmpfs, npipe, or cluster")
    return body


def _check_options(found: Json, kind: str, own: str) -> None:
    for other in _KINDS:
        if other != own and other in found:
            raise ComposeError(f"{other} options are incompatible with type {kind}")


def _named(source: str, volumes: Mapping[str, Json], stack: str) -> str:
    """Return the name in the swarm of a volume of the file."""
    if source not in volumes:
        raise ComposeError(f'undefined volume "{source}"')
    return str(volumes[source].get("name") or scoped(stack, source))


def _volume(found: Json, volumes: Mapping[str, Json], stack: str) -> Json:
    source = found["source"]
    name = _named(source, volumes, stack)
    options: Json = {"NoCopy": found.get("volume", {}).get("nocopy", False)}
    volume = volumes[source]
    if not volume.get("external"):
        options["Labels"] = with_stack_label(stack, volume.get("labels"))
        if "driver" in volume or "driver_opts" in volume:
            options["DriverConfig"] = {
                "Name": volume.get("driver", ""),
                "Options": volume.get("driver_opts"),
            }
    return {"Source": name, "VolumeOptions": options}
