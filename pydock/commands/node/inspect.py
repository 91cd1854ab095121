"""`docker node inspect`: show details of nodes."""

from pydock.api import inspect_any
from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.inspect import inspect_format_option, inspect_or_pretty, pretty_option
from pydock.commands.shared.swarm.id_resolver import node_reference
from pydock.views.pretty.node import lines


@define("[OPTIONS] self|NODE [NODE...]", at_least(1), api_since="1.24", complete="nodes")
@inspect_format_option
@pretty_option
def command(app: App, arguments: tuple[str, ...], *, format: str, pretty: bool) -> int:
    """Show details of one or more nodes; "self" is the current engine."""

    def find(name: str) -> tuple[str, Json]:
        return "node", inspect_any.inspect(app.engine, "node", node_reference(app.engine, name))

    return inspect_or_pretty(app, arguments, find, lines, format, pretty)
