"""`docker save`: write images to a tar archive."""

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.image_reference import platform_list, platforms_option
from pydock.commands.shared.output_file import output_file
from pydock.commands.shared.streams import copy_response
from pydock.errors import PydockError
from pydock.spec.version_rules import IMAGE_SAVE


@define("[OPTIONS] IMAGE [IMAGE...]", at_least(1), complete="images", rules=IMAGE_SAVE)
@option("output", "o", help="Output file (default: standard output)", complete="files")
@platforms_option("save")
def command(app: App, arguments: tuple[str, ...], *, output: str, platform: list[str]) -> None:
    """Write one or more images to a tar archive."""
    platforms = platform_list(app.engine, platform, IMAGE_SAVE["platform several"])
    if not output:
        if app.is_terminal("stdout"):
            raise PydockError(
                "cowardly refusing to save to a terminal. Use the -o flag or redirect"
            )
        copy_response(images.save(app.engine, arguments, platforms=platforms), app.out)
        return
    with output_file(output, "failed to save image") as file:
        copy_response(images.save(app.engine, arguments, platforms=platforms), file)
