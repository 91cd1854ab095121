"""`docker compose stop`: stop the containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import Int


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("timeout", "t", Int(), "Seconds to wait before SIGKILL")
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool, timeout: int) -> None:
    """Stop the containers of services without removing them."""
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.compose.stopping import stop_services

    scope = named_scope(app, arguments, dry_run=dry_run)
    seconds = timeout if app.given("timeout") else None
    with scope.shown("Stopping"):
        stop_services(scope, arguments, timeout_seconds=seconds)
