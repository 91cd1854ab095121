"""`docker rm`: remove containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import for_each_parallel
from pydock.errors import ApiError, PydockError
from pydock.options.value_types import SWITCH

NOT_FOUND = 404


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers:stopped|containers")
@option("force", "f", SWITCH, "Remove a running container (with SIGKILL)")
@option("link", "l", SWITCH, "Remove the link, not the container")
@option("volumes", "v", SWITCH, "Remove anonymous volumes of the container")
def command(app: App, arguments: tuple[str, ...], *, force: bool, link: bool, volumes: bool) -> int:
    """Remove one or more containers.

    With --force, a missing container is ignored.
    """

    def remove(text: str) -> None:
        name = text.strip("/")
        if not name:
            raise PydockError("container name cannot be empty")
        containers.rm(app.engine, name, force=force, link=link, volumes=volumes)

    def is_ignored(error: PydockError) -> bool:
        return force and isinstance(error, ApiError) and error.status == NOT_FOUND

    return for_each_parallel(app, arguments, remove, is_ignored)
