from __future__ import annotations

from pydock.api import secrets
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.cli.listing_options import filter_option, format_option, quiet_option, wanted_format
from pydock.format.listing import Listing
from pydock.format.natural import natural_key
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
    listing = Listing(
        SecretView, wanted_format(app, format, "secretFormat", quiet=quiet), quiet=quiet
    )
    rows = [SecretView(item) for item in secrets.ls(app.engine, filter)]
    rows.sort(key=lambda row: natural_key(row.Name()))
    app.stdout.write(listing.text(rows))
