"""Start a container, attached or detached, for `run` and `start`."""

from collections.abc import Callable
from functools import partial

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared.container.attach_session import AttachSession, Streams
from pydock.commands.shared.container.exit_status import ContainerExit, status_or_failed, watch_exit
from pydock.errors import ApiError, PydockError
from pydock.terminal.pump import Detached
from pydock.transport import Hijacked


class StartFailed(PydockError):
    """The container did not start; `is_removed` after automatic removal."""

    def __init__(self, error: PydockError, *, is_removed: bool) -> None:
        super().__init__(error.message)
        self.is_removed = is_removed


def start_attached(
    app: App,
    container_id: str,
    streams: Streams,
    start: Callable[[], object],
    *,
    forward_signals: bool,
    exit_on_interrupt: bool = False,
    auto_remove: bool,
) -> int:
    """Start the container and copy its streams; return its exit status, or 0 after detaching.

    Attach and wait requests are sent before the start, so that no output or exit status of a
    short-lived container is lost. Raises StartFailed, after the terminal is restored and
    automatic removal is complete, and the errors of `AttachSession.copy`.
    """
    engine = app.engine
    forward = partial(containers.kill, engine, container_id) if forward_signals else None
    with AttachSession(app, forward=forward, exit_on_interrupt=exit_on_interrupt) as session:
        session.attach(_attach(engine, container_id, streams), streams)
        with watch_exit(engine, container_id, _condition(auto_remove)) as end:
            try:
                start()
            except PydockError as error:
                session.restore_terminal()
                raise _start_failed(error, end, auto_remove) from None
            if streams.tty and app.is_terminal("stdout"):
                session.follow_size(partial(containers.resize, engine, container_id))
            try:
                session.copy()
            except Detached:
                return 0
            return status_or_failed(app, end)


def start_detached(
    app: App, container_id: str, start: Callable[[], object], *, auto_remove: bool
) -> None:
    """Start the container without attaching; raises StartFailed."""
    with watch_exit(app.engine, container_id, _condition(auto_remove)) as end:
        try:
            start()
        except PydockError as error:
            raise _start_failed(error, end, auto_remove) from None


def _attach(engine: Engine, container_id: str, streams: Streams) -> Hijacked:
    """Attach to the container; some engines report here that it cannot start."""
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
        raise StartFailed(error, is_removed=False) from None


def _condition(auto_remove: bool) -> str:
    return "removed" if auto_remove else "next-exit"


def _start_failed(error: PydockError, end: ContainerExit, auto_remove: bool) -> StartFailed:
    is_refused = isinstance(error, ApiError)  # else the container may run
    return StartFailed(error, is_removed=auto_remove and is_refused and end.await_removal())
