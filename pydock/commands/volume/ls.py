"""`docker volume ls`: list volumes."""

from collections.abc import Iterable

from pydock.api import volumes
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
    window_columns,
)
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import VOLUME_LIST
from pydock.views.volume import VolumeView

_CLUSTER_COLUMNS = ("Name", "Group", "Driver", "Availability", "Status")


@define("[OPTIONS]", no_arguments, api_since="1.21", rules=VOLUME_LIST)
@option("cluster", kind=SWITCH, help="Show cluster volumes only")
@list_options("Show volume names only")
@sort_option("created driver mountpoint name scope")
@watch_option
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    cluster: bool,
    filter: Filters,
    format: str,
    quiet: bool,
    sort: list[str],
    watch: float | None,
) -> None:
    """List volumes.

    Filters with != leave out what those with = select: driver, label and name.

    Examples:
      pydock volume ls --filter dangling=true
      pydock volume ls --sort -created --filter 'label!=keep'
    """
    listing = open_listing(
        app,
        VolumeView,
        "table" if cluster else format,
        "volumesFormat",
        quiet=quiet,
        columns=_CLUSTER_COLUMNS if cluster else (),
        window_columns=window_columns(app),
    )
    selection = ListFilters("volume", filter)

    def rows() -> Iterable[VolumeView]:
        found = volumes.ls(app.engine, selection.sent).get("Volumes") or ()
        views = [VolumeView(item) for item in selection.kept(found)]
        shown = naturally(view for view in views if view.is_clustered or not cluster)
        return in_order(shown, "volume", sort)

    if watch:
        from pydock.commands.shared.monitoring.watch import watch_rows

        watch_rows(app, watch, ("volume",), listing, rows)
    app.write(listing.text(rows()))
