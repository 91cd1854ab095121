"""`docker pull`: download an image from a registry."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.content_trust import content_trust_option, refuse_content_trust
from pydock.commands.shared.image.image_pull import pull
from pydock.commands.shared.image.image_reference import (
    normalized_platform,
    platform_or_default,
    transfer_reference,
)
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import IMAGE_PULL


@define("[OPTIONS] NAME[:TAG|@DIGEST]", exactly(1), complete="images", rules=IMAGE_PULL)
@option("all-tags", "a", SWITCH, "Pull all tags of the repository")
@content_trust_option
@option("platform", help="Platform to pull, such as linux/amd64", complete="platforms")
@option("quiet", "q", SWITCH, "Print the image name only")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all_tags: bool,
    disable_content_trust: bool,
    platform: str,
    quiet: bool,
) -> None:
    """Download an image from a registry.

    Examples:
      pydock pull alpine:3.20
      pydock pull --platform linux/arm64 debian
    """
    image = transfer_reference(app, arguments[0], all_tags=all_tags, quiet=quiet)
    refuse_content_trust(app, disable_content_trust)
    platform = normalized_platform(platform_or_default(app, platform))
    pull(app, image, platform=platform, quiet=quiet)
    app.print(str(image))
