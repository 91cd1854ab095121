"""`docker compose kill`: send a signal to the containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH, String


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("remove-orphans", "", SWITCH, "Include containers of services that the files lack")
@option("signal", "s", String("SIGKILL"), "Signal to send", complete="signals")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, remove_orphans: bool, signal: str
) -> None:
    """Send a signal to the running containers of services, SIGKILL by default."""
    from pydock.api import containers
    from pydock.commands.shared.compose.containers import list_containers, of_services, project_of
    from pydock.commands.shared.compose.opening import named_scope, removes_orphans
    from pydock.commands.shared.compose.workers import each_of
    from pydock.compose.observed import Container

    scope = named_scope(app, arguments, dry_run=dry_run)
    found = list_containers(scope, arguments, all=False, one_off=None)
    if not removes_orphans(app, app.environ, given=remove_orphans):
        found = of_services(found, project_of(scope, found).services)

    def kill(container: Container) -> None:
        scope.working(container, "Killing")
        try:
            containers.kill(scope.engine, container.id, signal)
        except PydockError:
            scope.failed(container, "Error while Killing")
            raise
        scope.done(container, "Killed")

    if not found:
        scope.note("no container to kill")
        return
    with scope.shown("Killing"):
        each_of(found, kill)
