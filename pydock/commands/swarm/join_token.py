"""`docker swarm join-token`: show or rotate the tokens to join the swarm."""

from pydock.api import swarm, system
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.swarm.instructions import join_token, print_join_command
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define(
    "[OPTIONS] (worker|manager)", exactly(1), api_since="1.24", complete="choices:worker,manager"
)
@option("quiet", "q", SWITCH, "Print the token only")
@option("rotate", "", SWITCH, "Replace the token; the previous one becomes invalid")
def command(app: App, arguments: tuple[str, ...], *, quiet: bool, rotate: bool) -> None:
    """Show the command and token that add a node to the swarm."""
    role = arguments[0]
    if role not in ("worker", "manager"):
        raise PydockError(f"unknown role {role}")
    found = swarm.inspect(app.engine)
    if rotate:
        swarm.update(
            app.engine,
            found["Version"]["Index"],
            found["Spec"],
            rotate_worker_token=role == "worker",
            rotate_manager_token=role == "manager",
        )
        if not quiet:
            app.print(f"Successfully rotated {role} join token.", "")
        found = swarm.inspect(app.engine)
    if quiet:
        app.print(join_token(found["JoinTokens"], role))
    else:
        own = system.info(app.engine).get("Swarm") or {}
        print_join_command(app, own.get("NodeID", ""), role)
