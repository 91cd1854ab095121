"""Restart the containers of a project, in the order of its dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pydock.api import containers
from pydock.commands.shared.compose.containers import list_containers, of_services, project_of
from pydock.commands.shared.compose.hooks import run_hook
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.starting import wait_for
from pydock.commands.shared.compose.workers import each_of, in_order
from pydock.compose.dependencies import dependencies, with_dependents
from pydock.compose.observed import Container
from pydock.compose.project.selection import with_selected
from pydock.compose.project.types import Project, Service


def restart_services(
    scope: Scope,
    services: Sequence[str],
    *,
    alone: bool = False,
    timeout_seconds: int | None = None,
) -> None:
    """Restart services, and unless `alone` those that restart with what they depend on."""
    found = list_containers(scope)
    project = project_of(scope, found)
    if alone:
        project = with_selected(project, services, with_dependencies=False)
    project = _with_restarts(project)
    if services:
        project = with_dependents(project, services)

    def restart(name: str) -> None:
        service = project.services[name]
        wait_for(scope, project, name, service.get("depends_on", {}), found)
        act = partial(_restart, scope, service, timeout_seconds)
        each_of(of_services(found, [name]), act)

    in_order(dependencies(project), restart)


def _with_restarts(project: Project) -> Project:
    """Return the project with the dependencies alone that restart a service."""
    services: dict[str, Service] = {}
    for name, service in project.services.items():
        services[name] = service.copy()
        services[name]["depends_on"] = {
            other: one for other, one in service.get("depends_on", {}).items() if one.get("restart")
        }
    return project._replace(services=services)


def _restart(
    scope: Scope, service: Service, timeout_seconds: int | None, container: Container
) -> None:
    for hook in service.get("pre_stop", []):
        run_hook(scope, container, hook, None)
    scope.working(container, "Restarting")
    containers.restart(scope.engine, container.id, timeout_seconds=timeout_seconds)
    scope.done(container, "Started")
    for hook in service.get("post_start", []):
        run_hook(scope, container, hook, None)
