"""`docker plugin inspect`: show details of plugins."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.inspect import inspect_each, inspect_format_option, of_kind


@define("[OPTIONS] PLUGIN [PLUGIN...]", at_least(1), api_since="1.25", complete="plugins")
@inspect_format_option
def command(app: App, arguments: tuple[str, ...], *, format: str) -> int:
    """Show details of one or more plugins."""
    return inspect_each(app, arguments, of_kind(app, "plugin"), format)
