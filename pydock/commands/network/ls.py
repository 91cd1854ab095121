"""`docker network ls`: list networks."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import list_options, open_listing, print_rows
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.views.network import NetworkView


@define("[OPTIONS]", no_arguments, api_since="1.21")
@list_options("Show network IDs only")
@option("no-trunc", kind=SWITCH, help="Do not truncate output")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    filter: Filters,
    format: str,
    no_trunc: bool,
    quiet: bool,
) -> None:
    """List networks."""
    listing = open_listing(app, NetworkView, format, "networksFormat", quiet=quiet)
    found = networks.ls(app.engine, filter)
    print_rows(app, listing, (NetworkView(item, truncate=not no_trunc) for item in found))
