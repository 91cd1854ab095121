"""`docker compose pause`: pause the containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define
from pydock.commands.shared.compose.command_options import dry_run_option


@define("[SERVICE...]", any_number)
@dry_run_option
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool) -> None:
    """Pause all processes of the containers of services."""
    from pydock.api import containers
    from pydock.commands.shared.compose.pausing import act_on_running

    act_on_running(app, arguments, containers.pause, "Pausing", "Paused", dry_run=dry_run)
