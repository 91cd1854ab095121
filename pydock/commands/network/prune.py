"""`docker network prune`: remove unused networks."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.prompt import confirm_removal
from pydock.commands.shared.prune import prune_networks
from pydock.commands.shared.prune_options import prune_filters, prune_options
from pydock.options.filters import Filters


@define("[OPTIONS]", no_arguments, api_since="1.25")
@prune_options("until=<timestamp>")
def command(app: App, arguments: tuple[str, ...], *, filter: Filters, force: bool) -> None:
    """Remove all unused networks."""
    what = "all custom networks not used by at least one container"
    if confirm_removal(app, what, force=force):
        app.print(*prune_networks(app.engine, prune_filters(app, filter)).lines)
