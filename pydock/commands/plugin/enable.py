"""`docker plugin enable`: enable a plugin."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.errors import PydockError
from pydock.options.value_types import Int


@define("[OPTIONS] PLUGIN", exactly(1), api_since="1.25", complete="plugins:disabled")
@option("timeout", "", Int(30), "Timeout in seconds")
def command(app: App, arguments: tuple[str, ...], *, timeout: int) -> None:
    """Enable a plugin."""
    if timeout < 0:
        raise PydockError(f"negative timeout {timeout} is invalid")
    plugins.enable(app.engine, arguments[0], timeout_seconds=timeout)
    app.print(arguments[0])
