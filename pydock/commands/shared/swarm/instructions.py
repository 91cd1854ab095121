"""Instructions printed by swarm commands: how to join and unlock; scripts parse them."""

from pydock.api import nodes, swarm
from pydock.api.types.swarm import JoinTokens
from pydock.cli.app import App
from pydock.errors import PydockError


def print_join_command(app: App, node: str, role: str) -> None:
    """Print the join command for a role; nothing if the own `node` (an ID) is no manager."""
    status = nodes.inspect(app.engine, node).get("ManagerStatus")
    tokens = swarm.inspect(app.engine)["JoinTokens"]
    if status is None:
        return
    app.print(
        f"To add a {role} to this swarm, run the following command:",
        "",
        f"    {app.program} swarm join --token {join_token(tokens, role)} {status.get('Addr', '')}",
        "",
    )


def join_token(tokens: JoinTokens, role: str) -> str:
    return tokens["Manager"] if role == "manager" else tokens["Worker"]


def unlock_key(app: App) -> str:
    """The unlock key of managers, "" without autolock."""
    try:
        return swarm.unlock_key(app.engine)
    except PydockError as error:
        raise PydockError(f"could not fetch unlock key: {error.message}") from None


def print_unlock_command(app: App, key: str) -> None:
    """Print the unlock key and its purpose; nothing for an empty key."""
    if not key:
        return
    app.print(
        f"To unlock a swarm manager after it restarts, run the `{app.program} swarm unlock`",
        "command and provide the following key:",
        "",
        f"    {key}",
        "",
        "Remember to store this key in a password manager, since without it you",
        "will not be able to restart the manager.",
    )
