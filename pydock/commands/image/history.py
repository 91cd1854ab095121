from __future__ import annotations

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image_names import platform_of
from pydock.commands.shared.listing import format_option, quiet_option
from pydock.options.value_types import SWITCH, Switch
from pydock.views.history import EXACT_COLUMNS, HistoryView
from pydock.views.listing import Listing


@define("[OPTIONS] IMAGE", exactly(1), complete="images")
@format_option
@option("human", "H", Switch(True), "Show sizes and times as people say them", default_text="true")
@option("no-trunc", "", SWITCH, "Show ids and commands in full")
@option(
    "platform",
    help="History for this platform, linux/amd64 say",
    api_since="1.48",
    complete="platforms",
)
@quiet_option("Show ids only")
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
    """Show the layers of an image, the newest first, and the commands that made them."""
    wanted = platform_of(platform, "invalid platform: ")
    listing = Listing(HistoryView, format, quiet=quiet, columns=() if human else EXACT_COLUMNS)
    layers = images.history(app.engine, arguments[0], platform=wanted)
    rows = (HistoryView(layer, truncate=not no_trunc, human=human) for layer in layers)
    app.stdout.write(listing.text(rows))
