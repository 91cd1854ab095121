"""`docker node demote`: demote managers to workers."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.swarm.node_role import change_role


@define("NODE [NODE...]", at_least(1), api_since="1.24", complete="nodes")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Demote one or more managers to workers."""
    change_role(app, arguments, "worker", "Manager {name} demoted in the swarm.")
