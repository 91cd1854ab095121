"""`docker pause`: pause all processes of containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import for_each_parallel


@define("CONTAINER [CONTAINER...]", at_least(1), complete="containers:running")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Pause all processes of one or more containers."""
    return for_each_parallel(app, arguments, lambda name: containers.pause(app.engine, name))
