"""Stop and remove the containers of a project, dependent services first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pydock.api import containers
from pydock.commands.shared.compose.containers import by_service, list_containers, project_of
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import each_of, in_order
from pydock.compose.dependencies import dependencies, dependents
from pydock.compose.observed import Container
from pydock.compose.project.types import Project, Service
from pydock.errors import ApiError, Conflict, NotFound, PydockError

if TYPE_CHECKING:
    from pydock.commands.shared.compose.hooks import HookOutput


def stop_services(
    scope: Scope,
    services: Sequence[str] = (),
    *,
    timeout_seconds: int | None = None,
    on_output: HookOutput | None = None,
) -> None:
    """Stop the containers of services, or of all; those of dependent services first."""
    found = list_containers(scope)
    project = project_of(scope, found)
    grouped = by_service(found)

    def stop(name: str) -> None:
        if name in services or not services:
            stop_containers(
                scope, project.services[name], grouped.get(name, ()),
                timeout_seconds=timeout_seconds, on_output=on_output,
            )  # fmt: skip

    dependents_first(project, stop)


def dependents_first(project: Project, visit: Callable[[str], object]) -> None:
    """Visit each service after those that depend on it."""
    in_order(dependents(dependencies(project)), visit)


def stop_containers(
    scope: Scope,
    service: Service | None,
    found: Iterable[Container],
    *,
    timeout_seconds: int | None = None,
    on_output: HookOutput | None = None,
) -> None:
    """Stop containers, after the hooks of their service."""
    each_of(list(found), lambda one: _stop(scope, service, one, timeout_seconds, on_output))


def _stop(
    scope: Scope,
    service: Service | None,
    container: Container,
    timeout_seconds: int | None,
    on_output: HookOutput | None,
) -> None:
    scope.working(container, "Stopping")
    try:
        if service and service.get("pre_stop"):
            from pydock.commands.shared.compose.hooks import run_hook

            for hook in service["pre_stop"]:
                run_hook(scope, container, hook, on_output)
    except (NotFound, Conflict):  # it has stopped already
        return
    try:
        containers.stop(scope.engine, container.id, timeout_seconds=timeout_seconds)
    except PydockError:
        scope.failed(container, "Error while Stopping")
        raise
    scope.done(container, "Stopped")


def stop_and_remove(
    scope: Scope,
    service: Service | None,
    container: Container,
    *,
    timeout_seconds: int | None = None,
    volumes: bool = False,
) -> None:
    """Stop a container and remove it, with its anonymous `volumes`."""
    try:
        _stop(scope, service, container, timeout_seconds, None)
    except NotFound:
        scope.done(container, "Removed")
        return
    scope.working(container, "Removing")
    try:
        containers.rm(scope.engine, container.id, force=True, volumes=volumes)
    except (NotFound, Conflict):  # it is being removed
        pass
    except ApiError:
        scope.failed(container, "Error while Removing")
        raise
    scope.done(container, "Removed")


def stop_and_remove_all(
    scope: Scope,
    service: Service | None,
    found: Iterable[Container],
    *,
    timeout_seconds: int | None = None,
    volumes: bool = False,
) -> None:
    """Stop containers of a service and remove them."""
    act = partial(stop_and_remove, timeout_seconds=timeout_seconds, volumes=volumes)
    each_of(list(found), lambda one: act(scope, service, one))


def remove_containers(
    scope: Scope, found: Iterable[Container], *, force: bool = False, volumes: bool = False
) -> None:
    """Remove stopped containers."""

    def remove(container: Container) -> None:
        scope.working(container, "Removing")
        containers.rm(scope.engine, container.id, force=force, volumes=volumes)
        scope.done(container, "Removed")

    each_of(list(found), remove)


def is_stopped(scope: Scope, container: Container) -> bool:
    """Return whether a container is there and does not run now."""
    try:
        state = containers.inspect(scope.engine, container.id).get("State") or {}
    except NotFound:  # removed already
        return False
    return scope.dry_run or not state.get("Running")
