"""Polls several descriptors, with less work per call than selectors has."""

import select
import sys
from typing import Final

READ: Final = 1  # as poll(2) has them
WRITE: Final = 4


class Poll:
    """poll(2), which supports terminals and files; epoll(7) does not."""

    def __init__(self) -> None:
        self._poll = select.poll()
        self._interest: dict[int, int] = {}

    def change(self, interest: dict[int, int]) -> None:
        """Set the events to wait for: READ, WRITE or both, by descriptor."""
        for fd in self._interest.keys() - interest.keys():
            self._poll.unregister(fd)
        for fd, events in interest.items():
            self._poll.register(fd, events)
        self._interest = interest

    def wait(self, timeout_seconds: float | None) -> dict[int, int]:
        """Return what is ready, in the same form; a broken descriptor is ready for its events."""
        found = self._poll.poll(None if timeout_seconds is None else timeout_seconds * 1000)
        ready = dict(found)
        for fd, events in found:
            if events & ~(READ | WRITE):
                ready[fd] = self._interest[fd]
        return ready


class Select:
    """select(2), for systems whose poll(2) does not support terminals."""

    def __init__(self) -> None:
        self._interest: dict[int, int] = {}

    def change(self, interest: dict[int, int]) -> None:
        """Set the events to wait for: READ, WRITE or both, by descriptor."""
        self._interest = interest

    def wait(self, timeout_seconds: float | None) -> dict[int, int]:
        """Return what is ready, in the same form."""
        readers = [fd for fd, events in self._interest.items() if events & READ]
        writers = [fd for fd, events in self._interest.items() if events & WRITE]
        readable, writable, _ = select.select(readers, writers, (), timeout_seconds)
        ready = dict.fromkeys(readable, READ)
        for fd in writable:
            ready[fd] = ready.get(fd, 0) | WRITE
        return ready


Watch = Poll if sys.platform == "linux" else Select
