"""`docker context show`: print the name of the current context."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments


@define("", no_arguments)
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Print the name of the current context."""
    app.print(app.endpoint_resolver.context_name)
