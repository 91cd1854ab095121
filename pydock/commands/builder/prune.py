"""`docker builder prune`: remove the build cache."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.prompt import confirm
from pydock.commands.shared.prune import prune_build_cache, show_pruned
from pydock.commands.shared.prune_options import prune_options
from pydock.options.filters import Filters
from pydock.options.value_types import BYTES, SWITCH


@define("[OPTIONS]", no_arguments, api_since="1.39")
@option("all", "a", SWITCH, "Remove all unused build cache (default: dangling only)")
@prune_options("until=24h")
@option("keep-storage", "", BYTES, "Disk space to keep for the cache")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    filter: Filters,
    force: bool,
    keep_storage: int,
) -> None:
    """Remove the build cache."""
    what = "all build cache" if all else "all dangling build cache"
    question = f"WARNING! This will remove {what}. Are you sure you want to continue?"
    if force or confirm(app, question):
        show_pruned(app, [prune_build_cache(app.engine, filter, all=all, keep_bytes=keep_storage)])
