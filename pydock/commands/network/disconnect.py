"""`docker network disconnect`: disconnect a container from a network."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import NETWORK_DISCONNECT


@define(
    "[OPTIONS] NETWORK CONTAINER",
    exactly(2),
    api_since="1.21",
    complete="networks containers",
    rules=NETWORK_DISCONNECT,
)
@option("force", "f", SWITCH, "Force the disconnect")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> None:
    """Disconnect a container from a network."""
    network, container = arguments
    networks.disconnect(app.engine, network, container, force=force)
