"""`docker exec`: run a command in a running container."""

import time

from pydock.api import containers, execs
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.attach_session import (
    AttachSession,
    Streams,
    require_terminal,
    resolve_detach_keys,
)
from pydock.config.small_file import read_small_file
from pydock.errors import CannotConnect, ConnectionLost, ExitStatus, NotSupported, PydockError
from pydock.options.environment import VARIABLES
from pydock.options.value_types import LIST, STRING, SWITCH
from pydock.spec.exec import ExecOptions, exec_create_body, exec_start_body
from pydock.spec.version_rules import EXEC_CREATE
from pydock.terminal.window_size import window_size

ENDING_TRIES = 10
ENDING_STEP_SECONDS = 0.1


@define(
    "[OPTIONS] CONTAINER COMMAND [ARG...]",
    at_least(2),
    interspersed=False,
    complete="containers:running -",
    engine_since="1.15",
    rules=EXEC_CREATE,
)
@option("detach", "d", SWITCH, "Run the command in the background")
@option("detach-keys", "", STRING, "Detach key sequence")
@option(
    "env",
    "e",
    VARIABLES,
    "Set an environment variable (NAME=VALUE, or NAME to copy its value)",
    complete="env",
)
@option("env-file", "", LIST, "Read environment variables from a file", complete="files")
@option("interactive", "i", SWITCH, "Attach standard input")
@option("privileged", "", SWITCH, "Extended privileges for the command")
@option("tty", "t", SWITCH, "Allocate a terminal")
@option("user", "u", STRING, "User to run as (name or id, with optional :group)")
@option("workdir", "w", STRING, "Working directory of the command")
def command(app: App, arguments: tuple[str, ...], options: ExecOptions) -> int:
    """Run a command in a running container.

    Examples:
      pydock exec -it web sh
      pydock exec -u root -e DEBUG=1 web env
    """
    name, *command_line = arguments
    detach = options["detach"]
    keys = resolve_detach_keys(app, options["detach_keys"])
    try:
        request = exec_create_body(
            options,
            command_line,
            app.environ,
            read_small_file,
            detach_keys=keys,
            console_size=_console_size(app),
        )
    except ValueError as error:
        raise PydockError(str(error)) from None
    # Created execs that never start cannot be removed, so check the container first.
    containers.inspect(app.engine, name)
    if not detach:
        require_terminal(app, stdin=options["interactive"], tty=options["tty"])
    exec_id = execs.create(app.engine, name, request)
    if detach:
        execs.start(app.engine, exec_id, exec_start_body(request))
        return 0

    def resize(rows: int, columns: int) -> None:
        execs.resize(app.engine, exec_id, rows, columns)

    with AttachSession(app, exit_on_interrupt=True) as session:
        streams = Streams(
            tty=options["tty"],
            stdin=options["interactive"],
            stdout=True,
            stderr=True,
            detach_keys=keys,
        )
        session.attach(execs.attach(app.engine, exec_id, exec_start_body(request)), streams)
        if streams.tty and app.is_terminal("stdin"):
            session.follow_size(resize)
        session.copy()
    return _exit_status(app, exec_id)


def _console_size(app: App) -> tuple[int, int] | None:
    """Rows and columns of the terminal at standard output (API 1.42)."""
    if not app.engine.at_least("1.42") or not app.is_terminal("stdout"):
        return None
    columns, rows = window_size(app.stdout.fileno())
    return rows, columns


def _exit_status(app: App, exec_id: str) -> int:
    """Exit status of a command whose streams have ended; ConnectionLost if it still runs."""
    if not app.engine.supports("1.16"):
        raise NotSupported(
            f"the exit status of a command {app.engine.requirement('1.16')}", ExitStatus.NOT_RUN
        )
    for _ in range(ENDING_TRIES):
        try:
            found = execs.inspect(app.engine, exec_id)
        except (CannotConnect, ConnectionLost) as error:
            raise PydockError(error.message, ExitStatus.CONNECTION_LOST) from None
        if not found.get("Running"):
            return found.get("ExitCode") or 0
        time.sleep(ENDING_STEP_SECONDS)
    raise ConnectionLost("connection to the command lost; the command is still running")
