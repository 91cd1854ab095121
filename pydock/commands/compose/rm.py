"""`docker compose rm`: remove stopped containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.commands.shared.prompt import confirm
from pydock.options.value_types import SWITCH


@define("[OPTIONS] [SERVICE...]", any_number)
@option("all", "a", SWITCH, "Accepted, without effect", hidden=True)
@dry_run_option
@option("force", "f", SWITCH, "Do not prompt")
@option("stop", "s", SWITCH, "Stop running containers first")
@option("volumes", "v", SWITCH, "Remove anonymous volumes too")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    dry_run: bool,
    force: bool,
    stop: bool,
    volumes: bool,
) -> None:
    """Remove stopped containers of services. Anonymous volumes stay unless -v is given."""
    from pydock.commands.shared.compose.containers import list_containers, of_services
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.compose.stopping import is_stopped, remove_containers, stop_services

    scope = named_scope(app, arguments, dry_run=dry_run)
    if stop:
        with scope.shown("Stopping"):
            stop_services(scope, arguments)
    found = list_containers(scope, arguments)
    if scope.project is not None:
        found = of_services(found, scope.project.services)
    stopped = [one for one in found if is_stopped(scope, one)]
    if not stopped:
        scope.note("No stopped containers")
        return
    question = f"Going to remove {', '.join(one.name for one in stopped)}"
    if force:
        app.print(question)
        app.stdout.flush()
    elif not confirm(app, question):
        return
    with scope.shown("Removing"):
        remove_containers(scope, stopped, force=force, volumes=volumes)
