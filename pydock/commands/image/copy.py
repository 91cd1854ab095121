"""`pydock image copy`: copy images from one engine to another, which docker does not do."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.copy_images import copy_images
from pydock.commands.shared.image.image_reference import platforms_option
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define("[OPTIONS] IMAGE [IMAGE...]", at_least(1), complete="images")
@option("dry-run", kind=SWITCH, help="Show which layers would be sent, and send none")
@option(
    "from",
    help="Context or address of the engine that has the images (default: the engine in use)",
    complete="contexts",
)
@platforms_option("copy")
@option("quiet", "q", SWITCH, "Print image names only")
@option("to", help="Context or address of the engine that gets the images", complete="contexts")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    dry_run: bool,
    from_: str,
    platform: list[str],
    quiet: bool,
    to: str,
) -> None:
    """Copy one or more images to another engine, without a registry.

    Layers that the other engine has are not sent. --dry-run reads the images, too, so that it
    shows exact sizes.

    Examples:
      pydock image copy me/app:2 --to production
      pydock image copy me/app:2 --to ssh://me@server
      pydock image copy --from production --to default me/app:2 me/db:2
      pydock image copy --dry-run me/app:2 --to production
    """
    if not to:
        raise PydockError("--to is required: the context or address of the other engine")
    copy_images(
        app,
        arguments,
        source_name=from_,
        target_name=to,
        platform=platform,
        dry_run=dry_run,
        quiet=quiet,
    )
