"""Collect the resource usage of containers for `stats` and `monitor`, one thread each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event, Lock, Semaphore, Thread

from pydock.api import containers, stats
from pydock.api.engine import Engine
from pydock.api.stats import CpuStats, Stats, decode_stats
from pydock.errors import NotFound, PydockError
from pydock.views.stats import ContainerUsage, StatsView
from pydock.views.usage_history import STALE_SECONDS, UsageHistory

#: streams that are open at once, a connection each, and over ssh a process
MAX_STREAMS = 250
_MAX_SSH_STREAMS = 8
#: requests at once for the containers that have no stream
_MAX_REQUESTS = 8
_PAUSE_SECONDS = 1.0
#: how long the usage of a container without a stream is shown
_REQUESTED_STALE_SECONDS = 15.0


class ConnectionBudget:
    """The connections to an engine that responses may take at once."""

    @classmethod
    def to(cls, url: str) -> ConnectionBudget:
        return cls(_MAX_SSH_STREAMS if url.startswith("ssh:") else MAX_STREAMS)

    def __init__(self, max_streams: int = MAX_STREAMS) -> None:
        self.streams = Semaphore(max_streams)
        self.requests = Semaphore(_MAX_REQUESTS)


class ContainerStats(Thread):
    """The latest usage of one container, or an error."""

    def __init__(
        self, engine: Engine, container: str, connections: ConnectionBudget, *, stream: bool
    ) -> None:
        super().__init__(daemon=True)
        self.container = container
        self.error: PydockError | None = None
        self.answered = Event()  # set by the first response or its failure
        self.history = UsageHistory()
        self._engine = engine
        self._connections = connections
        self._stream = stream
        self._dropped = Event()
        self._stale_seconds = STALE_SECONDS
        self._cpu_before: CpuStats | None = None

    def run(self) -> None:
        try:
            if self._stream:
                self._follow()
            else:
                with self._connections.streams:
                    self._compare()
        except PydockError as error:
            self.error = error
        finally:
            self.answered.set()

    def drop(self) -> None:
        """End the thread after the engine's next response."""
        self._dropped.set()

    @property
    def ended(self) -> bool:
        """Whether the stream of the container has ended."""
        return self.answered.is_set() and not self.is_alive()

    def usage(self) -> ContainerUsage | None:
        """Return the usage, None while it is unknown."""
        if not self._stream:
            return self.history.latest
        return self.history.usage(time.monotonic(), self._stale_seconds)

    def view(self, truncate: bool) -> StatsView:
        return StatsView(self.container, self.usage(), truncate=truncate)

    def _follow(self) -> None:
        """Read the stream; where too many are open, request one response after the other.

        So it is with Podman, whose streams have a response in five seconds.
        """
        has_streams = not self._engine.is_podman
        while not self._dropped.is_set():
            if has_streams and self._connections.streams.acquire(blocking=False):
                self._stale_seconds = STALE_SECONDS
                try:
                    self._read_stream()
                finally:
                    self._connections.streams.release()
                return
            self._stale_seconds = _REQUESTED_STALE_SECONDS
            with self._connections.requests:
                self._request(one_shot=True)
            self.answered.set()
            self._dropped.wait(_PAUSE_SECONDS)

    def _read_stream(self) -> None:
        for found in self._answers(stream=True):
            self._take(found)
            self.answered.set()
            if self._dropped.is_set():
                return

    def _compare(self) -> None:
        """Request one response; two, where an engine leaves it to its clients to compare them."""
        if not self._request():
            self._dropped.wait(_PAUSE_SECONDS)
            self._request()

    def _request(self, *, one_shot: bool = False) -> bool:
        """Take one response; return whether its usage of the CPU is known."""
        for found in self._answers(stream=False, one_shot=one_shot):
            now, before = found.get("cpu_stats"), found.get("precpu_stats")
            if self._cpu_before and not (before and before.get("system_cpu_usage")):
                found["precpu_stats"] = before = self._cpu_before
            self._cpu_before = now
            self._take(found)
            return not (now and now.get("system_cpu_usage")) or bool(
                before and before.get("system_cpu_usage")
            )
        return True

    def _take(self, found: Stats) -> None:
        self.history.add(ContainerUsage.of(found), time.monotonic())

    def _answers(self, *, stream: bool, one_shot: bool = False) -> Iterator[Stats]:
        if one_shot and self._engine.at_least("1.41"):
            yield stats.one_shot(self._engine, self.container)
            return
        with containers.stats(self._engine, self.container, stream=stream) as answer:
            for line in answer.lines():
                if line.strip():
                    yield decode_stats(line)


class StatsCollector:
    """All followed containers, in the order of addition."""

    def __init__(self, engine: Engine, connections: ConnectionBudget, *, stream: bool) -> None:
        _ = engine.api_version  # negotiated once, before the threads start
        self._engine = engine
        self._stream = stream
        self._connections = connections
        self._lock = Lock()
        self._followed: dict[str, ContainerStats] = {}

    def add(self, container: str) -> None:
        """Follow a container, unless it is followed already."""
        with self._lock:
            known = self._followed.get(container)
            if known is None or known.ended:
                followed = ContainerStats(
                    self._engine, container, self._connections, stream=self._stream
                )
                self._followed[container] = followed
                followed.start()

    def drop(self, matches: Callable[[ContainerStats], bool]) -> None:
        """Stop to follow and to show the matching containers."""
        with self._lock:
            dropped = {name for name, item in self._followed.items() if matches(item)}
            for name in dropped:
                self._followed.pop(name).drop()

    def remove(self, container: str) -> None:
        self.drop(lambda followed: followed.container == container)

    def get(self, container: str) -> ContainerStats | None:
        with self._lock:
            return self._followed.get(container)

    @property
    def followed(self) -> list[ContainerStats]:
        with self._lock:
            return list(self._followed.values())

    def wait_for_all(self) -> None:
        """Wait for the first response of every container."""
        for followed in self.followed:
            followed.answered.wait()

    def check(self, *, named: bool) -> None:
        """Raise the errors of all containers; one that is gone is an error if it was named."""
        errors = [followed.error for followed in self.followed if followed.error]
        if not named:
            self.drop(lambda followed: followed.error is not None)
            errors = [error for error in errors if not isinstance(error, NotFound)]
        if errors:
            raise PydockError("\n".join(error.message for error in errors))

    def views(self, truncate: bool) -> list[StatsView]:
        return [followed.view(truncate) for followed in self.followed]
