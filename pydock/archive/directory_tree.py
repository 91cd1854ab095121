"""Directories below a destination, reached by descriptors only and never through a symlink.

Each step down is an `openat` with O_NOFOLLOW in a directory that is open already, so that
neither a name in an archive nor another process that renames directories and plants symlinks
meanwhile can lead out of the destination.
"""

from __future__ import annotations

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
    """One directory on the way from the destination to where entries are being created."""

    __slots__ = ("descriptor", "mode", "mtime_ns", "name")

    def __init__(self, name: bytes, descriptor: int) -> None:
        self.name = name
        self.descriptor = descriptor
        self.mode: int | None = None
        self.mtime_ns = 0


class DirectoryTree:
    """The way down to the directory where entries are being created, kept open.

    An archive names a directory before what is in it, so most steps are the same as for the
    entry before. A directory gets its mode and time when the archive goes on elsewhere: its
    own entries would change the time, and a mode such as 0555 would keep them out.
    """

    def __init__(self, destination: bytes) -> None:
        """Opens the destination, which may itself be reached through symlinks."""
        allow_deep_trees()
        self.destination = destination
        self._root = os.open(destination, _FLAGS)
        self._levels: list[_Level] = []

    def close(self) -> None:
        """Finishes and closes every directory."""
        try:
            self._leave_down_to(0)
        finally:
            for level in self._levels:
                os.close(level.descriptor)
            self._levels.clear()
            os.close(self._root)

    def enter(self, names: Sequence[bytes]) -> int:
        """The descriptor of the directory, creating it and those above it where they are missing.

        It stays open until the next call. Raises ArchiveError if a symlink or a file is
        in the way, OSError if a directory cannot be created or opened.
        """
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
        """What the directory entered last gets when the archive is done with it."""
        level = self._levels[-1]
        level.mode, level.mtime_ns = mode, mtime_ns
        if mode | _WHILE_FILLED_MODE != stat.S_IMODE(os.fstat(level.descriptor).st_mode):
            os.fchmod(level.descriptor, mode | _WHILE_FILLED_MODE)

    def open_existing(self, names: Sequence[bytes]) -> int:
        """A new descriptor of a directory that must be there; the caller closes it."""
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
            # What Linux answers for a symlink as well, with these flags.
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
    """Lets a path of 4096 bytes have each of its directories open at once, if the system does."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = LONGEST_PATH_BYTES if hard == resource.RLIM_INFINITY else min(LONGEST_PATH_BYTES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
