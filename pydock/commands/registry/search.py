"""`docker search`: search a registry for images."""

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.listing import filter_option, window_columns
from pydock.oci.reference import registry_of
from pydock.oci.registry_auth import server_key
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH, Int
from pydock.views.listing import Listing
from pydock.views.search import SearchView


@define("[OPTIONS] TERM", exactly(1))
@filter_option
@option(
    "format",
    help="Output format: 'table TEMPLATE', 'json' or a Go template",
    complete="choices:table,json+fields",
)
@option("limit", "", Int(), "Maximum number of results")
@option("no-trunc", "", SWITCH, "Do not truncate output")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    filter: Filters,
    format: str,
    limit: int,
    no_trunc: bool,
) -> None:
    """Search Docker Hub for images, or the registry named in TERM."""
    term = arguments[0]
    if "is-automated" in filter:
        app.warn(
            'WARNING: the "is-automated" filter is deprecated, and searching for'
            ' "is-automated=true" will not yield any results in future.'
        )
    auth = app.credentials.find(server_key(registry_of(term))).header()
    found = images.search(app.engine, term, filters=filter, limit=limit, auth=auth)
    listing = Listing(SearchView, format, window_columns=window_columns(app, no_trunc=no_trunc))
    app.write(listing.text(SearchView(item, truncate=not no_trunc) for item in found))
