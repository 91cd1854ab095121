"""`docker plugin ls`: list plugins."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import (
    filter_option,
    format_option,
    open_listing,
    print_rows,
    quiet_option,
)
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
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
    listing = open_listing(app, PluginView, format, "pluginsFormat", quiet=quiet)
    found = plugins.ls(app.engine, filter)
    print_rows(app, listing, (PluginView(item, truncate=not no_trunc) for item in found))
