"""`docker image inspect`: show details of images."""

from pydock.api import images
from pydock.api.types.images import ImageInspect
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image_reference import platform_option
from pydock.commands.shared.inspect import inspect_each
from pydock.spec.version_rules import IMAGE_INSPECT


@define("[OPTIONS] IMAGE [IMAGE...]", at_least(1), complete="images", rules=IMAGE_INSPECT)
@option("format", "f", help="Output format: 'json' or a Go template")
@option("platform", help="Platform of the image, such as linux/amd64", complete="platforms")
def command(app: App, arguments: tuple[str, ...], *, format: str, platform: str) -> int:
    """Show details of one or more images."""
    parsed = platform_option(platform)

    def find(name: str) -> tuple[str, ImageInspect]:
        return "image", images.inspect(app.engine, name, platform=parsed, raw=True)

    return inspect_each(app, arguments, find, format)
