"""Pause and resume the containers of a project."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared.compose.containers import list_containers, of_services
from pydock.commands.shared.compose.opening import named_scope
from pydock.commands.shared.compose.workers import each_of
from pydock.compose.observed import Container


def act_on_running(
    app: App,
    services: Sequence[str],
    act: Callable[[Engine, str], None],
    title: str,
    status: str,
    *,
    dry_run: bool,
) -> None:
    """Act on each running container of services, and show a status for it."""
    scope = named_scope(app, services, dry_run=dry_run)
    found = list_containers(scope, services, all=False)
    if scope.project is not None:
        found = of_services(found, scope.project.services)

    def visit(container: Container) -> None:
        act(scope.engine, container.id)
        scope.done(container, status)

    with scope.shown(title):
        each_of(found, visit)
