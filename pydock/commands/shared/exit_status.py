"""How a container ends: its exit status, whatever the engine's age and however short its life.

The engine is asked before the container starts (API 1.30), because a container may have ended,
and with --rm be gone, before anything could be asked afterwards.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any

from pydock.api import containers, system
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import ApiError, PydockError
from pydock.transport import StreamResponse

ANSWER_LIMIT_BYTES = 1024 * 1024


class Ending(ABC):
    """Knows how a container will end; close it, or use it as a context."""

    @abstractmethod
    def status(self) -> int:
        """Waits for the end, and the removal that goes with it; raises PydockError."""

    def await_removal(self) -> None:
        """Waits until a container that could not be started is removed."""
        with suppress(PydockError):
            self.status()

    @abstractmethod
    def close(self) -> None:
        """Lets go of the engine's answer."""

    def __enter__(self) -> Ending:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def watch(engine: Engine, container_id: str, condition: str) -> Ending:
    """Begin to wait for the end of a container, which may not have been started.

    `condition` is the engine's: "next-exit", "removed" when it is to be removed then, or ""
    for one that runs already.
    """
    if engine.at_least("1.30"):
        answer = containers.wait(engine, container_id, condition)
        if condition == "removed" and engine.is_podman:
            # Podman has forgotten the status of a container that is removed, and says 0.
            return _Waiting(containers.wait(engine, container_id, "next-exit"), answer)
        return _Waiting(answer)
    if engine.at_least("1.25"):
        filters = {"type": ["container"], "container": [container_id]}
        last = "destroy" if condition == "removed" else "die"
        return _Watching(system.events(engine, filters=filters), last)
    return _Later(engine, container_id, remove=condition == "removed")


def status_or_125(app: App, ending: Ending) -> int:
    """The exit status, or 125 after telling why it cannot be known."""
    try:
        return ending.status()
    except PydockError as error:
        app.warn(f"error waiting for container: {error.message}")
        return 125


class _Waiting(Ending):
    """The engine answers the request when the container has ended."""

    def __init__(self, answer: StreamResponse, removal: StreamResponse | None = None) -> None:
        """`removal` is answered later, when the container has been removed too."""
        self._answer = answer
        self._removal = removal

    def status(self) -> int:
        status = _status(self._answer.read(ANSWER_LIMIT_BYTES))
        if self._removal:
            self._removal.read(ANSWER_LIMIT_BYTES)
        return status

    def close(self) -> None:
        self._answer.close()
        if self._removal:
            self._removal.close()


class _Watching(Ending):
    """API 1.25 to 1.29: the container's events tell, also of one that the engine removes."""

    def __init__(self, events: StreamResponse, last: str) -> None:
        self._events = events
        self._last = last

    def status(self) -> int:
        status = 125
        for line in self._events.lines():
            event = json.loads(line)
            if event["Action"] == "die":
                status = int(event["Actor"]["Attributes"]["exitCode"])
            if event["Action"] == self._last:
                return status
        raise PydockError("the engine's events ended")

    def close(self) -> None:
        self._events.close()


class _Later(Ending):
    """Before API 1.25: asked when the container has ended, and the removal is ours to do."""

    def __init__(self, engine: Engine, container_id: str, *, remove: bool) -> None:
        self._engine = engine
        self._id = container_id
        self._remove = remove

    def status(self) -> int:
        with containers.wait(self._engine, self._id) as answer:
            status = _status(answer.read(ANSWER_LIMIT_BYTES))
        self.await_removal()
        return status

    def await_removal(self) -> None:
        if self._remove:
            with suppress(ApiError):  # gone already
                containers.rm(self._engine, self._id, volumes=True)

    def close(self) -> None:
        pass


def _status(answer: bytes) -> int:
    try:
        found: dict[str, Any] = json.loads(answer)
        reason = (found.get("Error") or {}).get("Message")
        if reason:
            raise PydockError(reason)
        return int(found["StatusCode"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise PydockError("the engine does not say how the container ended") from None
