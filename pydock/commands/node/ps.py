"""`docker node ps`: list the tasks of nodes."""

from pydock.api import nodes, tasks
from pydock.api.types.swarm import Task
from pydock.cli.app import App
from pydock.cli.command import any_number, define
from pydock.commands.shared.swarm.id_resolver import SELF, node_reference
from pydock.commands.shared.swarm.task_listing import TaskOptions, print_tasks, task_options
from pydock.errors import PydockError


@define("[OPTIONS] [NODE...]", any_number, api_since="1.24", complete="nodes")
@task_options
def command(app: App, arguments: tuple[str, ...], options: TaskOptions) -> None:
    """List the tasks of one or more nodes (default: the current engine)."""
    found: list[Task] = []
    missing: list[str] = []
    for name in arguments or (SELF,):
        try:
            node = nodes.inspect(app.engine, node_reference(app.engine, name))
            ids = [*options["filter"].get("node", ()), node["ID"]]
            found += tasks.ls(app.engine, {**options["filter"], "node": ids})
        except PydockError as error:
            missing.append(error.message)
    if found or not missing:
        print_tasks(app, found, options)
    if missing:
        raise PydockError("\n".join(missing))
