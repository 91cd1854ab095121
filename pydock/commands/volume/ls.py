"""`docker volume ls`: list volumes."""

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import list_options, open_listing, print_rows, window_columns
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import VOLUME_LIST
from pydock.views.volume import VolumeView

_CLUSTER_COLUMNS = ("Name", "Group", "Driver", "Availability", "Status")


@define("[OPTIONS]", no_arguments, api_since="1.21", rules=VOLUME_LIST)
@option("cluster", kind=SWITCH, help="Show cluster volumes only")
@list_options("Show volume names only")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    cluster: bool,
    filter: Filters,
    format: str,
    quiet: bool,
) -> None:
    """List volumes."""
    listing = open_listing(
        app,
        VolumeView,
        "table" if cluster else format,
        "volumesFormat",
        quiet=quiet,
        columns=_CLUSTER_COLUMNS if cluster else (),
        window_columns=window_columns(app),
    )
    rows = [VolumeView(item) for item in volumes.ls(app.engine, filter).get("Volumes") or ()]
    print_rows(app, listing, (row for row in rows if row.is_clustered or not cluster))
