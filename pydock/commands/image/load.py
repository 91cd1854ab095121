"""`docker load`: load images from a tar archive."""

from contextlib import nullcontext

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.image.image_reference import platform_list, platforms_option
from pydock.commands.shared.input_file import input_file
from pydock.commands.shared.streams import copy_response, read_chunks, show_progress
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import IMAGE_LOAD


@define("[OPTIONS]", no_arguments, rules=IMAGE_LOAD)
@option("input", "i", help="Input file (default: standard input)", complete="files")
@platforms_option("load")
@option("quiet", "q", SWITCH, "Print image names only")
def command(
    app: App, arguments: tuple[str, ...], *, input: str, platform: list[str], quiet: bool
) -> None:
    """Load images from a tar archive written by `save`."""
    if not input and app.is_terminal("stdin"):
        raise PydockError("requested load from stdin, but stdin is empty")
    quiet = quiet or not app.is_terminal("stdout")
    with input_file(input) if input else nullcontext(app.stdin.buffer) as archive:
        platforms = platform_list(app.engine, platform, IMAGE_LOAD["platform several"])
        answer = images.load(app.engine, read_chunks(archive), quiet=quiet, platforms=platforms)
        if "json" in answer.headers.get("content-type", ""):
            show_progress(app, answer)
        else:
            copy_response(answer, app.out)
