"""`docker plugin set`: change the settings of a plugin."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import at_least, define


@define("PLUGIN KEY=VALUE [KEY=VALUE...]", at_least(2), api_since="1.25", complete="plugins -")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Change the settings of a disabled plugin."""
    name, *settings = arguments
    plugins.configure(app.engine, name, settings)
