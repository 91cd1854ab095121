"""`docker compose export`: write the files of a container of a project as a tar archive."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option


@define("[OPTIONS] SERVICE", exactly(1))
@dry_run_option
@index_option
@option("output", "o", help="File to write to, in place of standard output", complete="files")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, index: int, output: str
) -> int | None:
    """Export the files of a container of a service as a tar archive."""
    from pydock.commands.shared.compose.containers import one_container
    from pydock.commands.shared.compose.delegation import run_command
    from pydock.commands.shared.compose.opening import name_scope

    scope = name_scope(app, dry_run=dry_run)
    container = one_container(scope, arguments[0], index, all=True)
    return run_command(app, "container export", (container.id,), output=output)
