"""`docker volume prune`: remove unused volumes."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.prompt import confirm_removal
from pydock.commands.shared.prune import prune_volumes, show_pruned
from pydock.commands.shared.prune_options import prune_filters, prune_options
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import VOLUME_PRUNE


@define("[OPTIONS]", no_arguments, api_since="1.25", rules=VOLUME_PRUNE)
@option("all", "a", SWITCH, "Remove all unused volumes (default: anonymous ones only)")
@prune_options("label=<label>")
def command(
    app: App, arguments: tuple[str, ...], *, all: bool, filter: Filters, force: bool
) -> None:
    """Remove unused local volumes."""
    if all and "all" in filter:
        raise PydockError("conflicting options: cannot specify both --all and --filter all=1")
    if all:
        filter = {**filter, "all": ["true"]}
    takes_named = all or not app.engine.at_least("1.42") or "all" in filter
    what = "all local" if takes_named else "anonymous local"
    if confirm_removal(app, f"{what} volumes not used by at least one container", force=force):
        show_pruned(app, [prune_volumes(app.engine, prune_filters(app, filter))])
