"""`docker compose images`: list the images of a project's containers."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH, String


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option(
    "format", "", String("table"), "Format of the output: table or json",
    complete="choices:table,json",
)  # fmt: skip
@option("quiet", "q", SWITCH, "Print IDs only")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, format: str, quiet: bool
) -> None:
    """List the images of the containers of services."""
    from pydock.commands.shared.compose.container_images import images_of_containers
    from pydock.commands.shared.compose.opening import name_scope
    from pydock.commands.shared.compose.tables import print_rows

    found = images_of_containers(name_scope(app, dry_run=dry_run), arguments)
    if quiet:
        app.print(*dict.fromkeys(one.id.rpartition(":")[2] for one in found))
        return
    print_rows(app, format, _HEADS, [(one.cells(), one.fields()) for one in found])


_HEADS = ("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED")
