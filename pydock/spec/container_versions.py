"""What POST /containers/create says to an engine that expects it in another form, or place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.errors import NotSupported, requirement
from pydock.options import networks

Json = dict[str, Any]

#: does the engine know what came with a version of the API?
Has = Callable[[str], bool]

#: key of the option of `run` -> what it becomes stands in the body itself, at any age; whatever
#: is not here stands in HostConfig, which `create` can send since API 1.15 only
OF_THE_BODY = frozenset(
    (
        *("name", "entrypoint", "user", "workdir", "env", "env_file", "label", "label_file"),
        *("hostname", "domainname", "mac_address", "expose", "stop_signal", "stop_timeout"),
        *("attach", "interactive", "tty", "cidfile", "platform", "pull", "quiet"),
        *("disable_content_trust", "memory", "memory_swap", "cpu_shares", "cpuset_cpus"),
    )
)

#: field of HostConfig -> where it stood before API 1.18, in the body itself
_ONCE_OF_THE_BODY = {
    "Memory": "Memory",
    "MemorySwap": "MemorySwap",
    "CpuShares": "CpuShares",
    "CpusetCpus": "Cpuset",
}


def adapt(body: Json, has: Has, version: str) -> None:
    """Change a body that is made for today's engines to what an older one reads.

    `version` is the one spoken. NotSupported for what an older engine would pass over, or take
    for something else.
    """
    host = body["HostConfig"]
    endpoints = body.get("NetworkingConfig", {}).get("EndpointsConfig", {})
    if not has("1.22") and any(endpoints.values()):
        raise NotSupported(f"settings of a network of the container {requirement('1.22', version)}")
    if not has("1.21"):
        mode = host["NetworkMode"]
        if networks.is_user_defined(mode) or endpoints:
            raise NotSupported(f'"--network {mode}" {requirement("1.21", version)}')
        if mode == networks.DEFAULT:
            host["NetworkMode"] = "bridge"
        if "VolumeDriver" in host:
            body["VolumeDriver"] = host["VolumeDriver"]
    if not has("1.18"):
        for field, name in _ONCE_OF_THE_BODY.items():
            if field in host:
                body[name] = host.pop(field)


def take_mac_address(body: Json) -> None:
    """Say the hardware address of the first network where it stood before API 1.44."""
    endpoints = body.get("NetworkingConfig", {}).get("EndpointsConfig", {})
    first = endpoints.get(body["HostConfig"]["NetworkMode"], {})
    if "MacAddress" in first:
        body["MacAddress"] = first.pop("MacAddress")
    if endpoints and not any(endpoints.values()) and len(endpoints) == 1:
        del body["NetworkingConfig"]  # older engines know a lone network by its mode alone


def take_further_networks(body: Json) -> dict[str, Json]:
    """Leave the first network in the body; the others, by name, are to be connected to.

    Before API 1.44 an engine takes one network with a new container.
    """
    endpoints = body.get("NetworkingConfig", {}).get("EndpointsConfig", {})
    first = body["HostConfig"]["NetworkMode"]
    return {name: endpoints.pop(name) for name in list(endpoints) if name != first}
