"""`docker container prune`: remove all stopped containers."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.prompt import confirm_removal
from pydock.commands.shared.prune import prune_containers, show_pruned
from pydock.commands.shared.prune_options import prune_filters, prune_options
from pydock.options.filters import Filters


@define("[OPTIONS]", no_arguments, api_since="1.25")
@prune_options("until=<timestamp>")
def command(app: App, arguments: tuple[str, ...], *, filter: Filters, force: bool) -> None:
    """Remove all stopped containers."""
    if confirm_removal(app, "all stopped containers", force=force):
        show_pruned(app, [prune_containers(app.engine, prune_filters(app, filter))])
