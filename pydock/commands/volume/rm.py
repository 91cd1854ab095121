"""`docker volume rm`: remove volumes."""

from functools import partial

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import remove_each
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import VOLUME_REMOVE


@define(
    "[OPTIONS] VOLUME [VOLUME...]",
    at_least(1),
    api_since="1.21",
    complete="volumes:unused",
    rules=VOLUME_REMOVE,
)
@option("force", "f", SWITCH, "Force the removal")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> int:
    """Remove one or more volumes. Volumes in use are kept."""
    return remove_each(app, arguments, partial(volumes.rm, force=force))
