"""`docker unpause`: resume paused containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import for_each_parallel


@define("CONTAINER [CONTAINER...]", at_least(1), complete="containers:paused")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Resume all processes of one or more paused containers."""
    return for_each_parallel(app, arguments, lambda name: containers.unpause(app.engine, name))
