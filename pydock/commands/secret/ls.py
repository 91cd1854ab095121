"""`docker secret ls`: list secrets."""

from __future__ import annotations

from pydock.api import secrets
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import filter_option, format_option, quiet_option
from pydock.commands.shared.secrets_configs import show_list
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
    show_list(app, SecretView, secrets.ls, filter, format, "secretFormat", quiet=quiet)
