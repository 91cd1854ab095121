"""`docker system prune`: remove unused data."""

from collections.abc import Iterator

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.removal.prune_options import (
    keep_tag_option,
    larger_than_option,
    name_option,
    prune_filters,
    prune_options,
    run_prune,
)
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.spec.prune import Scope, SystemPruneOptions
from pydock.spec.version_rules import SYSTEM_PRUNE


@define("[OPTIONS]", no_arguments, api_since="1.25", rules=SYSTEM_PRUNE)
@option("all", "a", SWITCH, "Remove all unused images (default: dangling ones only)")
@prune_options("label=<key>=<value>", name_option, larger_than_option, keep_tag_option)
@option("volumes", kind=SWITCH, help="Remove anonymous volumes")
def command(app: App, arguments: tuple[str, ...], options: SystemPruneOptions) -> int:
    """Remove stopped containers, unused networks and images, and build cache.

    On a terminal the prompt lists them, and no others are removed.

    Examples:
      pydock system prune --dry-run
      pydock system prune --all --older-than 2w --keep-tag 'release-*'
      pydock system prune --plan unused.json
      pydock system prune --apply unused.json
    """
    all, volumes = options["all"], options["volumes"]
    if volumes and "until" in options["filter"]:
        raise PydockError('ERROR: The "until" filter is not supported with "--volumes"')
    filters = prune_filters(app, options["filter"])
    has_cache = app.engine.at_least("1.31") and not app.engine.is_podman
    question = warning(filters, all, volumes, has_cache)
    kinds = ["container", "network"]
    kinds += ["volume"] if volumes or options["apply"] else []
    kinds += ["image"]
    kinds += ["build cache"] if has_cache and app.engine.at_least("1.39") else []
    named = not app.engine.at_least("1.42")
    scope = Scope(kinds, named_volumes=named, tagged_images=all, all_cache=all)

    def prune_all() -> None:
        from pydock.commands.shared.removal import prune

        def parts() -> Iterator[prune.Pruned]:
            yield prune.prune_containers(app.engine, filters)
            yield prune.prune_networks(app.engine, filters)
            if volumes:
                yield prune.prune_volumes(app.engine, filters)
            yield prune.prune_images(app.engine, filters, all=all)
            if has_cache:
                yield prune.prune_build_cache(app.engine, filters, all=all)

        prune.show_pruned(app, parts())

    return run_prune(app, command, scope, options, filters, question, prune_all)


def warning(filters: Filters, all: bool, volumes: bool, has_cache: bool) -> str:
    """The list of objects to remove, and the prompt."""
    lines = [
        "WARNING! This will remove:",
        "  - all stopped containers",
        "  - all networks not used by at least one container",
    ]
    if volumes:
        lines.append("  - all anonymous volumes not used by at least one container")
    if all:
        lines.append("  - all images without at least one container associated to them")
    else:
        lines.append("  - all dangling images")
    if has_cache:
        lines.append("  - all build cache" if all else "  - unused build cache")
    if filters:
        lines += ["", "  Items to be pruned will be filtered with:"]
        lines += sorted(f"  - {name}={value}" for name in filters for value in filters[name])
    return "\n".join([*lines, "", "Are you sure you want to continue?"])
