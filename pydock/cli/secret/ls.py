from __future__ import annotations

from pydock.api import secrets
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.cli.listing_options import filter_option, format_option, quiet_option
from pydock.cli.stored import show_list
from pydock.format.views.stored import SecretView
from pydock.options.filters import Filters


@define("[OPTIONS]", no_arguments, since="1.25")
@filter_option
@format_option
@quiet_option("Show ids only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List secrets."""
    show_list(app, SecretView, secrets.ls, filter, format, "secretFormat", quiet=quiet)
