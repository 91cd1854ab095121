"""`docker plugin disable`: disable a plugin."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.options.value_types import SWITCH


@define("[OPTIONS] PLUGIN", exactly(1), api_since="1.25", complete="plugins:enabled")
@option("force", "f", SWITCH, "Disable a plugin in use")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> None:
    """Disable a plugin."""
    plugins.disable(app.engine, arguments[0], force=force)
    app.print(arguments[0])
