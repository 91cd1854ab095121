"""`docker swarm unlock`: unlock a manager."""

from pydock.api import swarm, system
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.prompt import read_line
from pydock.errors import PydockError


@define("", no_arguments, api_since="1.24")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Unlock a manager.

    Prompts for the key without echo, or reads it from standard input without a terminal.
    """
    state = (system.info(app.engine).get("Swarm") or {}).get("LocalNodeState")
    if state == "inactive":
        raise PydockError("error: this node is not part of a swarm")
    if state != "locked":
        raise PydockError("error: swarm is not locked")
    if app.is_terminal("stdin"):
        key = read_line(app, "Enter unlock key: ", echo=False)
    else:
        key = app.stdin.readline()
    swarm.unlock(app.engine, key.strip())
