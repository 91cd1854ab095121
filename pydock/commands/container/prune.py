"""`docker container prune`: remove all stopped containers."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.prompt import removal_question
from pydock.commands.shared.removal.prune import prune_containers, show_pruned
from pydock.commands.shared.removal.prune_options import (
    larger_than_option,
    name_option,
    prune_filters,
    prune_options,
    run_prune,
)
from pydock.spec.prune import ContainerPruneOptions, Scope


@define("[OPTIONS]", no_arguments, api_since="1.25")
@prune_options("until=<timestamp>", name_option, larger_than_option)
def command(app: App, arguments: tuple[str, ...], options: ContainerPruneOptions) -> int:
    """Remove all stopped containers.

    On a terminal the prompt lists them, and no others are removed.

    Examples:
      pydock container prune --name 'test-*' --older-than 7d
      pydock container prune --keep 5 --plan old.json
      pydock container prune --apply old.json
    """
    filters = prune_filters(app, options["filter"])
    return run_prune(
        app,
        command,
        Scope(["container"]),
        options,
        filters,
        removal_question("all stopped containers"),
        lambda: show_pruned(app, [prune_containers(app.engine, filters)]),
    )
