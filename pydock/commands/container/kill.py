"""`docker kill`: send a signal to containers."""

from functools import partial

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import for_each_parallel


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers:running")
@option("signal", "s", help="Signal to send (default: SIGKILL)", complete="signals")
def command(app: App, arguments: tuple[str, ...], *, signal: str) -> int:
    """Send a signal to one or more containers."""
    return for_each_parallel(app, arguments, partial(containers.kill, app.engine, signal=signal))
