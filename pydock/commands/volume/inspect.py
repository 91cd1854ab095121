"""`docker volume inspect`: show details of volumes."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.inspect import inspect_each, inspect_format_option, of_kind


@define("[OPTIONS] VOLUME [VOLUME...]", at_least(1), api_since="1.21", complete="volumes")
@inspect_format_option
def command(app: App, arguments: tuple[str, ...], *, format: str) -> int:
    """Show details of one or more volumes."""
    return inspect_each(app, arguments, of_kind(app, "volume"), format)
