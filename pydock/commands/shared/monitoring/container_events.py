"""Events of containers and others, handled in the main thread with what other threads report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from queue import Queue
from threading import Semaphore, Thread
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from pydock.api import system
from pydock.api.engine import Engine, Json
from pydock.errors import ConnectionLost
from pydock.progress.json_stream import batches
from pydock.views.event import modern

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

#: pending calls with data; beyond them their threads wait, and with them the engine
_PENDING_CALLS = 64


class ContainerEvent(NamedTuple):
    """An event: the container's ID and name (API 1.22), and what happened ("start")."""

    id: str
    name: str
    action: str


class MainThreadCalls:
    """Calls that threads leave to the main thread."""

    def __init__(self) -> None:
        self._queue: Queue[tuple[Callable[[], None], bool]] = Queue()
        self._slots = Semaphore(_PENDING_CALLS)

    def post(self, call: Callable[[], None], *, waits: bool = False) -> None:
        """Leave a call to the main thread; one that `waits` waits while that is far behind."""
        if waits:
            self._slots.acquire()
        self._queue.put((call, waits))

    def run_next(self, timeout_seconds: float | None = None) -> None:
        """Wait for a call and run it, in the main thread. Raises queue.Empty after the timeout."""
        call, has_slot = self._queue.get(timeout=timeout_seconds)
        if has_slot:
            self._slots.release()
        call()

    def start(self, run: Callable[[], None]) -> None:
        """Run a function in a thread; what it raises is raised in the main thread."""

        def guarded() -> None:
            try:
                run()
            except Exception as error:
                self.post(partial(_raise, error))

        Thread(target=guarded, daemon=True).start()


def _raise(error: Exception) -> NoReturn:
    raise error


def follow_events(
    engine: Engine, calls: MainThreadCalls, on_event: Callable[[ContainerEvent], None]
) -> None:
    """Call `on_event` in the main thread with each event from now on, none lost.

    The end of the events raises ConnectionLost there.
    """

    def take(event: Json) -> None:
        found = _container_event(event)
        if found:
            on_event(found)

    follow_events_of(engine, ("container",), calls, take)


def follow_events_of(
    engine: Engine, types: Sequence[str], calls: MainThreadCalls, on_event: Callable[[Json], None]
) -> None:
    """Call `on_event` in the main thread with each event of types of objects, as above.

    Engines before API 1.22 send those of all types.
    """
    stream = system.new_events(engine, types)
    calls.start(lambda: read_events(stream, lambda event: calls.post(partial(on_event, event))))


def read_events(stream: StreamResponse, post: Callable[[Json], None]) -> NoReturn:
    """Call `post` with each event of a stream, whose end raises ConnectionLost."""
    with stream:
        for event in system.checked_events(batches(stream.chunks())):
            post(modern(event))
    raise ConnectionLost("the engine ended its stream of events")


def _container_event(event: Json) -> ContainerEvent | None:
    if event["Type"] != "container":
        return None
    actor = event.get("Actor") or {}
    name = (actor.get("Attributes") or {}).get("name") or ""
    return ContainerEvent(actor.get("ID") or "", name, event["Action"])
