"""`docker history`: show the layers of an image."""

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.image_reference import platform_option
from pydock.commands.shared.listing import format_option, quiet_option
from pydock.options.value_types import SWITCH, Switch
from pydock.spec.version_rules import IMAGE_HISTORY
from pydock.views.history import EXACT_COLUMNS, HistoryView
from pydock.views.listing import Listing


@define("[OPTIONS] IMAGE", exactly(1), complete="images", rules=IMAGE_HISTORY)
@format_option
@option("human", "H", Switch(True), "Human-readable sizes and times")
@option("no-trunc", "", SWITCH, "Do not truncate output")
@option("platform", help="Platform of the image, such as linux/amd64", complete="platforms")
@quiet_option("Show layer IDs only")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    format: str,
    human: bool,
    no_trunc: bool,
    platform: str,
    quiet: bool,
) -> None:
    """Show the layers of an image, newest first, and their commands."""
    parsed = platform_option(platform, "invalid platform: ")
    listing = Listing(HistoryView, format, quiet=quiet, columns=() if human else EXACT_COLUMNS)
    layers = images.history(app.engine, arguments[0], platform=parsed)
    rows = (HistoryView(layer, truncate=not no_trunc, human=human) for layer in layers)
    app.write(listing.text(rows))
