"""`docker secret inspect`: show details of secrets."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.inspect import (
    inspect_format_option,
    inspect_or_pretty,
    of_kind,
    pretty_option,
)
from pydock.views.pretty.secret import lines


@define("[OPTIONS] SECRET [SECRET...]", at_least(1), api_since="1.25", complete="secrets")
@inspect_format_option
@pretty_option
def command(app: App, arguments: tuple[str, ...], *, format: str, pretty: bool) -> int:
    """Show details of one or more secrets, without their data."""
    return inspect_or_pretty(app, arguments, of_kind(app, "secret"), lines, format, pretty)
