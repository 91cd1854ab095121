"""Opens the files of a build context from its root down, never through a symbolic link.

Each step is an `openat` with O_NOFOLLOW in a directory that is open already. A process that
replaces a directory by a link while the context is sent therefore reaches nothing outside.
"""

import errno
import os
import stat
from operator import itemgetter
from posixpath import commonprefix

from pydock.archive.directory_tree import allow_deep_trees
from pydock.archive.tar_headers import printable
from pydock.errors import PydockError

#: O_NONBLOCK: a file replaced by a pipe must not wait for a writer
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_DIRECTORY_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
#: errors of an open without following links when a link or another kind of file is there
_REPLACED = (errno.ELOOP, errno.ENOTDIR)
_EFFECTIVE = os.access in os.supports_effective_ids

Item = tuple[bytes, "os.DirEntry[str]"]

_first = itemgetter(0)


class WalkedDirectory:
    """An open directory being walked: `prefix` of names, `entries` not yet visited."""

    __slots__ = ("descriptor", "entries", "prefix")

    def __init__(self, descriptor: int, prefix: bytes) -> None:
        self.descriptor = descriptor
        self.prefix = prefix
        self.entries: list[Item] = []

    def read(self) -> None:
        """Read the entries; they can be examined while the directory is open."""
        with os.scandir(self.descriptor) as entries:
            self.entries = [(os.fsencode(entry.name), entry) for entry in entries]
        self.entries.sort(key=_first, reverse=True)

    def close(self) -> None:
        os.close(self.descriptor)


def open_root(path: bytes) -> WalkedDirectory:
    """Open the context itself, whose own path may have links; raises OSError."""
    allow_deep_trees()
    return _opened(path, b"", None)


def open_below(above: WalkedDirectory, name: bytes) -> WalkedDirectory:
    """Open a directory of a level; raises OSError, with ELOOP or ENOTDIR where it is none."""
    return _opened(name, above.prefix + name + b"/", above.descriptor)


def _opened(path: bytes, prefix: bytes, above: int | None) -> WalkedDirectory:
    flags = _DIRECTORY_FLAGS if above is None else _DIRECTORY_FLAGS | os.O_NOFOLLOW
    level = WalkedDirectory(os.open(path, flags, dir_fd=above), prefix)
    try:
        level.read()
    except BaseException:
        level.close()
        raise
    return level


def open_regular(directory: int, name: str | bytes) -> tuple[int, os.stat_result]:
    """Open a regular file in an open directory; OSError (ELOOP) for another kind of file."""
    file = os.open(name, _FILE_FLAGS, dir_fd=directory)
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        os.close(file)
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return file, status


class PathOpener:
    """Opens directories by path, one component at a time, and keeps those of the last path open."""

    def __init__(self, root: int) -> None:
        """`root` is the open root of the context, which the caller closes."""
        self._root = root
        self._names: list[bytes] = []
        self._open: list[int] = []

    def directory(self, names: list[bytes]) -> int:
        """Return the descriptor of the directory, valid until the next call; raises OSError."""
        if self._names == names:
            return self._open[-1] if self._open else self._root
        same = len(commonprefix([self._names, names]))
        while len(self._open) > same:
            self._names.pop()
            os.close(self._open.pop())
        for name in names[same:]:
            above = self._open[-1] if self._open else self._root
            self._open.append(os.open(name, _DIRECTORY_FLAGS | os.O_NOFOLLOW, dir_fd=above))
            self._names.append(name)
        return self._open[-1] if self._open else self._root

    def close(self) -> None:
        while self._open:
            os.close(self._open.pop())
        self._names.clear()


def is_replaced(error: OSError) -> bool:
    """Return whether something could not be opened because another kind of file replaced it."""
    return error.errno in _REPLACED


def changed(path: bytes) -> PydockError:
    """Return the error of a file that changed while the context was sent."""
    return PydockError(f"error sending context: '{printable(path)}' changed while it was read")


def unreadable(path: bytes, error: OSError) -> PydockError:
    """Return docker's error of a context's file that cannot be read."""
    name = printable(path)
    if is_replaced(error):
        return changed(path)
    if isinstance(error, PermissionError):
        parent = os.path.dirname(path)  # noqa: PTH120 (bytes)
        if os.access(parent, os.X_OK, effective_ids=_EFFECTIVE):
            reason = f"no permission to read from '{name}'"
        else:
            reason = f"can't stat '{name}'"
    elif isinstance(error, FileNotFoundError):
        reason = f"file ('{name}') not found or excluded by .dockerignore"
    else:
        reason = f"cannot read '{name}': {error.strerror}"
    return PydockError(f"checking context: {reason}")


def unreadable_directory(path: bytes, error: OSError) -> PydockError:
    """Return docker's error of a context's directory that cannot be read."""
    if isinstance(error, PermissionError):
        return PydockError(f"checking context: can't stat '{printable(path)}'")
    return unreadable(path, error)
