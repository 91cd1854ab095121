"""`docker node ls`: list the nodes of the swarm."""

from pydock.api import nodes, system
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import list_options, open_listing, print_rows
from pydock.options.filters import Filters
from pydock.views.node import NodeView


@define("[OPTIONS]", no_arguments, api_since="1.24")
@list_options("Show node IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List the nodes of the swarm. A star marks the current engine."""
    listing = open_listing(app, NodeView, format, "nodesFormat", quiet=quiet)
    found = nodes.ls(app.engine, filter)
    own_swarm = system.info(app.engine).get("Swarm") if found and not quiet else None
    rows = (NodeView(node, own_swarm or {}) for node in found)
    print_rows(app, listing, rows, sort_by="Hostname")
