"""Remove containers."""

from __future__ import annotations

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.cli.several import for_each
from pydock.options.kinds import SWITCH


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers")
@option("force", "f", SWITCH, "Kill a running container and remove it")
@option("link", "l", SWITCH, "Remove the named link, not a container")
@option("volumes", "v", SWITCH, "Remove the container's anonymous volumes too")
def command(app: App, arguments: tuple[str, ...], *, force: bool, link: bool, volumes: bool) -> int:
    """Remove one or more containers."""

    def remove(name: str) -> None:
        containers.rm(app.engine, name.strip("/"), force=force, link=link, volumes=volumes)
        app.print(name)

    return for_each(app, arguments, remove)
