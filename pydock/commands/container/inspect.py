"""`docker container inspect`: show details of containers."""

from pydock.api import containers, inspect_any
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.inspect import inspect_each, inspect_format_option
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import CONTAINER_INSPECT


@define(
    "[OPTIONS] CONTAINER [CONTAINER...]",
    at_least(1),
    complete="containers",
    rules=CONTAINER_INSPECT,
)
@inspect_format_option
@option("size", "s", SWITCH, "Include file sizes")
def command(app: App, arguments: tuple[str, ...], *, format: str, size: bool) -> int:
    """Show details of one or more containers."""
    return inspect_each(
        app,
        arguments,
        lambda name: ("container", containers.inspect(app.engine, name, size=size, raw=True)),
        format,
        lambda names: inspect_any.send_ahead(app.engine, "container", names, size=size),
    )
