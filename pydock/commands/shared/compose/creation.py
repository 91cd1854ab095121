"""Create one container of a service: what it is created from, and the request."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pydock.api import containers, images, networks
from pydock.api.types.containers import ContainerCreateResponse
from pydock.commands.shared.compose.containers import list_containers
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.container.api_socket import credentials_text
from pydock.compose.project.types import Service
from pydock.compose.requests.api_socket import needs_credentials, with_api_socket
from pydock.compose.requests.container import CreateRequest, Creation
from pydock.config.small_file import read_small_file
from pydock.progress.events import WARNING, Event


def creation(
    scope: Scope,
    name: str,
    service: Service,
    container: str,
    marked: dict[str, str],
    *,
    alias: str,
    number: int,
) -> Creation:
    """Return what a container is created from, with the links that the engine's state gives."""
    return Creation(
        name=container,
        image=scope.image_name(name, service),
        alias=alias,
        labels=marked,
        version=scope.engine.api_version,
        read=partial(_read_profile, scope),
        links=_links(scope, service, number),
        proxies=scope.app.config.proxies(scope.app.endpoint.url),
        warn=scope.warn,
    )


def create_container(scope: Scope, name: str, request: CreateRequest) -> ContainerCreateResponse:
    """Create a container and connect it to its further networks; show the engine's warnings."""
    created = containers.create(
        scope.engine, request.body, name=request.name, platform=request.platform
    )
    for warning in created.get("Warnings") or ():
        scope.show(Event(name, "", WARNING, warning))
    for network, endpoint in request.further_networks.items():
        networks.connect(scope.engine, network, created["Id"], endpoint)
    return created


def _read_profile(scope: Scope, path: str) -> bytes:
    return read_small_file(str(Path(scope.required_project.working_directory, path)))


def image_volumes(scope: Scope, image: str) -> list[str]:
    """Return the paths in containers at which an image declares volumes."""
    config = images.inspect(scope.engine, image).get("Config") or {}
    return list(config.get("Volumes") or {})


def _links(scope: Scope, service: Service, number: int) -> list[str]:
    """Return the links of a container, to those of linked services and to external ones."""
    found = []
    for link in service.get("links", []):
        name, _, alias = link.partition(":")
        parts = (scope.name, name, str(number))
        for container in list_containers(scope, [name]):
            aliases = (alias or name, scope.separator.join(parts[1:]), scope.separator.join(parts))
            found += [f"{container.name}:{one}" for one in aliases]
    for link in service.get("external_links", []):
        name, _, alias = link.partition(":")
        found.append(f"{name}:{alias or name}")
    return found


def give_api_socket(scope: Scope) -> None:
    """Give the services that use it the engine's socket, and the user's credentials."""
    project = scope.required_project
    if not needs_credentials(project):
        return
    scope.project = with_api_socket(project, credentials_text(scope.app))
