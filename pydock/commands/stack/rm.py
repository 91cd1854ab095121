"""`docker stack rm`: remove stacks."""

import time

from pydock.api import networks, services, tasks
from pydock.api.engine import Engine
from pydock.api.secrets_configs import configs, secrets
from pydock.api.types.swarm import Task
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.swarm.stack_objects import check_stack_name, remove_objects
from pydock.compose.stack.namespace import stack_filters
from pydock.errors import PydockError
from pydock.options.value_types import Switch
from pydock.views.service import by_name

_PAUSE_SECONDS = 0.2

#: states of a task before its end
_ALIVE = frozenset(
    (
        "new", "allocated", "pending", "assigned", "accepted", "preparing", "ready", "starting",
        "running",
    )
)  # fmt: skip


@define("[OPTIONS] STACK [STACK...]", at_least(1), api_since="1.25", complete="stacks")
@option("detach", "d", Switch(True), "Exit without waiting for the tasks to end")
def command(app: App, arguments: tuple[str, ...], *, detach: bool) -> None:
    """Remove stacks with their services, networks, secrets and configs."""
    for stack in arguments:
        check_stack_name(stack)
    failed = []
    for stack in arguments:
        if not _remove(app, stack):
            failed.append(f"failed to remove some resources from stack: {stack}")
        elif not detach:
            _wait_for_end(app.engine, stack)
    if failed:
        raise PydockError("\n".join(failed))


def _remove(app: App, stack: str) -> bool:
    """Remove the objects of a stack; False if a removal failed."""
    engine, label = app.engine, stack_filters(stack)
    found_services = services.ls(engine, label)
    found_networks = networks.ls(engine, label)
    found_secrets = secrets.ls(engine, label)
    found_configs = configs.ls(engine, label) if engine.at_least("1.30") else []
    if not (found_services or found_networks or found_secrets or found_configs):
        app.warn(f"Nothing found in stack: {stack}")
        return True
    removed = [
        remove_objects(app, "service", services.rm, by_name(found_services)),
        remove_objects(app, "secret", secrets.rm, found_secrets),
        remove_objects(app, "config", configs.rm, found_configs),
        remove_objects(app, "network", networks.rm, found_networks),
    ]
    return all(removed)


def _wait_for_end(engine: Engine, stack: str) -> None:
    """Wait until all tasks of a stack have ended."""
    while any(_is_alive(task) for task in tasks.ls(engine, stack_filters(stack))):
        time.sleep(_PAUSE_SECONDS)


def _is_alive(task: Task) -> bool:
    return (task.get("Status") or {}).get("State") in _ALIVE
