"""Show versions."""

from __future__ import annotations

from pydock.api import system
from pydock.cli.app import App
from pydock.cli.command import define


@define("[OPTIONS]")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Show the versions of pydock and of the engine."""
    app.print(str(system.version(app.engine)))
