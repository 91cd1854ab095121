"""Waiting on several descriptors at once, with as little between two waits as can be.

The selectors module does the same with more work a round, which shows in the echo of a key.
"""

from __future__ import annotations

import select
import sys
from typing import Final

READ: Final = 1  # as poll(2) has them
WRITE: Final = 4


class Poll:
    """poll(2): it knows terminals and files, which epoll(7) does not."""

    def __init__(self) -> None:
        self._poll = select.poll()
        self._wanted: dict[int, int] = {}

    def change(self, wanted: dict[int, int]) -> None:
        """From now on wait for these: READ, WRITE or both, by descriptor."""
        for fd in self._wanted.keys() - wanted.keys():
            self._poll.unregister(fd)
        for fd, events in wanted.items():
            self._poll.register(fd, events)
        self._wanted = wanted

    def wait(self, timeout_seconds: float | None) -> dict[int, int]:
        """What is ready, in the same form; a broken descriptor is ready for what was wanted."""
        found = self._poll.poll(None if timeout_seconds is None else timeout_seconds * 1000)
        ready = dict(found)
        for fd, events in found:
            if events & ~(READ | WRITE):
                ready[fd] = self._wanted[fd]
        return ready


class Select:
    """select(2), where poll(2) does not know terminals."""

    def __init__(self) -> None:
        self._wanted: dict[int, int] = {}

    def change(self, wanted: dict[int, int]) -> None:
        """From now on wait for these: READ, WRITE or both, by descriptor."""
        self._wanted = wanted

    def wait(self, timeout_seconds: float | None) -> dict[int, int]:
        """What is ready, in the same form."""
        readers = [fd for fd, events in self._wanted.items() if events & READ]
        writers = [fd for fd, events in self._wanted.items() if events & WRITE]
        readable, writable, _ = select.select(readers, writers, (), timeout_seconds)
        ready = dict.fromkeys(readable, READ)
        for fd in writable:
            ready[fd] = ready.get(fd, 0) | WRITE
        return ready


Watch = Poll if sys.platform == "linux" else Select
