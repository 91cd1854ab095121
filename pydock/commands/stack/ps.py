"""`docker stack ps`: list the tasks of a stack."""

from pydock.api import tasks
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.swarm.stack_objects import check_stack_name
from pydock.commands.shared.swarm.task_listing import TaskOptions, print_tasks, task_options
from pydock.compose.stack.namespace import with_stack_filter
from pydock.errors import PydockError


@define("[OPTIONS] STACK", exactly(1), api_since="1.25", complete="stacks")
@task_options
def command(app: App, arguments: tuple[str, ...], options: TaskOptions) -> None:
    """List the tasks of a stack, including replaced ones."""
    stack = arguments[0]
    check_stack_name(stack)
    found = tasks.ls(app.engine, with_stack_filter(options["filter"], stack))
    if not found:
        raise PydockError(f"nothing found in stack: {stack}")
    print_tasks(app, found, options)
