"""`docker plugin ls`: list plugins."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import list_options, open_listing, print_rows
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.views.plugin import PluginView


@define("[OPTIONS]", no_arguments, api_since="1.25")
@list_options("Show plugin IDs only")
@option("no-trunc", kind=SWITCH, help="Do not truncate output")
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
