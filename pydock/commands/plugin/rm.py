"""`docker plugin rm`: remove plugins."""

from functools import partial

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import remove_each
from pydock.options.value_types import SWITCH


@define(
    "[OPTIONS] PLUGIN [PLUGIN...]",
    at_least(1),
    api_since="1.25",
    complete="plugins:disabled|plugins",
)
@option("force", "f", SWITCH, "Remove an enabled plugin")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> int:
    """Remove one or more plugins."""
    return remove_each(app, arguments, partial(plugins.rm, force=force))
