"""`docker volume ls`: list volumes."""

from __future__ import annotations

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import filter_option, format_option, list_format, quiet_option
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.views.listing import Listing
from pydock.views.natural_order import natural_key
from pydock.views.volume import VolumeView

_CLUSTER_COLUMNS = ("Name", "Group", "Driver", "Availability", "Status")


@define("[OPTIONS]", no_arguments, api_since="1.21")
@option("cluster", kind=SWITCH, help="Show cluster volumes only", api_since="1.42")
@filter_option
@format_option
@quiet_option("Show volume names only")
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
    if cluster and quiet and format:
        raise PydockError("conflicting options: --cluster, --quiet and --format")
    wanted = "table" if cluster else list_format(app, format, "volumesFormat", quiet=quiet)
    columns = _CLUSTER_COLUMNS if cluster else ()
    listing = Listing(VolumeView, wanted, quiet=quiet, columns=columns)
    rows = [VolumeView(item) for item in volumes.ls(app.engine, filter).get("Volumes") or ()]
    rows.sort(key=lambda row: natural_key(row.Name()))
    app.stdout.write(listing.text(row for row in rows if row.is_clustered or not cluster))
