"""`docker plugin rm`: remove plugins."""

from __future__ import annotations

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import for_each
from pydock.options.value_types import SWITCH


@define("[OPTIONS] PLUGIN [PLUGIN...]", at_least(1), api_since="1.25", complete="plugins")
@option("force", "f", SWITCH, "Remove an enabled plugin")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> int:
    """Remove one or more plugins."""

    def remove(name: str) -> None:
        plugins.rm(app.engine, name, force=force)
        app.print(name)

    return for_each(app, arguments, remove)
