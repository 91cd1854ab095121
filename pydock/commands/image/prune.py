"""`docker image prune`: remove unused images."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.prompt import confirm_removal
from pydock.commands.shared.prune import prune_images, show_pruned
from pydock.commands.shared.prune_options import prune_filters, prune_options
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH


@define("[OPTIONS]", no_arguments, api_since="1.25")
@option("all", "a", SWITCH, "Remove all unused images (default: dangling ones only)")
@prune_options("until=<timestamp>")
def command(
    app: App, arguments: tuple[str, ...], *, all: bool, filter: Filters, force: bool
) -> None:
    """Remove unused images."""
    what = (
        "all images without at least one container associated to them"
        if all
        else "all dangling images"
    )
    if confirm_removal(app, what, force=force):
        filters = prune_filters(app, filter)
        show_pruned(app, [prune_images(app.engine, filters, all=all)])
