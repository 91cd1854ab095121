"""`docker compose push`: push the images of a project's services."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("ignore-push-failures", "", SWITCH, "Push what can be pushed, and ignore failures")
@option("include-deps", "", SWITCH, "Push the images of dependencies too")
@option("quiet", "q", SWITCH, "Push without progress")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    dry_run: bool,
    ignore_push_failures: bool,
    include_deps: bool,
    quiet: bool,
) -> None:
    """Push the images that services build, several at a time."""
    from pydock.commands.shared.compose.opening import named_services_scope
    from pydock.commands.shared.compose.pulling import push_images

    scope = named_services_scope(app, arguments, with_dependencies=include_deps, dry_run=dry_run)
    with scope.shown("Pushing"):
        push_images(scope, quiet=quiet, ignores_failures=ignore_push_failures)
