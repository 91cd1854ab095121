"""`docker swarm unlock`: unlock a manager."""

from __future__ import annotations

from pydock.api import swarm, system
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.errors import PydockError
from pydock.terminal.no_echo import without_echo


@define("", no_arguments, api_since="1.24")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Unlock a manager.

    Prompts for the key without echo, or reads it from standard input without a terminal.
    """
    state = (system.info(app.engine).get("Swarm") or {}).get("LocalNodeState")
    if state == "inactive":
        raise PydockError("Error: This node is not part of a swarm")
    if state != "locked":
        raise PydockError("Error: swarm is not locked")
    swarm.unlock(app.engine, _read_key(app))


def _read_key(app: App) -> str:
    if not app.is_terminal("stdin"):
        return app.stdin.readline().strip()
    app.stdout.write("Enter unlock key: ")
    app.stdout.flush()
    with without_echo(app.stdin.fileno()):
        key = app.stdin.readline().strip()
    app.print("")
    return key
