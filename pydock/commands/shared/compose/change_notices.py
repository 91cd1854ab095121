"""Notices of the Linux kernel that something in a directory has changed (inotify)."""

from __future__ import annotations

import ctypes
import os
import select
from contextlib import suppress

_MODIFY, _ATTRIB, _CLOSE_WRITE, _MOVED, _CREATED_OR_DELETED, _SELF = (
    0x2, 0x4, 0x8, 0x40 | 0x80, 0x100 | 0x200, 0x400 | 0x800,
)  # fmt: skip
_MASK = _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED | _CREATED_OR_DELETED | _SELF
_PIECE_BYTES = 64 << 10


class ChangeNotices:
    """Waits for a change in directories; without the kernel's help, or its room, not at all."""

    def __init__(self) -> None:
        self._library: ctypes.CDLL | None = None
        with suppress(OSError, AttributeError):  # not Linux
            library = ctypes.CDLL(None)
            self._file = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            self._library = library if self._file >= 0 else None

    @property
    def are_given(self) -> bool:
        """Whether the kernel reports changes in all directories."""
        return self._library is not None

    def add(self, directory: str) -> None:
        """Watch a directory too, if it exists; one that is watched stays so."""
        library = self._library
        if library is not None:
            path = os.fsencode(directory)
            added = library.inotify_add_watch(self._file, path, _MASK)
            if added < 0 and os.path.isdir(directory):  # noqa: PTH112 (called for thousands)
                self._library = None  # the kernel's limit: changes there would go unseen
                os.close(self._file)

    def wait(self, timeout_seconds: float) -> None:
        """Return after a change since the last call, or the timeout."""
        if self._library is None:
            return
        poll = select.poll()
        poll.register(self._file, select.POLLIN)
        poll.poll(timeout_seconds * 1000)
        with suppress(BlockingIOError):
            while os.read(self._file, _PIECE_BYTES):
                pass
