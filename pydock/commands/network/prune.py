"""`docker network prune`: remove unused networks."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.prompt import removal_question
from pydock.commands.shared.removal.prune import prune_networks
from pydock.commands.shared.removal.prune_options import (
    name_option,
    prune_filters,
    prune_options,
    run_prune,
)
from pydock.spec.prune import NetworkPruneOptions, Scope


@define("[OPTIONS]", no_arguments, api_since="1.25")
@prune_options("until=<timestamp>", name_option)
def command(app: App, arguments: tuple[str, ...], options: NetworkPruneOptions) -> int:
    """Remove all unused networks.

    On a terminal the prompt lists them, and no others are removed.

    Examples:
      pydock network prune --dry-run
      pydock network prune --name 'test-*' --older-than 7d
    """
    filters = prune_filters(app, options["filter"])
    return run_prune(
        app,
        command,
        Scope(["network"]),
        options,
        filters,
        removal_question("all custom networks not used by at least one container"),
        lambda: app.print(*prune_networks(app.engine, filters).lines),
    )
