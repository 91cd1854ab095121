"""Containers, networks and volumes of a project, found by their labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerSummary
from pydock.commands.shared.compose.scope import Scope
from pydock.compose.errors import ComposeError
from pydock.compose.observed import Container, observed
from pydock.compose.requests import labels
from pydock.golang.strconv.quoting import quote

if TYPE_CHECKING:
    from pydock.compose.project.service_parts import Dependency
    from pydock.compose.project.types import Network, Project, Service, Volume

#: a condition of docker compose's own: healthy, or running without a health check
RUNNING_OR_HEALTHY = "running_or_healthy"


_STATES_OF_RUNNING = ("running", "paused", "restarting")


def list_summaries(
    scope: Scope,
    services: Sequence[str] = (),
    *,
    all: bool = True,
    one_off: bool | None = False,
    number: int = 0,
) -> list[ContainerSummary]:
    """Return containers of the project, of some services; None of `one_off` takes both kinds."""
    label_filters = [f"{labels.PROJECT}={scope.name}", labels.CONFIG_HASH]
    if len(services) == 1:
        label_filters.append(f"{labels.SERVICE}={services[0]}")
    if one_off is not None:
        label_filters.append(f"{labels.ONE_OFF}={one_off}")
    if number:
        label_filters.append(f"{labels.CONTAINER_NUMBER}={number}")
    return [
        one
        for one in list_labelled(scope.engine, label_filters, all=all)
        if not services or (one.get("Labels") or {}).get(labels.SERVICE) in services
    ]


def list_labelled(
    engine: Engine, label_filters: Sequence[str], *, all: bool
) -> Iterable[ContainerSummary]:
    """Return containers with labels; those that run, unless `all`, paused ones included."""
    filters = {"label": label_filters}
    if all or not engine.ping.is_podman:
        return containers.ls(engine, all=all, filters=filters)
    found = containers.ls(engine, all=True, filters=filters)  # Podman leaves out paused ones
    return [one for one in found if one.get("State") in _STATES_OF_RUNNING]


def list_containers(
    scope: Scope,
    services: Sequence[str] = (),
    *,
    all: bool = True,
    one_off: bool | None = False,
    number: int = 0,
) -> list[Container]:
    """Return containers as `list_summaries` does, as far as a project needs to know them."""
    found = list_summaries(scope, services, all=all, one_off=one_off, number=number)
    return [observed(one) for one in found]


def by_service(found: Iterable[Container]) -> dict[str, list[Container]]:
    """Return the containers of each service that has some."""
    grouped: dict[str, list[Container]] = {}
    for one in found:
        grouped.setdefault(one.service, []).append(one)
    return grouped


def of_services(found: Iterable[Container], services: Iterable[str]) -> list[Container]:
    """Return the containers of services."""
    names = set(services)
    return [one for one in found if one.service in names]


def first_id(found: Collection[Container]) -> str:
    """Return the ID of the first container by name, "" for none."""
    return min(found, key=lambda one: one.name).id if found else ""


def one_container(
    scope: Scope, service: str, number: int = 0, *, all: bool = False, one_off: bool | None = None
) -> Container:
    """Return the first container of a service, or one by number. Raises ComposeError."""
    return observed(one_summary(scope, service, number, all=all, one_off=one_off))


def one_summary(
    scope: Scope, service: str, number: int = 0, *, all: bool = False, one_off: bool | None = None
) -> ContainerSummary:
    """Return what the engine lists of a container, as `one_container`."""
    found = list_summaries(scope, [service], all=all, one_off=one_off, number=number)
    if not found:
        what = f" container #{number}" if number else ""
        raise ComposeError(f"service {quote(service)} is not running{what}")
    return min(found, key=_order)


def _order(summary: ContainerSummary) -> tuple[bool, int]:
    container = observed(summary)
    return container.is_one_off, container.number


def project_of(scope: Scope, found: Sequence[Container]) -> Project:
    """Return the project: of its files, else made up from its containers and other objects."""
    if scope.project is not None:
        return scope.project
    from pydock.api import networks, volumes
    from pydock.compose.project.types import Project

    services: dict[str, Service] = {}
    for one in found:
        if one.is_one_off:
            continue
        name = one.service or one.name
        service = services.setdefault(name, {"image": one.image, "scale": 0})
        service["scale"] += 1
        needed = {
            other: {**dependency, "required": False}
            for other, dependency in _dependencies(one.labels.get(labels.DEPENDS_ON, "")).items()
        }
        if needed:
            service["depends_on"] = needed  # type: ignore[typeddict-item]
    by_label = {"label": [f"{labels.PROJECT}={scope.name}"]}
    found_networks: dict[str, Network] = {}
    for network in networks.ls(scope.engine, by_label):
        key = (network.get("Labels") or {}).get(labels.NETWORK, "")
        found_networks[key] = {"name": network["Name"]}
    found_volumes: dict[str, Volume] = {}
    for volume in volumes.ls(scope.engine, by_label).get("Volumes") or ():
        key = (volume.get("Labels") or {}).get(labels.VOLUME, "")
        found_volumes[key] = {"name": volume["Name"]}
    return Project(scope.name, services, found_networks, found_volumes)


def _dependencies(text: str) -> dict[str, Dependency]:
    """Return the dependencies in a label of a container."""
    found: dict[str, Dependency] = {}
    for part in filter(None, text.split(",")):
        name, _, rest = part.partition(":")
        condition, _, restart = rest.partition(":")
        found[name] = {
            "condition": condition or RUNNING_OR_HEALTHY,
            "restart": restart != "false",
            "required": True,
        }
    return found
