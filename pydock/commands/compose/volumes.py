"""`docker compose volumes`: list the volumes of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH, String


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option(
    "format", "", String("table"),
    "Output format: 'table', 'table TEMPLATE', 'json' or a Go template",
    complete="choices:table,json",
)  # fmt: skip
@option("quiet", "q", SWITCH, "Print names only")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, format: str, quiet: bool
) -> None:
    """List the volumes of a project, with services those of their containers."""
    from pydock.api import volumes
    from pydock.commands.shared.compose.containers import list_containers
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.listing import window_columns
    from pydock.compose.requests import labels
    from pydock.views.listing import Listing
    from pydock.views.volume import VolumeView

    scope = named_scope(app, arguments, dry_run=dry_run)
    filters = {"label": [f"{labels.PROJECT}={scope.name}"]}
    found = volumes.ls(scope.engine, filters).get("Volumes") or []
    if arguments:
        used = {
            mount.get("Name")
            for one in list_containers(scope, arguments, one_off=None)
            for mount in one.mounts
        }
        found = [one for one in found if one["Name"] in used]
    if quiet:
        app.print(*(one["Name"] for one in found))
        return
    listing = Listing(VolumeView, format, window_columns=window_columns(app))
    app.write(listing.text(map(VolumeView, found)))
