"""Run a command in a running container."""

from __future__ import annotations

import time
from typing import Any

from pydock.api import containers, execs
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.attach_session import (
    Session,
    Streams,
    chosen_detach_keys,
    require_terminal,
)
from pydock.commands.shared.input_file import read_file
from pydock.errors import CannotConnect, ConnectionLost, NotSupported, PydockError
from pydock.options.environment import VARIABLES
from pydock.options.value_types import LIST, STRING, SWITCH
from pydock.spec.exec import exec_create_body, exec_start_body
from pydock.terminal.window_size import window_size

ENGINE_IS_GONE = 255
ENDING_TRIES = 10
ENDING_STEP_SECONDS = 0.1
UNKNOWN = 125


@define(
    "[OPTIONS] CONTAINER COMMAND [ARG...]",
    at_least(2),
    interspersed=False,
    complete="containers:running",
    engine_since="1.15",
)
@option("detach", "d", SWITCH, "Run it in the background")
@option("detach-keys", "", STRING, "Keys that let go of the command")
@option(
    "env",
    "e",
    VARIABLES,
    "Set an environment variable, or pass one on by its name",
    api_since="1.25",
    complete="env",
)
@option(
    "env-file",
    "",
    LIST,
    "Set the environment variables that a file lists",
    api_since="1.25",
    complete="files",
)
@option("interactive", "i", SWITCH, "Join standard input")
@option(
    "privileged", "", SWITCH, "Give the command the rights of the host's root", engine_since="1.21"
)
@option("tty", "t", SWITCH, "Give the command a terminal")
@option(
    "user", "u", STRING, "User to run as: a name or number, optionally :group", engine_since="1.19"
)
@option("workdir", "w", STRING, "Working directory of the command", api_since="1.35")
def command(app: App, arguments: tuple[str, ...], **options: Any) -> int:
    """Run a command in a container that is running, next to what runs there already.

    Examples:
      pydock exec -it web sh
      pydock exec -u root -e DEBUG=1 web env
    """
    name, *words = arguments
    detach: bool = options["detach"]
    keys = chosen_detach_keys(app, options["detach_keys"])
    try:
        request = exec_create_body(
            options,
            words,
            app.environ,
            read_file,
            detach_keys=keys,
            console_size=_console_size(app),
        )
    except ValueError as error:
        raise PydockError(str(error)) from None
    # The engine cannot forget an exec that was made and not started: look first.
    containers.inspect(app.engine, name)
    if not detach:
        require_terminal(app, stdin=options["interactive"], tty=options["tty"])
    exec_id = execs.create(app.engine, name, request)
    if detach:
        execs.start(app.engine, exec_id, exec_start_body(request))
        return 0

    def resize(rows: int, columns: int) -> None:
        execs.resize(app.engine, exec_id, rows, columns)

    with Session(app, interrupts_end_it=True) as session:
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
    """Rows and columns of the terminal that standard output is, for engines that want them."""
    if not app.engine.at_least("1.42") or not app.is_terminal("stdout"):
        return None
    return window_size(app.stdout.fileno())


def _exit_status(app: App, exec_id: str) -> int:
    """The status of a command whose streams have ended, as they do when it ends.

    Raises ConnectionLost when it still runs: then the connection was cut.
    """
    if not app.engine.supports("1.16"):
        raise NotSupported(
            f"the exit status of a command {app.engine.requirement('1.16')}", UNKNOWN
        )
    for _ in range(ENDING_TRIES):
        try:
            found = execs.inspect(app.engine, exec_id)
        except (CannotConnect, ConnectionLost) as error:
            raise PydockError(error.message, ENGINE_IS_GONE) from None
        if not found.get("Running"):
            return found.get("ExitCode") or 0
        time.sleep(ENDING_STEP_SECONDS)
    raise ConnectionLost("the connection to the command was lost; it still runs")
