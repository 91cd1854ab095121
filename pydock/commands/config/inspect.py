"""`docker config inspect`: show details of configs."""

from pydock.api import inspect_any
from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.inspect import inspect_format_option, inspect_or_pretty, pretty_option
from pydock.views.pretty.config import lines


@define("[OPTIONS] CONFIG [CONFIG...]", at_least(1), api_since="1.30", complete="configs")
@inspect_format_option
@pretty_option
def command(app: App, arguments: tuple[str, ...], *, format: str, pretty: bool) -> int:
    """Show details of one or more configs, including their data."""

    def find(name: str) -> tuple[str, Json]:
        return "config", inspect_any.inspect(app.engine, "config", name)

    return inspect_or_pretty(app, arguments, find, lines, format, pretty)
