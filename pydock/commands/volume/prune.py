"""`docker volume prune`: remove unused volumes."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.prompt import removal_question
from pydock.commands.shared.removal.prune import prune_volumes, show_pruned
from pydock.commands.shared.removal.prune_options import (
    larger_than_option,
    name_option,
    prune_filters,
    prune_options,
    run_prune,
)
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.prune import Scope, VolumePruneOptions
from pydock.spec.version_rules import VOLUME_PRUNE


@define("[OPTIONS]", no_arguments, api_since="1.25", rules=VOLUME_PRUNE)
@option("all", "a", SWITCH, "Remove all unused volumes (default: anonymous ones only)")
@prune_options("label=<label>", name_option, larger_than_option)
def command(app: App, arguments: tuple[str, ...], options: VolumePruneOptions) -> int:
    """Remove unused local volumes.

    On a terminal the prompt lists them, and no others are removed.

    Examples:
      pydock volume prune --dry-run
      pydock volume prune --all --name 'cache-*' --larger-than 1g
    """
    all, filters = options["all"], options["filter"]
    if all and "all" in filters:
        raise PydockError("conflicting options: cannot specify both --all and --filter all=1")
    if all:
        filters = {**filters, "all": ["true"]}
    is_old = not app.engine.at_least("1.42")
    takes_named = all or is_old or "all" in filters
    what = "all local" if takes_named else "anonymous local"
    question = removal_question(f"{what} volumes not used by at least one container")
    filters = prune_filters(app, filters)
    named = is_old or filters.get("all") in (["1"], ["true"])
    return run_prune(
        app,
        command,
        Scope(["volume"], named_volumes=named),
        options,
        filters,
        question,
        lambda: show_pruned(app, [prune_volumes(app.engine, filters)]),
    )
