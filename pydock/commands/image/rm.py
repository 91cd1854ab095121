"""`docker rmi`: remove images."""

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image_reference import platform_option
from pydock.errors import ApiError, PydockError
from pydock.options.value_types import STRINGS, SWITCH
from pydock.spec.version_rules import IMAGE_REMOVE


@define("[OPTIONS] IMAGE [IMAGE...]", at_least(1), complete="images", rules=IMAGE_REMOVE)
@option("force", "f", SWITCH, "Remove images with several names or stopped containers")
@option("no-prune", "", SWITCH, "Keep untagged parents")
@option("platform", "", STRINGS, "Platform to remove, such as linux/amd64", complete="platforms")
def command(
    app: App, arguments: tuple[str, ...], *, force: bool, no_prune: bool, platform: list[str]
) -> int:
    """Remove names of images, and images without a remaining name."""
    platforms = [found for text in platform if (found := platform_option(text))]
    errors: list[PydockError] = []
    for image in arguments:
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
    missing = all(isinstance(error, ApiError) and error.status == 404 for error in errors)
    return 0 if force and missing else int(bool(errors))
