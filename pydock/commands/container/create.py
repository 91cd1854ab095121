"""`docker create`: create a container without starting it."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.container.create_container import create_container
from pydock.commands.shared.container.create_options import (
    create_options,
    parse_create_request,
    usage_error,
)
from pydock.errors import NotSupported
from pydock.spec.container import CreateOptions
from pydock.spec.container_versions import needs_host_config
from pydock.spec.version_rules import CONTAINER_CREATE


@define(
    "[OPTIONS] IMAGE [COMMAND] [ARG...]",
    at_least(1),
    interspersed=False,
    complete="images",
    rules=CONTAINER_CREATE,
)
@create_options
def command(app: App, arguments: tuple[str, ...], options: CreateOptions) -> None:
    """Create a container without starting it.

    Prints the container's ID. COMMAND replaces the default command of the image.
    """
    try:
        request = parse_create_request(app, arguments, options)
    except ValueError as error:
        raise usage_error(app, "create", str(error)) from None
    if not containers.create_accepts_host_config(app.engine):
        _refuse_host_config(app)
    app.print(create_container(app, request, options))


def _refuse_host_config(app: App) -> None:
    """NotSupported for options that engines before API 1.15 take at start only."""
    options = sorted(key.replace("_", "-") for key in app.flags_given)
    names = ", ".join(f"--{option}" for option in options if needs_host_config(option))
    if names:
        raise NotSupported(f'"{names}" without a start {app.engine.requirement("1.15")}')
