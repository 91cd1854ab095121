"""Properties of services that a swarm ignores or refuses."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydock.compose.errors import ComposeError

_UNSUPPORTED = (
    "build", "cgroupns_mode", "cgroup_parent", "devices", "domainname", "external_links", "ipc",
    "links", "mac_address", "network_mode", "pid", "privileged", "restart", "security_opt",
    "shm_size", "userns_mode",
)  # fmt: skip

_DEPRECATED = {
    "container_name": "Setting the container name is not supported.",
    "expose": "Exposing ports is unnecessary - services on the same network can access each"
    " other's containers on any port.",
}

_USE_DEPLOY = "Set resource limits using deploy.resources"
_FORBIDDEN = {
    "extends": "Support for `extends` is not implemented yet.",
    "volume_driver": "Instead of setting the volume driver on the service, define a volume using"
    " the top-level `volumes` option and specify the driver there.",
    "volumes_from": "To share a volume between services, define it using the top-level `volumes`"
    " option and reference it from each service that shares it using the service-level `volumes`"
    " option.",
    **dict.fromkeys(
        ("cpu_quota", "cpu_shares", "cpuset", "mem_limit", "memswap_limit"), _USE_DEPLOY
    ),
}


class ForbiddenProperties(ComposeError):
    """Properties that version 3 removed; `listed` names the alternatives."""

    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__("Configuration contains forbidden properties")
        self.listed = _listed(found)


def check_forbidden(document: Mapping[str, Any]) -> None:
    if found := {name: _FORBIDDEN[name] for name in _used([document], _FORBIDDEN)}:
        raise ForbiddenProperties(found)


def unsupported(documents: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the used properties that a swarm ignores."""
    return sorted(set(_used(documents, _UNSUPPORTED)))


def deprecated(documents: Iterable[Mapping[str, Any]]) -> str:
    """Return the used properties that have no effect, each with the reason."""
    return _listed({name: _DEPRECATED[name] for name in _used(documents, _DEPRECATED)})


def _used(documents: Iterable[Mapping[str, Any]], names: Iterable[str]) -> Iterator[str]:
    """Yield the names that a service of the documents uses."""
    for document in documents:
        services = document.get("services")
        for service in services.values() if isinstance(services, dict) else ():
            if isinstance(service, dict):
                yield from (name for name in names if name in service)


def _listed(found: Mapping[str, str]) -> str:
    return "\n\n".join(sorted(f"{name}: {text}" for name, text in found.items()))
