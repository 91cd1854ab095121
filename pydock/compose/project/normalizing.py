"""Adds what a model implies: default networks, dependencies, names, values of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.compose.go_values import printed
from pydock.compose.project.paths import clean

Json = dict[str, Any]

_NAMESPACES = ("network_mode", "ipc", "pid", "uts", "cgroup")
_SERVICE = "service:"


def normalize(model: Json, name: str, environ: Mapping[str, str]) -> None:
    """Complete the model of the project of a name, which changes."""
    model["name"] = name
    _add_default_network(model)
    for service in (model.get("services") or {}).values():
        if isinstance(service, dict):
            _normalize_service(service, environ)
    for section in ("networks", "volumes", "configs", "secrets"):
        _set_names(model.get(section) or {}, name)


def _add_default_network(model: Json) -> None:
    """Attach services without networks to the network "default", which exists if it is used."""
    is_used = False
    for service in (model.get("services") or {}).values():
        if not isinstance(service, dict) or "provider" in service or "network_mode" in service:
            continue
        if not service.get("networks"):
            service["networks"] = {"default": None}
        is_used |= "default" in service["networks"]
    networks = model.get("networks") or {}
    if is_used:
        networks.setdefault("default", None)
    if networks:
        model["networks"] = networks


def _normalize_service(service: Json, environ: Mapping[str, str]) -> None:
    if service.get("pull_policy") == "if_not_present":
        service["pull_policy"] = "missing"
    build = service.get("build")
    if isinstance(build, dict):
        if build.get("context") is None:
            build["context"] = "."
        if build.get("dockerfile") is None and build.get("dockerfile_inline") is None:
            build["dockerfile"] = "Dockerfile"
        if "args" in build:
            build["args"] = _resolved(build["args"], environ, keeps_unset=False)
    if "environment" in service:
        service["environment"] = _resolved(service["environment"], environ, keeps_unset=True)
    dependencies = service.get("depends_on") or {}
    for name, restart in _implied_dependencies(service):
        dependencies.setdefault(
            name, {"condition": "service_started", "restart": restart, "required": True}
        )
    if dependencies:
        service["depends_on"] = dependencies
    for mount in service.get("volumes") or ():
        mount["target"] = clean(mount.get("target", ""))


def _implied_dependencies(service: Json) -> list[tuple[str, bool]]:
    """Return the services that a service needs by other attributes, and whether it restarts."""
    found = []
    for link in service.get("links") or ():
        parts = link.split(":")
        found.append((parts[0] if len(parts) == 2 else link, True))
    for attribute in _NAMESPACES:
        value = service.get(attribute)
        if isinstance(value, str) and value.startswith(_SERVICE):
            found.append((value.removeprefix(_SERVICE), True))
    for source in service.get("volumes_from") or ():
        if not source.startswith("container:"):
            found.append((source.partition(":")[0], False))
    return found


def _resolved(value: Any, environ: Mapping[str, str], *, keeps_unset: bool) -> Any:
    """Return variables with the values of the environment where they have none."""
    if isinstance(value, dict):
        return {
            key: environ.get(key) if item is None else item
            for key, item in value.items()
            if item is not None or key in environ or keeps_unset
        }
    if not isinstance(value, list):
        return value
    found = []
    for item in map(printed, value):
        if "=" in item or (item not in environ and keeps_unset):
            found.append(item)
        elif item in environ:
            found.append(f"{item}={environ[item]}")
    return found


def _set_names(section: Json, project: str) -> None:
    for key, item in section.items():
        resource = section[key] = {} if item is None else item
        if resource.get("name") is None:
            is_external = printed(resource.get("external")).lower() in ("true", "1", "t")
            resource["name"] = key if is_external else f"{project}_{key}"
