"""`docker stack services`: list the services of a stack."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.listing import list_options
from pydock.commands.shared.swarm.service_listing import list_services
from pydock.commands.shared.swarm.stack_objects import check_stack_name
from pydock.compose.stack.namespace import with_stack_filter
from pydock.options.filters import Filters


@define("[OPTIONS] STACK", exactly(1), api_since="1.25", complete="stacks")
@list_options("Show service IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List the services of a stack."""
    stack = arguments[0]
    check_stack_name(stack)
    filters = with_stack_filter(filter, stack)
    if not list_services(app, filters, format, quiet=quiet, shows_none=False):
        app.warn(f"Nothing found in stack: {stack}")
