"""`docker node promote`: promote workers to managers."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.swarm.node_role import change_role


@define("NODE [NODE...]", at_least(1), api_since="1.24", complete="nodes")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Promote one or more workers to managers."""
    change_role(app, arguments, "manager", "Node {name} promoted to a manager in the swarm.")
