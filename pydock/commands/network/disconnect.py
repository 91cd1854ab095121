"""`docker network disconnect`: disconnect a container from a network."""

from __future__ import annotations

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.options.value_types import SWITCH


@define("[OPTIONS] NETWORK CONTAINER", exactly(2), api_since="1.21", complete="networks containers")
@option("force", "f", SWITCH, "Force the disconnect", engine_since="1.22")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> None:
    """Disconnect a container from a network."""
    network, container = arguments
    networks.disconnect(app.engine, network, container, force=force)
