"""`docker rename`: rename a container."""

from __future__ import annotations

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.errors import PydockError


@define("CONTAINER NEW_NAME", exactly(2), complete="containers", engine_since="1.17")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Rename a container."""
    old, new = (name.strip() for name in arguments)
    if not old or not new:
        raise PydockError("Error: Neither old nor new names may be empty")
    try:
        containers.rename(app.engine, old, new)
    except PydockError as error:
        app.warn(error.message)
        raise PydockError(f"Error: failed to rename container named {old}") from None
