"""Create one container of a service: what it is created from, and the request."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pydock.api import containers, images, networks
from pydock.api.types.containers import ContainerCreateResponse
from pydock.commands.shared.compose.containers import list_containers
from pydock.commands.shared.compose.scope import Scope
from pydock.compose.project.types import Service
from pydock.compose.requests.container import ContainerSettings, CreateRequest, create_request
from pydock.compose.requests.references import resolved
from pydock.compose.requests.versions import EngineVersions, ignored
from pydock.config.small_file import read_small_file
from pydock.errors import NotSupported
from pydock.progress.events import WARNING, Event
from pydock.spec.version_rules import COMPOSE_SERVICE

_LINKS = ("links", "external_links")


def container_settings(
    scope: Scope,
    name: str,
    service: Service,
    container: str,
    marked: dict[str, str],
    *,
    alias: str,
    number: int,
) -> ContainerSettings:
    """Return what a container is created from, with the links that the engine's state gives."""
    return ContainerSettings(
        name=container,
        image=scope.image_name(name, service),
        alias=alias,
        labels=marked,
        engine=engine_versions(scope),
        read=partial(_read_profile, scope),
        links=_links(scope, service, number),
        proxies=scope.app.config.proxies(scope.app.endpoint.url),
        warn=scope.warn,
    )


def engine_versions(scope: Scope) -> EngineVersions:
    """Return what the rules about older engines depend on."""
    engine = scope.engine
    return EngineVersions(engine.api_version, engine.supports, engine.ping.is_podman)


def check_engine(scope: Scope) -> None:
    """Raise PydockError for what the project needs and the engine lacks, and warn of the rest."""
    project, engine = scope.required_project, engine_versions(scope)
    for name, declared in project.services.items():
        for field in _LINKS:
            if declared.get(field) and scope.engine.ping.is_podman:
                raise NotSupported(f"services.{name}.{field} is not supported by Podman")
        service = resolved(declared, lambda name: name)
        settings = ContainerSettings(name, "", name, {}, engine, partial(_read_profile, scope))
        body = create_request(project, name, service, settings).with_all_networks
        for sentence in ignored(f"services.{name}", body, COMPOSE_SERVICE, engine):
            scope.warn(sentence)


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
