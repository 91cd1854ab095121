"""`docker container inspect`: show details of containers."""

from pydock.api import containers, inspect_any
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.description_options import as_options, chosen_form
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
@as_options
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    as_compose: bool,
    as_create: bool,
    as_run: bool,
    format: str,
    no_name: bool,
    size: bool,
) -> int:
    """Show details of one or more containers, or what makes them again.

    A command line or Compose file leaves out what equals the defaults of the image and the engine.
    Warnings report what it cannot express.

    Examples:
      pydock container inspect web
      pydock container inspect --as-run web
      pydock container inspect --as-compose web db >compose.yml
    """
    forms = {"run": as_run, "create": as_create, "compose": as_compose}
    if form := chosen_form(app, forms, no_name=no_name):
        from pydock.commands.shared.container.description import describe

        return describe(app, arguments, form, with_name=not no_name)
    return inspect_each(
        app,
        arguments,
        lambda name: ("container", containers.inspect(app.engine, name, size=size, raw=True)),
        format,
        lambda names: inspect_any.prefetch(app.engine, "container", names, size=size),
    )
