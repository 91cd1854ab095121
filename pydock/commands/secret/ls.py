"""`docker secret ls`: list secrets."""

from pydock.api.secrets_configs import secrets
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import list_options, open_listing, print_rows
from pydock.options.filters import Filters
from pydock.views.secrets_configs import SecretView


@define("[OPTIONS]", no_arguments, api_since="1.25")
@list_options("Show secret IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, quiet: bool
) -> None:
    """List secrets."""
    listing = open_listing(app, SecretView, format, "secretFormat", quiet=quiet)
    print_rows(app, listing, map(SecretView, secrets.ls(app.engine, filter)))
