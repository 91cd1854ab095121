"""`docker plugin ls`: list plugins."""

from __future__ import annotations

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import filter_option, format_option, list_format, quiet_option
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.views.listing import Listing
from pydock.views.natural_order import natural_key
from pydock.views.plugin import PluginView


@define("[OPTIONS]", no_arguments, api_since="1.25")
@filter_option
@format_option
@option("no-trunc", kind=SWITCH, help="Do not truncate output")
@quiet_option("Show plugin IDs only")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    filter: Filters,
    format: str,
    no_trunc: bool,
    quiet: bool,
) -> None:
    """List plugins."""
    listing = Listing(
        PluginView, list_format(app, format, "pluginsFormat", quiet=quiet), quiet=quiet
    )
    found = sorted(plugins.ls(app.engine, filter), key=lambda item: natural_key(item["Name"]))
    app.stdout.write(listing.text(PluginView(item, truncates=not no_trunc) for item in found))
