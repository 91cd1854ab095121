"""The containers that `stats` follows, each in a thread of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from threading import Event, Lock, Thread
from typing import Any

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.errors import ProtocolError, PydockError
from pydock.views.stats import Figures, StatsView

#: figures that are older than this are not shown any more
STALE_SECONDS = 2.0


class Followed(Thread):
    """One container: its latest figures, or why there are none."""

    def __init__(self, engine: Engine, container: str, *, stream: bool) -> None:
        super().__init__(daemon=True)
        self.container = container
        self.error: PydockError | None = None
        self.answered = Event()  # the first figures are there, or will never be
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

    def _answers(self) -> Iterator[dict[str, Any]]:
        with containers.stats(self._engine, self.container, stream=self._stream) as answer:
            for line in answer.lines():
                if line.strip():
                    yield _decoded(line)
                    if not self._stream:
                        return

    @property
    def ended(self) -> bool:
        """Has the engine nothing more to tell of it?"""
        return self.answered.is_set() and not self.is_alive()

    def view(self, truncate: bool) -> StatsView:
        fresh = not self._stream or time.monotonic() - self._time < STALE_SECONDS
        known = fresh and self._time > 0
        figures = self._figures if known else None
        return StatsView(self.container, figures, truncate=truncate)


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProtocolError("the engine's figures are not the JSON that they should be")
    return found


class Board:
    """All containers that are followed, in the order in which they came."""

    def __init__(self, engine: Engine, *, stream: bool) -> None:
        _ = engine.api_version  # asked once, before the threads would all ask for it
        self._engine = engine
        self._stream = stream
        self._lock = Lock()
        self._followed: dict[str, Followed] = {}

    def add(self, container: str) -> None:
        """Follow a container, unless it is followed already."""
        with self._lock:
            known = self._followed.get(container)
            if known is None or known.ended:
                followed = Followed(self._engine, container, stream=self._stream)
                self._followed[container] = followed
                followed.start()

    def drop(self, wanted: Callable[[Followed], bool]) -> None:
        """Forget the containers that are wanted no more."""
        with self._lock:
            kept = {name: item for name, item in self._followed.items() if not wanted(item)}
            self._followed = kept

    def remove(self, container: str) -> None:
        self.drop(lambda followed: followed.container == container)

    @property
    def followed(self) -> list[Followed]:
        with self._lock:
            return list(self._followed.values())

    def wait_for_all(self) -> None:
        """Wait until every container has answered once."""
        for followed in self.followed:
            followed.answered.wait()

    def errors(self) -> list[PydockError]:
        return [followed.error for followed in self.followed if followed.error]

    def views(self, truncate: bool) -> list[StatsView]:
        return [followed.view(truncate) for followed in self.followed]
