"""`docker image prune`: remove unused images."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.prompt import removal_question
from pydock.commands.shared.removal.prune import prune_images, show_pruned
from pydock.commands.shared.removal.prune_options import (
    keep_tag_option,
    larger_than_option,
    name_option,
    prune_filters,
    prune_options,
    run_prune,
)
from pydock.options.value_types import SWITCH
from pydock.spec.prune import ImagePruneOptions, Scope


@define("[OPTIONS]", no_arguments, api_since="1.25")
@option("all", "a", SWITCH, "Remove all unused images (default: dangling ones only)")
@prune_options("until=<timestamp>", name_option, larger_than_option, keep_tag_option)
def command(app: App, arguments: tuple[str, ...], options: ImagePruneOptions) -> int:
    """Remove unused images.

    On a terminal the prompt lists them, and no others are removed. With --name each tag of an
    image has to match.

    Examples:
      pydock image prune --all --keep 3 --keep-tag 'release-*' --dry-run
      pydock image prune --all --name 'app:*' --older-than 2w
      pydock image prune --all --larger-than 1g --plan large.json
      pydock image prune --apply large.json
    """
    all = options["all"]
    filters = prune_filters(app, options["filter"])
    question = removal_question(
        "all images without at least one container associated to them"
        if all
        else "all dangling images"
    )
    return run_prune(
        app,
        command,
        Scope(["image"], tagged_images=all),
        options,
        filters,
        question,
        lambda: show_pruned(app, [prune_images(app.engine, filters, all=all)]),
    )
