"""`docker rename`: rename a container."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.errors import PydockError


@define("CONTAINER NEW_NAME", exactly(2), complete="containers", engine_since="1.17")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Rename a container."""
    old, new = arguments
    try:
        containers.rename(app.engine, old, new)
    except PydockError as error:
        raise PydockError(f"failed to rename container: {error.message}") from None
