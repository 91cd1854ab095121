"""`docker builder prune`: remove the build cache."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.prompt import confirm
from pydock.commands.shared.prune import prune_build_cache, show_pruned
from pydock.commands.shared.prune_options import (
    is_selected,
    larger_than_option,
    prune_options,
    selection_options,
)
from pydock.errors import PydockError
from pydock.options.value_types import BYTES, SWITCH
from pydock.spec.prune import BuilderPruneOptions


@define("[OPTIONS]", no_arguments, api_since="1.39")
@option("all", "a", SWITCH, "Remove all unused build cache (default: dangling only)")
@prune_options("until=24h")
@option("keep-storage", "", BYTES, "Disk space to keep for the cache")
@selection_options
@larger_than_option
def command(app: App, arguments: tuple[str, ...], options: BuilderPruneOptions) -> int:
    """Remove the build cache.

    On a terminal the prompt lists the entries, and no others are removed.

    Examples:
      pydock builder prune --all --older-than 2w --dry-run
    """
    all, filters, force = options["all"], options["filter"], options["force"]
    what = "all build cache" if all else "all dangling build cache"
    question = f"WARNING! This will remove {what}. Are you sure you want to continue?"
    keep_bytes = options["keep_storage"]
    has_own = command.has_own(app.flags_given)
    if has_own and keep_bytes:
        raise PydockError("conflicting options: --keep-storage and options beyond docker")
    if not keep_bytes and is_selected(app, "build cache", filters, has_own=has_own, force=force):
        from pydock.commands.shared.prune_selection import Scope, prune_selected

        return prune_selected(
            app, Scope(["build cache"], all_cache=all), options, filters, question
        )
    if force or confirm(app, question):
        show_pruned(app, [prune_build_cache(app.engine, filters, all=all, keep_bytes=keep_bytes)])
    return 0
