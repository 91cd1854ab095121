from __future__ import annotations

from pydock.api import configs
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.cli.listing_options import filter_option, format_option, quiet_option
from pydock.cli.stored import show_list
from pydock.format.views.stored import ConfigView
from pydock.options.filters import Filters


@define("[OPTIONS]", no_arguments, since="1.30")
@filter_option
@format_option
@quiet_option("Show ids only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List configs."""
    show_list(app, ConfigView, configs.ls, filter, format, "configFormat", quiet=quiet)
