"""`docker secret ls`: list secrets."""

from pydock.api import secrets
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import (
    filter_option,
    format_option,
    open_listing,
    print_rows,
    quiet_option,
)
from pydock.options.filters import Filters
from pydock.views.stored import SecretView


@define("[OPTIONS]", no_arguments, api_since="1.25")
@filter_option
@format_option
@quiet_option("Show secret IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List secrets."""
    listing = open_listing(app, SecretView, format, "secretFormat", quiet=quiet)
    print_rows(app, listing, map(SecretView, secrets.ls(app.engine, filter)))
