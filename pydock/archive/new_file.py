"""Create files in an open directory, whether or not the name exists.

A new file has a temporary name until it is complete and then replaces what had its name, which is
never opened or written to. A directory is not replaced by anything else.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

_LATEST_NS = 2**63 - 1
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def create(directory: int, name: bytes, make: Callable[[bytes], None]) -> None:
    """Call `make` with the name, or a temporary one that then replaces a file. OSError."""
    try:
        make(name)
    except FileExistsError:
        if stat.S_ISDIR(os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode):
            raise IsADirectoryError from None
        other = _temporary_name()
        make(other)
        _move(directory, other, name)


class NewFile:
    """A new regular file as a context manager whose value is its descriptor.

    It gets its name when it is complete, so that a process killed at any time leaves no part of a
    file under that name. An exception in the block removes the file and keeps the previous one.
    """

    __slots__ = ("_directory", "_file", "_name", "_temporary")

    def __init__(self, directory: int, name: bytes) -> None:
        self._directory = directory
        self._name = name
        self._temporary = _temporary_name()
        self._file = os.open(self._temporary, _NEW_FILE, 0o600, dir_fd=directory)

    def __enter__(self) -> int:
        return self._file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Raises IsADirectoryError where a directory has the name."""
        complete = False
        try:
            os.close(self._file)
            if error is None:
                directory = self._directory
                os.rename(self._temporary, self._name, src_dir_fd=directory, dst_dir_fd=directory)
                complete = True
        finally:
            if not complete:
                with suppress(OSError):
                    os.unlink(self._temporary, dir_fd=self._directory)


def hard_link(target_directory: int, target: bytes, directory: int, name: bytes) -> None:
    """Create a hard link; closes the descriptor of the target's directory. OSError."""

    def link(made: bytes) -> None:
        os.link(
            target, made, src_dir_fd=target_directory, dst_dir_fd=directory, follow_symlinks=False
        )

    try:
        create(directory, name, link)
    finally:
        os.close(target_directory)


def set_time(directory: int, name: bytes, mtime_ns: int) -> None:
    """Set the time of a file that is not opened, and of a symlink itself. OSError."""
    time_ns = possible_time(mtime_ns)
    os.utime(name, ns=(time_ns, time_ns), dir_fd=directory, follow_symlinks=False)


def possible_time(mtime_ns: int) -> int:
    """Return a time in nanoseconds, or 1970 for one that no file can have."""
    return mtime_ns if 0 <= mtime_ns <= _LATEST_NS else 0


def _temporary_name() -> bytes:
    return b".pydock-" + os.urandom(8).hex().encode()


def _move(directory: int, name: bytes, new_name: bytes) -> None:
    try:
        os.rename(name, new_name, src_dir_fd=directory, dst_dir_fd=directory)
    finally:
        # Still there when renaming failed, or did nothing between two links to one file.
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=directory)
