"""`use_api_socket`: services that get the socket of the engine, and the user's credentials."""

from __future__ import annotations

from pydock.compose.project.types import Project, Service

_SOCKET = "/var/run/docker.sock"
_DIRECTORY = "/run/secrets/docker"
#: the config that has the credentials
_CONFIG = "#apisocket"


def needs_credentials(project: Project) -> bool:
    """Return whether a service uses the socket and does not have it yet."""
    return _CONFIG not in project.configs and any(
        service.get("use_api_socket") for service in project.services.values()
    )


def with_api_socket(project: Project, credentials: str) -> Project:
    """Return the project whose services have the mounts that `use_api_socket` stands for.

    `credentials` is the text of the config.json that they find.
    """
    services: dict[str, Service] = {}
    for name, service in project.services.items():
        services[name] = service
        if not service.get("use_api_socket"):
            continue
        changed: Service = service.copy()
        mount = {"type": "bind", "source": _SOCKET, "target": _SOCKET}
        changed["volumes"] = [*service.get("volumes", []), mount]  # type: ignore[list-item]
        changed["environment"] = {"DOCKER_CONFIG": _DIRECTORY, **service.get("environment", {})}
        changed["configs"] = [
            *service.get("configs", []),
            {"source": _CONFIG, "target": f"{_DIRECTORY}/config.json"},
        ]
        services[name] = changed
    return project._replace(
        services=services, configs={**project.configs, _CONFIG: {"content": credentials}}
    )
