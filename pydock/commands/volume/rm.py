"""`docker volume rm`: remove volumes."""

from __future__ import annotations

from functools import partial

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import remove_each
from pydock.options.value_types import SWITCH


@define("[OPTIONS] VOLUME [VOLUME...]", at_least(1), api_since="1.21", complete="volumes")
@option("force", "f", SWITCH, "Force the removal", api_since="1.25")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> int:
    """Remove one or more volumes. Volumes in use are kept."""
    return remove_each(app, arguments, partial(volumes.rm, force=force))
