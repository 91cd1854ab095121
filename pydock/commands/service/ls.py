"""`docker service ls`: list services."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import list_options
from pydock.commands.shared.swarm.service_listing import list_services
from pydock.options.filters import Filters


@define("[OPTIONS]", no_arguments, api_since="1.24")
@list_options("Show service IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List the services of the swarm."""
    list_services(app, filter, format, quiet=quiet)
