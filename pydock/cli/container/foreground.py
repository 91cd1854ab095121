"""Starting a container with its streams joined to the terminal: what `run` and `start -a` share."""

from __future__ import annotations

from collections.abc import Callable

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.container import ending
from pydock.cli.container.session import Session, Streams
from pydock.errors import PydockError
from pydock.terminal.pump import Detached


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
    container says or does is missed so. `start` asks the engine; what it raises comes out of
    this, after the terminal was given back and the removal of the container awaited. Raises
    PydockError for an engine that cannot be attached to, and what `Session.copy` raises.
    """
    engine = app.engine

    def kill(signal_name: str) -> None:
        containers.kill(engine, container_id, signal_name)

    def resize(rows: int, columns: int) -> None:
        containers.resize(engine, container_id, rows, columns)

    forward = kill if forward_signals else None
    condition = "removed" if auto_remove else "next-exit"
    with Session(app, forward=forward, interrupts_end_it=interrupts_end_it) as session:
        session.attach(
            containers.attach(
                engine,
                container_id,
                stdin=streams.stdin,
                stdout=streams.stdout,
                stderr=streams.stderr,
                detach_keys=streams.detach_keys,
            ),
            streams,
        )
        with ending.watch(engine, container_id, condition) as end:
            try:
                start()
            except PydockError:
                session.give_terminal_back()
                if auto_remove:
                    end.await_removal()
                raise
            if streams.tty and app.is_terminal("stdout"):
                session.follow_size(resize)
            try:
                session.copy()
            except Detached:
                return 0
            return ending.status_or_125(app, end)


def start_in_background(
    app: App, container_id: str, start: Callable[[], object], *, auto_remove: bool
) -> None:
    """Start the container and leave it; what `start` raises comes out of this."""
    condition = "removed" if auto_remove else "next-exit"
    with ending.watch(app.engine, container_id, condition) as end:
        try:
            start()
        except PydockError:
            if auto_remove:
                end.await_removal()
            raise
