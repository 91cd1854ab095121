"""`docker diff`: list the changes in the file system of a container."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.errors import PydockError

LETTERS = {0: "C", 1: "A", 2: "D"}


@define("CONTAINER", exactly(1), complete="containers")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """List files of a container that were added (A), changed (C) or deleted (D)."""
    (name,) = arguments
    if not name:
        raise PydockError("invalid container name or ID: value is empty")
    for change in containers.changes(app.engine, name):
        app.print(f"{LETTERS.get(change['Kind'], '')} {change['Path']}")
