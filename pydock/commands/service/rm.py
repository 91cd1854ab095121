"""`docker service rm`: remove services."""

from pydock.api import services
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import remove_each


@define("SERVICE [SERVICE...]", at_least(1), api_since="1.24", complete="services")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Remove one or more services, without confirmation."""
    return remove_each(app, arguments, services.rm)
