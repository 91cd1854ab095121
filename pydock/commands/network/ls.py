"""`docker network ls`: list networks."""

from collections.abc import Iterable

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import (
    ListFilters,
    in_order,
    list_options,
    naturally,
    open_listing,
    sort_option,
    watch_option,
)
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.views.network import NetworkView


@define("[OPTIONS]", no_arguments, api_since="1.21")
@list_options("Show network IDs only")
@option("no-trunc", kind=SWITCH, help="Do not truncate output")
@sort_option("created driver id internal ipv6 name scope")
@watch_option
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    filter: Filters,
    format: str,
    no_trunc: bool,
    quiet: bool,
    sort: list[str],
    watch: float | None,
) -> None:
    """List networks.

    Filters with != leave out what those with = select: driver, id, label, name and scope.

    Examples:
      pydock network ls --filter type=custom
      pydock network ls --sort driver,name --filter 'driver!=null'
    """
    listing = open_listing(app, NetworkView, format, "networksFormat", quiet=quiet)
    selection = ListFilters("network", filter)

    def rows() -> Iterable[NetworkView]:
        found = selection.kept(networks.ls(app.engine, selection.sent))
        views = naturally(NetworkView(item, truncate=not no_trunc) for item in found)
        return in_order(views, "network", sort)

    if watch:
        from pydock.commands.shared.monitoring.watch import watch_rows

        watch_rows(app, watch, ("network",), listing, rows)
    app.write(listing.text(rows()))
