"""Adapts POST /containers/create to older engines, by the rules of CONTAINER_CREATE."""

from collections.abc import Mapping
from typing import Any

from pydock.errors import NotSupported, requirement
from pydock.options import networks
from pydock.spec.mount_versions import check_mounts
from pydock.spec.request_context import RequestContext
from pydock.spec.version_rules import CONTAINER_CREATE, MOVED, OMITTED

Json = dict[str, Any]


def is_met(rule: str, context: RequestContext) -> bool:
    """Does the engine meet a rule of CONTAINER_CREATE?"""
    return CONTAINER_CREATE[rule].is_met(context.api_version, context.supports)


def needs_host_config(option: str) -> bool:
    """Is an option sent in HostConfig, which `create` has since API 1.15?"""
    if option == "cidfile" or f"{option} of the body" in CONTAINER_CREATE:
        return False
    rule = CONTAINER_CREATE.get(option)
    return rule is not None and rule.field.startswith("HostConfig.")


def adapt(body: Json, context: RequestContext) -> dict[str, Json]:
    """Adapt the body in place; return networks to connect after the create. Raises NotSupported."""
    check_mounts(body["HostConfig"].get("Mounts", ()), CONTAINER_CREATE, context)
    if not is_met("mac-address of the first network", context):
        _move_mac_address(body)
    endpoints = body.get("NetworkingConfig", {}).get("EndpointsConfig", {})
    _check_networks(body, endpoints, context)
    for rule in CONTAINER_CREATE.values():
        if rule.older not in (MOVED, OMITTED) or "." not in rule.field or "*" in rule.field:
            continue
        host, field = body["HostConfig"], rule.field.removeprefix("HostConfig.")
        if field in host and not rule.is_met(context.api_version, context.supports):
            value = host.pop(field)
            if rule.moved_to:
                body[rule.moved_to] = value
    if is_met("network and others", context):
        return {}
    first = body["HostConfig"]["NetworkMode"]
    return {name: endpoints.pop(name) for name in list(endpoints) if name != first}


def _check_networks(body: Json, endpoints: Mapping[str, Json], context: RequestContext) -> None:
    """Raise NotSupported for networks and settings that the engine does not have."""
    host = body["HostConfig"]
    mode = host["NetworkMode"]
    if any("MacAddress" in endpoint for endpoint in endpoints.values()):
        _require("network mac-address", '"specify mac-address per network"', context)
    if any(endpoints.values()):
        _require("network settings", "settings of a network of the container", context)
    if networks.is_user_defined(mode) or endpoints:
        _require("network by name", f'"--network {mode}"', context)
    if mode == networks.DEFAULT and not is_met("network by name", context):
        host["NetworkMode"] = "bridge"


def _require(rule: str, subject: str, context: RequestContext) -> None:
    """Raise NotSupported unless a rule of CONTAINER_CREATE is met."""
    if not is_met(rule, context):
        required = CONTAINER_CREATE[rule].api_since or CONTAINER_CREATE[rule].engine_since
        negotiated = "{}.{}".format(*context.api_version)
        raise NotSupported(f"{subject} {requirement(required, negotiated)}")


def _move_mac_address(body: Json) -> None:
    """Move the hardware address of the first network to the body."""
    endpoints = body.get("NetworkingConfig", {}).get("EndpointsConfig", {})
    first = endpoints.get(body["HostConfig"]["NetworkMode"], {})
    if "MacAddress" in first:
        body["MacAddress"] = first.pop("MacAddress")
    if len(endpoints) == 1 and not any(endpoints.values()):
        del body["NetworkingConfig"]  # older engines have a lone network in its mode alone
