"""References of a service to the containers of others: namespaces and volumes that are shared."""

from __future__ import annotations

from collections.abc import Callable

from pydock.compose.errors import ComposeError
from pydock.compose.project.types import Service

#: `service:NAME` in network_mode, ipc and pid
SERVICE_PREFIX = "service:"
_SHARED = {"network_mode": "network namespace", "ipc": "IPC namespace", "pid": "PID namespace"}


def resolved(service: Service, first_container: Callable[[str], str]) -> Service:
    """Return the service with IDs of containers in place of the services that it shares with.

    `first_container` returns the ID of a service's first container, "" for none. Raises
    ComposeError.
    """
    found: Service = service.copy()
    if "volumes_from" in service:
        found["volumes_from"] = [
            _volumes_from(one, first_container) for one in service["volumes_from"]
        ]
    if "network_mode" in service:
        found["network_mode"] = _namespace(service["network_mode"], "network_mode", first_container)
    if "ipc" in service:
        found["ipc"] = _namespace(service["ipc"], "ipc", first_container)
    if "pid" in service:
        found["pid"] = _namespace(service["pid"], "pid", first_container)
    return found


def shared_services(service: Service) -> set[str]:
    """Return the services whose namespaces the containers of a service are in."""
    modes = (service.get("network_mode", ""), service.get("ipc", ""), service.get("pid", ""))
    return {mode.removeprefix(SERVICE_PREFIX) for mode in modes if mode.startswith(SERVICE_PREFIX)}


def _volumes_from(text: str, first_container: Callable[[str], str]) -> str:
    name, _, rest = text.partition(":")
    if name == "container":
        return rest.partition(":")[0]
    container = first_container(name)
    if not container:
        raise ComposeError(f"cannot share volume with service {name}: container missing")
    return container


def _namespace(mode: str, field: str, first_container: Callable[[str], str]) -> str:
    if not mode.startswith(SERVICE_PREFIX):
        return mode
    name = mode.removeprefix(SERVICE_PREFIX)
    container = first_container(name)
    if not container:
        raise ComposeError(f"cannot share {_SHARED[field]} with service {name}: container missing")
    return f"container:{container}"
