"""`docker node rm`: remove nodes from the swarm."""

from functools import partial

from pydock.api import nodes
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import remove_each
from pydock.options.value_types import SWITCH


@define("[OPTIONS] NODE [NODE...]", at_least(1), api_since="1.24", complete="nodes:down|nodes")
@option("force", "f", SWITCH, "Remove a node that is not down")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> int:
    """Remove one or more nodes from the swarm. Nodes should leave it first, or be down."""
    return remove_each(app, arguments, partial(nodes.rm, force=force))
