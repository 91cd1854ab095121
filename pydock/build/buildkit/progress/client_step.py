"""Steps of the client, as updates in the form of the engine's steps."""

import os
import time

from pydock.build.buildkit.messages.control import StatusResponse, Vertex, VertexStatus


class ClientStep:
    """A step that starts now."""

    def __init__(self, name: str) -> None:
        digest = f"sha256:{os.urandom(32).hex()}"
        self._vertex = Vertex(digest=digest, name=name, started=time.time_ns())
        self._counters: dict[str, VertexStatus] = {}

    def count(self, name: str, current: int, total: int, *, is_over: bool) -> None:
        """Set a counter, in bytes; a zero keeps the previous value."""
        now = time.time_ns()
        before = self._counters.get(name)
        counter = VertexStatus(
            id=name,
            vertex=self._vertex.digest,
            current=current or (before.current if before else 0),
            total=total or (before.total if before else 0),
            timestamp=now,
            started=before.started if before else now,
        )
        if is_over:
            counter.current, counter.completed = counter.total, now
        self._counters[name] = counter

    def complete(self) -> None:
        """End it successfully."""
        self._vertex.completed = time.time_ns()

    def fail(self, reason: str) -> None:
        """End it with an error."""
        self._vertex.error = reason
        self.complete()

    def update(self) -> StatusResponse:
        """Return the current state of the step as an update."""
        return StatusResponse([self._vertex], list(self._counters.values()))
