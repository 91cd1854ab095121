"""Collect the resource usage of containers for `stats`, one thread each."""

import time
from collections.abc import Callable, Iterator
from threading import Event, Lock, Thread

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.api.stats import Stats, decode_stats
from pydock.errors import PydockError
from pydock.views.stats import Figures, StatsView

#: older values are not shown
STALE_SECONDS = 2.0


class ContainerStats(Thread):
    """The latest usage of one container, or an error."""

    def __init__(self, engine: Engine, container: str, *, stream: bool) -> None:
        super().__init__(daemon=True)
        self.container = container
        self.error: PydockError | None = None
        self.answered = Event()  # set by the first response or its failure
        self._engine = engine
        self._stream = stream
        self._figures = Figures()
        self._time = 0.0

    def run(self) -> None:
        try:
            for stats in self._answers():
                self._figures, self._time = Figures.of(stats), time.monotonic()
                self.answered.set()
        except PydockError as error:
            self.error = error
        finally:
            self.answered.set()

    def _answers(self) -> Iterator[Stats]:
        with containers.stats(self._engine, self.container, stream=self._stream) as answer:
            for line in answer.lines():
                if line.strip():
                    yield decode_stats(line)
                    if not self._stream:
                        return

    @property
    def ended(self) -> bool:
        """Whether the stream of the container has ended."""
        return self.answered.is_set() and not self.is_alive()

    def view(self, truncate: bool) -> StatsView:
        fresh = not self._stream or time.monotonic() - self._time < STALE_SECONDS
        known = fresh and self._time > 0
        figures = self._figures if known else None
        return StatsView(self.container, figures, truncate=truncate)


class StatsCollector:
    """All followed containers, in the order of addition."""

    def __init__(self, engine: Engine, *, stream: bool) -> None:
        _ = engine.api_version  # negotiated once, before the threads start
        self._engine = engine
        self._stream = stream
        self._lock = Lock()
        self._followed: dict[str, ContainerStats] = {}

    def add(self, container: str) -> None:
        """Follow a container, unless it is followed already."""
        with self._lock:
            known = self._followed.get(container)
            if known is None or known.ended:
                followed = ContainerStats(self._engine, container, stream=self._stream)
                self._followed[container] = followed
                followed.start()

    def drop(self, matches: Callable[[ContainerStats], bool]) -> None:
        """Stop to show the matching containers."""
        with self._lock:
            kept = {name: item for name, item in self._followed.items() if not matches(item)}
            self._followed = kept

    def remove(self, container: str) -> None:
        self.drop(lambda followed: followed.container == container)

    @property
    def followed(self) -> list[ContainerStats]:
        with self._lock:
            return list(self._followed.values())

    def wait_for_all(self) -> None:
        """Wait for the first response of every container."""
        for followed in self.followed:
            followed.answered.wait()

    def errors(self) -> list[PydockError]:
        return [followed.error for followed in self.followed if followed.error]

    def views(self, truncate: bool) -> list[StatsView]:
        return [followed.view(truncate) for followed in self.followed]
