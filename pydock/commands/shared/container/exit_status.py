"""Wait for the exit status of a container, on engines of any API version.

The wait request is sent before the container starts (API 1.30): afterwards a short-lived
container may have exited already, and with --rm be removed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from typing import TypedDict

from pydock.api import containers, system
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import ApiError, ExitStatus, PydockError
from pydock.golang.unmarshal import Filled, UnmarshalError, unmarshal
from pydock.transport import StreamResponse

ANSWER_LIMIT_BYTES = 1024 * 1024


class ContainerExit(ABC):
    """A pending exit of a container; a context manager."""

    @abstractmethod
    def status(self) -> int:
        """Wait for the exit, and for automatic removal; return the exit status."""

    def await_removal(self) -> bool:
        """Wait until a container that did not start is removed; return whether it is."""
        try:
            self.status()
        except PydockError:
            return False
        return True

    @abstractmethod
    def close(self) -> None:
        """Close the engine's response."""

    def __enter__(self) -> ContainerExit:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def watch_exit(engine: Engine, container_id: str, condition: str) -> ContainerExit:
    """Start to wait for an exit; `condition` is next-exit, removed or "" (running)."""
    if engine.at_least("1.30"):
        answer = containers.wait(engine, container_id, condition)
        if condition == "removed" and engine.is_podman:
            # Podman reports status 0 for a removed container.
            return _WaitResponse(containers.wait(engine, container_id, "next-exit"), answer)
        return _WaitResponse(answer)
    if engine.at_least("1.25"):
        filters = {"type": ["container"], "container": [container_id]}
        last = "destroy" if condition == "removed" else "die"
        return _ExitEvents(system.events(engine, filters=filters), last)
    return _WaitAfterExit(engine, container_id, remove=condition == "removed")


def status_or_failed(app: App, pending: ContainerExit) -> int:
    """The exit status, or NOT_RUN with a warning if it is unknown."""
    try:
        return pending.status()
    except PydockError as error:
        app.warn(f"error waiting for container: {error.message}")
        return ExitStatus.NOT_RUN


class _ExitError(TypedDict):
    Message: Filled[str]


class _Exit(TypedDict):
    """The response of POST /containers/ID/wait."""

    StatusCode: int
    Error: Filled[_ExitError]


class _Actor(TypedDict):
    Attributes: Filled[dict[str, str]]


class _Event(TypedDict):
    Action: Filled[str]
    Actor: Filled[_Actor]


class _WaitResponse(ContainerExit):
    """API 1.30 on: the engine responds when the container exits."""

    def __init__(self, answer: StreamResponse, removal: StreamResponse | None = None) -> None:
        """`removal` is a second response, to the condition "removed"."""
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


class _ExitEvents(ContainerExit):
    """API 1.25 to 1.29: read the exit status from the container's events."""

    def __init__(self, events: StreamResponse, last: str) -> None:
        self._events = events
        self._last = last

    def status(self) -> int:
        status: int = ExitStatus.NOT_RUN
        for line in self._events.lines():
            try:
                event = unmarshal(_Event, line)
                if event["Action"] == "die":
                    status = int(event["Actor"]["Attributes"].get("exitCode", ""))
            except ValueError:
                raise _missing_status() from None
            if event["Action"] == self._last:
                return status
        raise PydockError("event stream of the engine ended")

    def close(self) -> None:
        self._events.close()


class _WaitAfterExit(ContainerExit):
    """Before API 1.25: wait after the exit, and remove the container from here."""

    def __init__(self, engine: Engine, container_id: str, *, remove: bool) -> None:
        self._engine = engine
        self._id = container_id
        self._remove = remove

    def status(self) -> int:
        with containers.wait(self._engine, self._id) as answer:
            status = _status(answer.read(ANSWER_LIMIT_BYTES))
        self.await_removal()
        return status

    def await_removal(self) -> bool:
        if self._remove:
            with suppress(ApiError):  # removed already
                containers.rm(self._engine, self._id, volumes=True)
        return True

    def close(self) -> None:
        pass


def _status(answer: bytes) -> int:
    try:
        found = unmarshal(_Exit, answer)
        if reason := found["Error"]["Message"]:
            raise PydockError(reason)
        return found["StatusCode"]
    except (UnmarshalError, KeyError):
        raise _missing_status() from None


def _missing_status() -> PydockError:
    return PydockError("invalid response from engine: missing exit status of the container")
