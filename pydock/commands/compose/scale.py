"""`docker compose scale`: set the number of containers of services."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.commands.shared.prompt import confirm
from pydock.compose.errors import ComposeError
from pydock.options.value_types import SWITCH


@define("[SERVICE=REPLICAS...]", at_least(1))
@dry_run_option
@option("no-deps", "", SWITCH, "Leave the services alone that these depend on")
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool, no_deps: bool) -> None:
    """Set the number of containers of services.

    Examples:
      pydock compose scale web=3 worker=2
    """
    from functools import partial

    from pydock.commands.shared.compose.convergence import CreateSettings, create_project
    from pydock.commands.shared.compose.create_settings import provide_images, with_scale
    from pydock.commands.shared.compose.opening import project_scope
    from pydock.commands.shared.compose.starting import start_services
    from pydock.compose.project.selection import service_of, with_selected

    numbers = dict(map(_parsed, arguments))
    names = sorted(numbers)
    scope = project_scope(app, names, dry_run=dry_run)
    project = scope.required_project
    if no_deps:
        project = with_selected(project, names, with_dependencies=False)
    services = dict(project.services)
    for name, number in numbers.items():
        services[name] = with_scale(service_of(project, name), number)
    scope.project = project._replace(services=services)

    provide = partial(provide_images, scope, builds=False)
    settings = CreateSettings(partial(confirm, app), provide, names)
    with scope.shown("Scaling"):
        create_project(scope, settings)
        start_services(scope)


def _parsed(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if not name or not number:
        raise ComposeError(f"invalid scale specifier: {text}")
    try:
        return name, int(number)
    except ValueError:
        raise ComposeError(
            f"invalid scale specifier: can't parse replica value as int: {text}"
        ) from None
