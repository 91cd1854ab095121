"""`docker swarm leave`: leave the swarm."""

from pydock.api import swarm
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.options.value_types import SWITCH


@define("[OPTIONS]", no_arguments, api_since="1.24")
@option("force", "f", SWITCH, "Leave even as a manager, ignoring warnings")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> None:
    """Leave the swarm."""
    swarm.leave(app.engine, force=force)
    app.print("Node left the swarm.")
