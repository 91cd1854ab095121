"""`docker swarm join`: join a swarm."""

from pydock.api import swarm, system
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.swarm.options import node_options
from pydock.errors import reported_value_errors
from pydock.spec.swarm import SwarmJoinOptions, swarm_join_body
from pydock.spec.version_rules import SWARM_JOIN


@define("[OPTIONS] HOST:PORT", exactly(1), api_since="1.24", rules=SWARM_JOIN)
@node_options
@option("token", help="Join token, as shown by `swarm join-token` on a manager")
def command(app: App, arguments: tuple[str, ...], options: SwarmJoinOptions) -> None:
    """Join the swarm of the manager at HOST:PORT.

    The token decides whether the node is a worker or a manager.
    """
    with reported_value_errors():
        body = swarm_join_body(arguments[0], options, app.flags_given)
    swarm.join(app.engine, body)
    own = system.info(app.engine).get("Swarm") or {}
    role = "manager" if own.get("ControlAvailable") else "worker"
    app.print(f"This node joined a swarm as a {role}.")
