"""`docker compose restart`: restart the containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH, Int


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("no-deps", "", SWITCH, "Do not restart dependent services")
@option("timeout", "t", Int(), "Seconds to wait before SIGKILL")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, no_deps: bool, timeout: int
) -> None:
    """Restart the containers of services, and of those that restart with them."""
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.compose.restarting import restart_services

    scope = named_scope(app, dry_run=dry_run)
    seconds = timeout if app.given("timeout") else None
    with scope.shown("Restarting"):
        restart_services(scope, arguments, alone=no_deps, timeout_seconds=seconds)
