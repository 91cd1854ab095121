"""`docker stop`: stop running containers."""

from functools import partial

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import for_each_parallel
from pydock.commands.shared.container.stop_options import stop_options, stop_timeout


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers:stoppable")
@stop_options
def command(
    app: App, arguments: tuple[str, ...], *, signal: str, timeout: int | None, time: int | None
) -> int:
    """Stop one or more running containers: with a signal, and SIGKILL after a timeout."""
    seconds = stop_timeout(app, timeout, time)
    stop = partial(containers.stop, app.engine, signal=signal, timeout_seconds=seconds)
    return for_each_parallel(app, arguments, stop)
