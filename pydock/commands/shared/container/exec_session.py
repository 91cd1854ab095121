"""Run a program in a container with its streams attached, for `exec` and `debug`."""

import time
from functools import partial

from pydock.api import execs
from pydock.cli.app import App
from pydock.cli.command import combined, option
from pydock.commands.shared.container.attach_session import AttachSession, Streams
from pydock.errors import CannotConnect, ConnectionLost, ExitStatus, NotSupported, PydockError
from pydock.options.environment import VARIABLES
from pydock.options.value_types import STRING
from pydock.spec.exec import Json, exec_start_body

exec_options = combined(
    option("detach-keys", "", STRING, "Detach key sequence"),
    option("env", "e", VARIABLES, "Set an environment variable (NAME=VALUE, or NAME to copy its"
           " value)", complete="env"),
    option("user", "u", STRING, "User to run as (name or id, with optional :group)"),
    option("workdir", "w", STRING, "Working directory of the command"),
)  # fmt: skip

#: the first API version in which an exec has a ConsoleSize
CONSOLE_SIZE_API = "1.42"

ENDING_TRIES = 10
ENDING_STEP_SECONDS = 0.1


def run_attached(app: App, container: str, request: Json, detach_keys: str) -> int:
    """Create and start the exec of a request, copy its streams, and return its exit status."""
    exec_id = execs.create(app.engine, container, request)
    with AttachSession(app, exit_on_interrupt=True) as session:
        streams = Streams("Tty" in request, "AttachStdin" in request, detach_keys)
        session.attach(execs.attach(app.engine, exec_id, exec_start_body(request)), streams)
        if streams.tty and app.is_terminal("stdin"):
            session.follow_size(partial(execs.resize, app.engine, exec_id))
        session.copy()
    return _exit_status(app, exec_id)


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
