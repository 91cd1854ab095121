"""`docker compose commit`: create an image from the changes of a container of a project."""

from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option
from pydock.options.value_types import LIST, Switch


@define("[OPTIONS] SERVICE [REPOSITORY[:TAG]]", between(1, 2))
@option("author", "a", help="Author of the image")
@option("change", "c", LIST, "Instruction of a Dockerfile to apply")
@dry_run_option
@index_option
@option("message", "m", help="Message of the commit")
@option("pause", "p", Switch(True), "Pause the container meanwhile")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    author: str,
    change: list[str],
    dry_run: bool,
    index: int,
    message: str,
    pause: bool,
) -> int | None:
    """Create an image from the changes of a container of a service."""
    from pydock.commands.shared.compose.containers import one_container
    from pydock.commands.shared.compose.delegation import run_command
    from pydock.commands.shared.compose.opening import name_scope

    service, *reference = arguments
    container = one_container(name_scope(app, dry_run=dry_run), service, index, all=True)
    return run_command(
        app, "container commit", (container.id, *reference),
        author=author, change=change, message=message, pause=pause,
    )  # fmt: skip
