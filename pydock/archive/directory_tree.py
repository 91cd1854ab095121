"""Directories below a destination, reached by descriptors and never through a symlink.

Each step down is an `openat` with O_NOFOLLOW in a directory that is open already, so that
neither a name in an archive nor another process that swaps directories for symlinks can lead
out of the destination.
"""

import os
import stat
from collections.abc import Sequence

from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import printable

LONGEST_PATH_BYTES = 4096  # PATH_MAX: no engine can read a longer one from a container

_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_IMPLIED_MODE = 0o755
_WHILE_FILLED_MODE = 0o700


class _Level:
    """One open directory below the destination."""

    __slots__ = ("descriptor", "mode", "mtime_ns", "name")

    def __init__(self, name: bytes, descriptor: int) -> None:
        self.name = name
        self.descriptor = descriptor
        self.mode: int | None = None
        self.mtime_ns = 0


class DirectoryTree:
    """The open directories from the destination down to where entries are created.

    An archive names a directory before its content, so most components are the same as for the
    previous entry. A directory gets its mode and time when it is left: its own entries would
    change the time, and a mode such as 0555 would prevent them.
    """

    def __init__(self, destination: bytes) -> None:
        """Open the destination, whose own path may have symlinks."""
        allow_deep_trees()
        self.destination = destination
        self._root = os.open(destination, _FLAGS)
        self._levels: list[_Level] = []

    def close(self) -> None:
        """Finish and close every directory."""
        try:
            self._leave_down_to(0)
        finally:
            for level in self._levels:
                os.close(level.descriptor)
            self._levels.clear()
            os.close(self._root)

    def enter(self, names: Sequence[bytes]) -> int:
        """Return a directory's descriptor, open until the next call. ArchiveError, OSError."""
        same = 0
        for level, name in zip(self._levels, names, strict=False):
            if level.name != name:
                break
            same += 1
        if same < len(self._levels):
            self._leave_down_to(same)
        for name in names[same:]:
            self._levels.append(_Level(name, self._open_or_create(name)))
        return self._current()

    def finish_later(self, mode: int, mtime_ns: int) -> None:
        """Set the mode and time that the directory entered last gets when it is left."""
        level = self._levels[-1]
        level.mode, level.mtime_ns = mode, mtime_ns
        if mode | _WHILE_FILLED_MODE != stat.S_IMODE(os.fstat(level.descriptor).st_mode):
            os.fchmod(level.descriptor, mode | _WHILE_FILLED_MODE)

    def open_existing(self, names: Sequence[bytes]) -> int:
        """Return a new descriptor of an existing directory; the caller closes it."""
        descriptor = os.dup(self._root)
        for name in names:
            above = descriptor
            try:
                descriptor = os.open(name, _FLAGS | os.O_NOFOLLOW, dir_fd=above)
            finally:
                os.close(above)
        return descriptor

    def _open_or_create(self, name: bytes) -> int:
        above = self._current()
        try:
            return os.open(name, _FLAGS | os.O_NOFOLLOW, dir_fd=above)
        except FileNotFoundError:
            os.mkdir(name, _IMPLIED_MODE, dir_fd=above)
            return os.open(name, _FLAGS | os.O_NOFOLLOW, dir_fd=above)
        except NotADirectoryError as error:
            # Linux returns this error for a symlink as well, with these flags.
            raise ArchiveError(
                f"{printable(name)!r} in {printable(self.destination)!r} is in the way:"
                " it is not a directory"
            ) from error

    def _current(self) -> int:
        return self._levels[-1].descriptor if self._levels else self._root

    def _leave_down_to(self, depth: int) -> None:
        while len(self._levels) > depth:
            level = self._levels[-1]
            if level.mode is not None:
                os.fchmod(level.descriptor, level.mode)
                os.utime(level.descriptor, ns=(level.mtime_ns, level.mtime_ns))
            os.close(level.descriptor)
            self._levels.pop()


def allow_deep_trees() -> None:
    """Allow every directory of a path of 4096 bytes to be open at once, if the system does."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = LONGEST_PATH_BYTES if hard == resource.RLIM_INFINITY else min(LONGEST_PATH_BYTES, hard)
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
