"""`docker compose start`: start the containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define
from pydock.commands.shared.compose.command_options import dry_run_option


@define("[SERVICE...]", any_number)
@dry_run_option
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool) -> None:
    """Start the existing containers of services, and of those that they depend on."""
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.compose.starting import start_services

    scope = named_scope(app, arguments, dry_run=dry_run)
    with scope.shown():
        start_services(scope, arguments)
