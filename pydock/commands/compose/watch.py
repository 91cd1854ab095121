"""`docker compose watch`: update services when files change."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH, Switch


@define("[SERVICE...]", any_number)
@dry_run_option
@option("no-up", "", SWITCH, "Do not build and start services first")
@option("prune", "", Switch(True), "Remove the images that rebuilt ones replace")
@option("quiet", "", SWITCH, "Build without output")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, no_up: bool, prune: bool, quiet: bool
) -> None:
    """Watch the files of services' develop sections, and copy, restart or rebuild at changes."""
    from functools import partial

    from pydock.commands.shared.compose.convergence import CreateSettings, create_project
    from pydock.commands.shared.compose.create_settings import always_built, provide_images
    from pydock.commands.shared.compose.opening import project_scope
    from pydock.commands.shared.compose.starting import start_services
    from pydock.commands.shared.compose.watching import Watcher
    from pydock.commands.shared.prompt import confirm
    from pydock.compose.observed import CHANGED, NONE

    scope = project_scope(app, arguments, dry_run=dry_run)

    def log(text: str) -> None:
        app.print(text)
        app.stdout.flush()

    def write(data: bytes) -> None:
        app.out.write(data)
        app.out.flush()

    watcher = Watcher(scope, log, write, prunes=prune, quiet=quiet)

    if not no_up:
        scope.project = always_built(scope.required_project)
        settings = CreateSettings(
            confirm=partial(confirm, app),
            provide_images=partial(provide_images, scope, quiet_pull=quiet, quiet_build=quiet),
            services=arguments,
            recreate=CHANGED,
            recreate_dependencies=NONE,
        )
        with scope.shown():
            create_project(scope, settings)
            start_services(scope)
    if not scope.dry_run:
        watcher.run()
