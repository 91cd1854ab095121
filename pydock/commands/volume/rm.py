"""`docker volume rm`: remove volumes."""

from functools import partial

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import remove_each
from pydock.commands.shared.removal.glob_targets import dry_run_option, expanded
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
@dry_run_option
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool, force: bool) -> int:
    """Remove one or more volumes. Volumes in use are kept.

    A quoted glob selects the volumes whose name matches; * alone prompts.

    Examples:
      pydock volume rm 'test-*'
      pydock volume rm --dry-run 'cache-[0-9]'
    """
    targets = expanded(app, arguments, "volumes", force=force, dry_run=dry_run)
    if dry_run:
        return _show(app, targets.names, force=force)
    return remove_each(app, targets.names, partial(volumes.rm, force=force))


def _show(app: App, names: list[str], *, force: bool) -> int:
    from pydock.api import containers
    from pydock.commands.shared.removal.glob_targets import show_removals
    from pydock.views.removal import volume_removal

    def lines_of(name: str) -> list[str]:
        found = volumes.inspect(app.engine, name)
        users = containers.ls(app.engine, all=True, filters={"volume": [name]})
        return volume_removal(found, list(users))

    return show_removals(app, names, lines_of, force=force)
