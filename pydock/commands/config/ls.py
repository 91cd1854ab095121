"""`docker config ls`: list configs."""

from pydock.api.secrets_configs import configs
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import list_options, open_listing, print_rows
from pydock.options.filters import Filters
from pydock.views.secrets_configs import ConfigView


@define("[OPTIONS]", no_arguments, api_since="1.30")
@list_options("Show config IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List configs."""
    listing = open_listing(app, ConfigView, format, "configFormat", quiet=quiet)
    print_rows(app, listing, map(ConfigView, configs.ls(app.engine, filter)))
