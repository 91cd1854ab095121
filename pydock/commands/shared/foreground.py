"""Starting a container with its streams joined to the terminal: what `run` and `start -a` share."""

from __future__ import annotations

from collections.abc import Callable

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared import exit_status
from pydock.commands.shared.attach_session import Session, Streams
from pydock.errors import ApiError, PydockError
from pydock.terminal.pump import Detached
from pydock.transport import Hijacked


class NotStarted(PydockError):
    """The engine's words on why it did not start the container, or join it before the start.

    `is_removed` says that it is gone, as a container that removes itself is.
    """

    def __init__(self, error: PydockError, *, is_removed: bool) -> None:
        super().__init__(error.message)
        self.is_removed = is_removed


def start_and_follow(
    app: App,
    container_id: str,
    streams: Streams,
    start: Callable[[], object],
    *,
    forward_signals: bool,
    interrupts_end_it: bool = False,
    auto_remove: bool,
) -> int:
    """Start the container and copy its streams: its exit status, or 0 when it was let go of.

    Attaching and asking how it ends come before the start: nothing that a short-lived
    container says or does is missed so. `start` asks the engine. Raises NotStarted, after the
    terminal was given back and the removal of the container awaited, and what `Session.copy`
    raises.
    """
    engine = app.engine

    def kill(signal_name: str) -> None:
        containers.kill(engine, container_id, signal_name)

    def resize(rows: int, columns: int) -> None:
        containers.resize(engine, container_id, rows, columns)

    forward = kill if forward_signals else None
    with Session(app, forward=forward, interrupts_end_it=interrupts_end_it) as session:
        session.attach(_attach(engine, container_id, streams), streams)
        with exit_status.watch(engine, container_id, _condition(auto_remove)) as end:
            try:
                start()
            except PydockError as error:
                session.give_terminal_back()
                raise _not_started(error, end, auto_remove) from None
            if streams.tty and app.is_terminal("stdout"):
                session.follow_size(resize)
            try:
                session.copy()
            except Detached:
                return 0
            return exit_status.status_or_125(app, end)


def start_in_background(
    app: App, container_id: str, start: Callable[[], object], *, auto_remove: bool
) -> None:
    """Start the container and leave it; raises NotStarted."""
    with exit_status.watch(app.engine, container_id, _condition(auto_remove)) as end:
        try:
            start()
        except PydockError as error:
            raise _not_started(error, end, auto_remove) from None


def _attach(engine: Engine, container_id: str, streams: Streams) -> Hijacked:
    """The connection; some engines find out here already that a container cannot be started."""
    try:
        return containers.attach(
            engine,
            container_id,
            stdin=streams.stdin,
            stdout=streams.stdout,
            stderr=streams.stderr,
            detach_keys=streams.detach_keys,
        )
    except ApiError as error:
        raise NotStarted(error, is_removed=False) from None


def _condition(auto_remove: bool) -> str:
    return "removed" if auto_remove else "next-exit"


def _not_started(error: PydockError, end: exit_status.Ending, auto_remove: bool) -> NotStarted:
    if auto_remove:
        end.await_removal()
    return NotStarted(error, is_removed=auto_remove)
