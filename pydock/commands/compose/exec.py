"""`docker compose exec`: run a command in a container of a project."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option
from pydock.errors import PydockError
from pydock.options.value_types import LIST, SWITCH, Switch


@define("[OPTIONS] SERVICE COMMAND [ARGS...]", at_least(2), interspersed=False)
@option("detach", "d", SWITCH, "Run the command in the background")
@dry_run_option
@option("env", "e", LIST, "Set an environment variable (NAME=VALUE, or NAME to copy its value)")
@index_option
@option("interactive", "i", Switch(True), "Attach standard input", hidden=True)
@option("no-tty", "T", SWITCH, "Allocate no terminal (default: that of standard output)",
        aliases=("no-TTY",))  # fmt: skip
@option("privileged", "", SWITCH, "Extended privileges for the command")
@option("tty", "t", Switch(True), "Allocate a terminal", hidden=True)
@option("user", "u", help="User to run as")
@option("workdir", "w", help="Working directory of the command")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    detach: bool,
    dry_run: bool,
    env: list[str],
    index: int,
    interactive: bool,
    no_tty: bool,
    privileged: bool,
    tty: bool,
    user: str,
    workdir: str,
) -> int | None:
    """Run a command in a running container of a service, with a terminal where there is one.

    Examples:
      pydock compose exec web sh
      pydock compose exec -T db dump > dump.sql
    """
    from pydock.commands.shared.compose.containers import one_container
    from pydock.commands.shared.compose.delegation import run_command
    from pydock.commands.shared.compose.opening import name_scope

    service, *words = arguments
    container = one_container(name_scope(app, dry_run=dry_run), service, index)
    has_terminal = tty and not (no_tty if app.given("no_tty") else not app.is_terminal("stdout"))
    if interactive and has_terminal and not (detach or app.is_terminal("stdin")):
        raise PydockError("the input device is not a TTY")
    return run_command(
        app, "container exec", (container.id, *words),
        detach=detach, env=env, interactive=interactive and not detach, privileged=privileged,
        tty=has_terminal, user=user, workdir=workdir,
    )  # fmt: skip
