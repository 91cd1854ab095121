"""`docker builder prune`: remove the build cache."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.removal.prune import prune_build_cache, show_pruned
from pydock.commands.shared.removal.prune_options import (
    larger_than_option,
    prune_options,
    run_prune,
)
from pydock.errors import PydockError
from pydock.options.value_types import BYTES, SWITCH
from pydock.spec.prune import BuilderPruneOptions, Scope


@define("[OPTIONS]", no_arguments, api_since="1.39")
@option("all", "a", SWITCH, "Remove all unused build cache (default: dangling only)")
@prune_options("until=24h", larger_than_option)
@option("keep-storage", "", BYTES, "Disk space to keep for the cache")
def command(app: App, arguments: tuple[str, ...], options: BuilderPruneOptions) -> int:
    """Remove the build cache.

    On a terminal the prompt lists the entries, and no others are removed.

    Examples:
      pydock builder prune --all --older-than 2w --dry-run
    """
    all, filters = options["all"], options["filter"]
    what = "all build cache" if all else "all dangling build cache"
    question = f"WARNING! This will remove {what}. Are you sure you want to continue?"
    keep_bytes = options["keep_storage"]
    if keep_bytes and command.has_own(app.flags_given):
        raise PydockError("conflicting options: --keep-storage and options beyond docker")

    def prune() -> None:
        show_pruned(app, [prune_build_cache(app.engine, filters, all=all, keep_bytes=keep_bytes)])

    scope = Scope(["build cache"], all_cache=all)
    return run_prune(app, command, scope, options, filters, question, prune, lists=not keep_bytes)
