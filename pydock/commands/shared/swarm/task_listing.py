"""List tasks, for `service ps`, `node ps` and `stack ps`."""

from collections.abc import Iterable
from typing import TypedDict

from pydock.api.types.swarm import Task
from pydock.cli.app import App
from pydock.cli.command import combined, option
from pydock.commands.shared.listing import list_options, open_listing
from pydock.commands.shared.swarm.id_resolver import IDResolver, node_reference
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.views.task import NamedTask, TaskView, in_order, with_history_marked


class TaskOptions(TypedDict):
    filter: Filters
    format: str
    no_resolve: bool
    no_trunc: bool
    quiet: bool


#: options of a command that lists tasks
task_options = combined(
    list_options("Show task IDs only"),
    option("no-resolve", kind=SWITCH, help="Do not resolve IDs to names"),
    option("no-trunc", kind=SWITCH, help="Do not truncate output"),
)


def with_node_ids(app: App, filters: Filters) -> Filters:
    """The filters, with `node=self` replaced by the ID of the engine's own node."""
    if "node" not in filters:
        return filters
    return {**filters, "node": [node_reference(app.engine, node) for node in filters["node"]]}


def print_tasks(app: App, tasks: Iterable[Task], options: TaskOptions) -> None:
    """Print tasks, grouped by slot. PydockError for an invalid template."""
    quiet = options["quiet"]
    listing = open_listing(app, TaskView, options["format"], "tasksFormat", quiet=quiet)
    names = IDResolver(app.engine, resolve=not options["no_resolve"])
    found = in_order(NamedTask(task, _name(task, names), "") for task in tasks)
    marked = with_history_marked(found) if listing.is_table else found
    with_nodes = (one._replace(node=names.node(one.task.get("NodeID", ""))) for one in marked)
    app.write(listing.text(TaskView(one, truncate=not options["no_trunc"]) for one in with_nodes))


def _name(task: Task, names: IDResolver) -> str:
    """ "web.1", or the node's ID in place of the slot in global mode."""
    service = names.service(task.get("ServiceID", ""))
    return f"{service}.{task.get('Slot') or task.get('NodeID', '')}"
