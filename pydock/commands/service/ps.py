"""`docker service ps`: list the tasks of services."""

from collections.abc import Sequence

from pydock.api import services, tasks
from pydock.api.engine import Engine
from pydock.api.types.swarm import Service
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.swarm.task_listing import (
    TaskOptions,
    print_tasks,
    task_options,
    with_node_ids,
)
from pydock.errors import PydockError


@define("[OPTIONS] SERVICE [SERVICE...]", at_least(1), api_since="1.24", complete="services")
@task_options
def command(app: App, arguments: tuple[str, ...], options: TaskOptions) -> None:
    """List the tasks of one or more services, including replaced ones."""
    found, missing = find(app.engine, arguments)
    if not found:
        raise PydockError("\n".join(missing))
    ids = [*options["filter"].get("service", ()), *found]
    options["no_trunc"] = options["no_trunc"] or options["quiet"]
    print_tasks(
        app,
        tasks.ls(app.engine, with_node_ids(app, {**options["filter"], "service": ids})),
        options,
    )
    if missing:
        raise PydockError("\n".join(missing))


def find(engine: Engine, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return IDs of services and errors for missing ones; PydockError for an ambiguous prefix."""
    by_id = services.ls(engine, {"id": names})
    by_name = services.ls(engine, {"name": names})
    found: list[str] = []
    missing: list[str] = []
    for name in names:
        matches = _matches(name, by_id, by_name)
        if len(matches) > 1:
            raise PydockError(f"multiple services found with provided prefix: {name}")
        if not matches:
            missing.append(f"no such service: {name}")
        found += matches
    return found, missing


def _matches(name: str, by_id: list[Service], by_name: list[Service]) -> list[str]:
    if any(service["ID"] == name for service in by_id):
        return [name]
    for service in by_name:
        if service["Spec"]["Name"] == name:
            return [service["ID"]]
    return [service["ID"] for service in by_id if service["ID"].startswith(name)]
