"""`docker compose create`: create the containers of a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define
from pydock.commands.shared.compose.command_options import (
    CreateOptions,
    check_create_options,
    create_options,
)


@define("[OPTIONS] [SERVICE...]", any_number)
@create_options
def command(app: App, arguments: tuple[str, ...], options: CreateOptions) -> None:
    """Create the containers of services, and what they need, without starting them."""
    from pydock.commands.shared.compose.convergence import create_project
    from pydock.commands.shared.compose.create_settings import create_settings, with_create_options
    from pydock.commands.shared.compose.opening import project_scope

    check_create_options(options)
    scope = project_scope(app, arguments, dry_run=options["dry_run"])
    scope.project = with_create_options(app, scope.required_project, options)
    settings = create_settings(scope, options, arguments)
    with scope.shown("Creating"):
        create_project(scope, settings)
