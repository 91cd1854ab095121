"""`docker import`: create an image from the files of a tar archive."""

from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.image_reference import (
    normalized_platform,
    parse_reference,
    platform_or_default,
)
from pydock.commands.shared.input_file import input_file
from pydock.commands.shared.streams import read_chunks, show_progress
from pydock.options.value_types import LIST
from pydock.spec.version_rules import IMAGE_IMPORT


@define(
    "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]", at_least(1), complete="files", rules=IMAGE_IMPORT
)
@option("change", "c", LIST, "Dockerfile instruction to apply, such as 'CMD sh'")
@option("message", "m", help="Commit message of the image")
@option("platform", help="Platform of the image, such as linux/amd64", complete="platforms")
def command(
    app: App, arguments: tuple[str, ...], *, change: list[str], message: str, platform: str
) -> None:
    """Create an image from a tar archive: a file, a URL, or - for standard input.

    The engine downloads a URL itself. Prints the ID of the image.
    """
    source = arguments[0]
    name = arguments[1] if len(arguments) > 1 else ""
    archive: AbstractContextManager[BinaryIO | None]
    if source.startswith(("http://", "https://")):
        archive = nullcontext(None)
    elif source == "-":
        archive = nullcontext(app.stdin.buffer)
    else:
        archive, source = input_file(source), "-"
    with archive as file:
        platform = normalized_platform(platform_or_default(app, platform))
        if name:
            parse_reference(name)
        answer = images.import_(
            app.engine,
            source,
            read_chunks(file) if file else None,
            reference=name,
            message=message,
            changes=change,
            platform=platform,
        )
        show_progress(app, answer)
