"""`docker rm`: remove containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import for_each_parallel
from pydock.commands.shared.removal.glob_targets import dry_run_option, expanded
from pydock.errors import NotFound, PydockError
from pydock.options.value_types import SWITCH


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers:stopped|containers")
@option("force", "f", SWITCH, "Remove a running container (with SIGKILL)")
@option("link", "l", SWITCH, "Remove the link, not the container")
@option("volumes", "v", SWITCH, "Remove anonymous volumes of the container")
@dry_run_option
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, force: bool, link: bool, volumes: bool
) -> int:
    """Remove one or more containers.

    With --force, a missing container is ignored. A quoted glob selects the containers whose name
    matches; * alone prompts.

    Examples:
      pydock rm 'test-*'
      pydock rm --dry-run --force 'test-?'
    """
    targets = expanded(app, arguments, "containers", force=force, dry_run=dry_run)
    if dry_run:
        return _show(app, targets.names, force=force, link=link, volumes=volumes)

    def remove(text: str) -> None:
        name = targets.id(text).strip("/")
        if not name:
            raise PydockError("container name cannot be empty")
        containers.rm(app.engine, name, force=force, link=link, volumes=volumes)

    def is_ignored(error: PydockError) -> bool:
        return force and isinstance(error, NotFound)

    return for_each_parallel(app, targets.names, remove, is_ignored)


def _show(app: App, names: list[str], *, force: bool, link: bool, volumes: bool) -> int:
    from pydock.commands.shared.removal.glob_targets import show_removals
    from pydock.views.removal import container_removal

    def lines_of(name: str) -> list[str]:
        found = containers.inspect(app.engine, name)
        if link:
            return [f"Would remove link {name}"]
        return container_removal(found, force=force, volumes=volumes)

    return show_removals(app, names, lines_of, force=force)
