"""`docker network prune`: remove unused networks."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.prompt import confirm, removal_question
from pydock.commands.shared.prune import prune_networks
from pydock.commands.shared.prune_options import (
    is_selected,
    name_option,
    prune_filters,
    prune_options,
    selection_options,
)
from pydock.spec.prune import NetworkPruneOptions


@define("[OPTIONS]", no_arguments, api_since="1.25")
@prune_options("until=<timestamp>")
@selection_options
@name_option
def command(app: App, arguments: tuple[str, ...], options: NetworkPruneOptions) -> int:
    """Remove all unused networks.

    On a terminal the prompt lists them, and no others are removed.

    Examples:
      pydock network prune --dry-run
      pydock network prune --name 'test-*' --older-than 7d
    """
    filters = prune_filters(app, options["filter"])
    question = removal_question("all custom networks not used by at least one container")
    has_own, force = command.has_own(app.flags_given), options["force"]
    if is_selected(app, "network", filters, has_own=has_own, force=force):
        from pydock.commands.shared.prune_selection import Scope, prune_selected

        return prune_selected(app, Scope(["network"]), options, filters, question)
    if force or confirm(app, question):
        app.print(*prune_networks(app.engine, filters).lines)
    return 0
