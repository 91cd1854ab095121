"""`docker compose pull`: pull the images of a project's services."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("ignore-buildable", "", SWITCH, "Leave out images that can be built")
@option("ignore-pull-failures", "", SWITCH, "Pull what can be pulled, and ignore failures")
@option("include-deps", "", SWITCH, "Pull the images of dependencies too")
@option("no-parallel", "", SWITCH, "Accepted, without effect", hidden=True)
@option("parallel", "", SWITCH, "Accepted, without effect", hidden=True)
@option("policy", help="When to pull: missing or always", complete="choices:missing,always")
@option("quiet", "q", SWITCH, "Pull without progress")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    dry_run: bool,
    ignore_buildable: bool,
    ignore_pull_failures: bool,
    include_deps: bool,
    no_parallel: bool,
    parallel: bool,
    policy: str,
    quiet: bool,
) -> None:
    """Pull the images of services, several at a time."""
    from pydock.commands.shared.compose.opening import named_services_scope
    from pydock.commands.shared.compose.pulling import pull_images

    for name, is_given in (("parallel", parallel), ("no-parallel", no_parallel)):
        if is_given:
            app.warn(f"option '--{name}' is DEPRECATED and will be ignored.")
    scope = named_services_scope(app, arguments, with_dependencies=include_deps, dry_run=dry_run)
    with scope.shown("Pulling"):
        pull_images(
            scope,
            policy,
            quiet=quiet,
            skips_buildable=ignore_buildable,
            ignores_failures=ignore_pull_failures,
        )
