"""`docker rmi`: remove images."""

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.image_reference import platform_option
from pydock.commands.shared.removal.glob_targets import dry_run_option, expanded
from pydock.errors import NotFound, PydockError
from pydock.options.value_types import STRINGS, SWITCH
from pydock.spec.version_rules import IMAGE_REMOVE


@define("[OPTIONS] IMAGE [IMAGE...]", at_least(1), complete="images", rules=IMAGE_REMOVE)
@option("force", "f", SWITCH, "Remove images with several names or stopped containers")
@option("no-prune", "", SWITCH, "Keep untagged parents")
@option("platform", "", STRINGS, "Platform to remove, such as linux/amd64", complete="platforms")
@dry_run_option
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    dry_run: bool,
    force: bool,
    no_prune: bool,
    platform: list[str],
) -> int:
    """Remove names of images, and images without a remaining name.

    A quoted glob selects the names that match, with or without the tag; its wildcards do not
    match /. * alone prompts.

    Examples:
      pydock rmi 'test-*'
      pydock rmi --dry-run 'app:old-*' 'registry.example.com/*:nightly'
    """
    platforms = [found for text in platform if (found := platform_option(text))]
    if dry_run and platforms:
        raise PydockError("conflicting options: --dry-run and --platform")
    targets = expanded(app, arguments, "images", force=force, dry_run=dry_run)
    if dry_run:
        return _show(app, targets.names, force=force)
    errors: list[PydockError] = []
    for image in targets.names:
        try:
            done = images.rm(
                app.engine, image, force=force, prune=not no_prune, platforms=platforms
            )
        except PydockError as error:
            errors.append(error)
            continue
        for item in done:
            app.print(
                f"Deleted: {item['Deleted']}"
                if item.get("Deleted")
                else f"Untagged: {item.get('Untagged', '')}"
            )
    app.warn(*(error.message for error in errors))
    # with --force, a missing image is reported but is not a failure
    missing = all(isinstance(error, NotFound) for error in errors)
    return 0 if force and missing else int(bool(errors))


def _show(app: App, names: list[str], *, force: bool) -> int:
    from functools import partial

    from pydock.api import containers
    from pydock.commands.shared.removal.glob_targets import image_lines, show_removals
    from pydock.views.removal import ImageRemovals

    removals = ImageRemovals(containers.ls(app.engine, all=True), force=force)
    lines_of = partial(image_lines, app.engine, removals)
    return show_removals(app, names, lines_of, force=force)
