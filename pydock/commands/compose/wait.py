"""`docker compose wait`: wait until containers of a project stop."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH


@define("SERVICE [SERVICE...] [OPTIONS]", at_least(1))
@option("down-project", "", SWITCH, "Remove the project when the first container stops")
@dry_run_option
def command(app: App, arguments: tuple[str, ...], *, down_project: bool, dry_run: bool) -> int:
    """Wait until the running containers of services stop, and exit with the last one's status."""
    from pydock.commands.shared.compose.containers import list_containers
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.compose.removing import remove_project
    from pydock.commands.shared.compose.workers import each_of
    from pydock.commands.shared.container.exit_status import watch_exit
    from pydock.compose.errors import ComposeError
    from pydock.compose.observed import Container
    from pydock.golang.strconv.quoting import quote

    scope = named_scope(app, dry_run=dry_run)
    found = list_containers(scope, arguments, all=False, one_off=None)
    if not found:
        raise ComposeError(f"no containers for project {quote(scope.name)}")
    status = 0

    def wait(container: Container) -> None:
        nonlocal status
        with watch_exit(app.engine, container.id, "") as end:
            code = end.status()
        app.print(f"container {quote(container.id)} exited with status code {code}")
        app.stdout.flush()
        status = code

    _ = app.engine.api_version
    each_of(found, wait)
    if down_project:
        with scope.shown():
            remove_project(scope, remove_orphans=True)
    return status
