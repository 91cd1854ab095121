"""`docker compose down`: stop and remove a project."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.compose.errors import ComposeError
from pydock.golang.strconv.quoting import quote
from pydock.options.value_types import STRING, SWITCH, Int


@define("[OPTIONS] [SERVICES]", any_number)
@dry_run_option
@option("remove-orphans", "", SWITCH, "Remove containers of services that the files lack")
@option("rmi", "", STRING, "Remove images: local (built without a name) or all",
        complete="choices:local,all")  # fmt: skip
@option("timeout", "t", Int(), "Seconds to wait before SIGKILL")
@option("volumes", "v", SWITCH, "Remove named volumes of the files, and anonymous volumes",
        aliases=("volume",))  # fmt: skip
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    dry_run: bool,
    remove_orphans: bool,
    rmi: str,
    timeout: int,
    volumes: bool,
) -> None:
    """Stop and remove the containers of a project and its networks.

    With services, these and the ones that depend on them.

    Examples:
      pydock compose down --remove-orphans
      pydock compose down -v --rmi local
    """
    from pydock.commands.shared.compose.opening import named_scope, removes_orphans
    from pydock.commands.shared.compose.removing import ALL_IMAGES, LOCAL_IMAGES, remove_project

    if rmi not in ("", LOCAL_IMAGES, ALL_IMAGES):
        raise ComposeError(f"invalid value for --rmi: {quote(rmi)}")
    scope = named_scope(app, arguments, dry_run=dry_run)
    with scope.shown():
        remove_project(
            scope,
            arguments,
            timeout_seconds=timeout if app.given("timeout") else None,
            volumes_too=volumes,
            images_too=rmi,
            remove_orphans=removes_orphans(app, app.environ, given=remove_orphans),
        )
