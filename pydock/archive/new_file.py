"""Create files in an open directory, whether or not the name exists.

A new file has a temporary name until it is complete and then replaces what had its name, which is
never opened or written to. A directory is not replaced by anything else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def create(directory: int, name: bytes, make: Callable[[bytes], None]) -> None:
    """Calls `make` with the name, or makes what replaces the taken one.

    Raises IsADirectoryError where a directory has the name, OSError where `make` does.
    """
    try:
        make(name)
    except FileExistsError:
        other = _free_name(directory, name)
        make(other)
        _move(directory, other, name)


class NewFile:
    """A new regular file as a context manager that gives its descriptor.

    Leaving it by an exception leaves nothing of the file, and what was there before.
    """

    __slots__ = ("_directory", "_file", "_made", "_name")

    def __init__(self, directory: int, name: bytes) -> None:
        """Raises IsADirectoryError where a directory has the name."""
        self._directory = directory
        self._name = self._made = name
        try:
            self._file = os.open(name, _NEW_FILE, 0o600, dir_fd=directory)
        except FileExistsError:
            self._made = _free_name(directory, name)
            self._file = os.open(self._made, _NEW_FILE, 0o600, dir_fd=directory)

    def __enter__(self) -> int:
        return self._file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        os.close(self._file)
        if error is not None:
            with suppress(OSError):
                os.unlink(self._made, dir_fd=self._directory)
        elif self._made != self._name:
            _move(self._directory, self._made, self._name)


def _free_name(directory: int, taken: bytes) -> bytes:
    if stat.S_ISDIR(os.stat(taken, dir_fd=directory, follow_symlinks=False).st_mode):
        raise IsADirectoryError
    return b".pydock-" + os.urandom(8).hex().encode()


def _move(directory: int, name: bytes, new_name: bytes) -> None:
    try:
        os.rename(name, new_name, src_dir_fd=directory, dst_dir_fd=directory)
    finally:
        # Still there when renaming failed, or did nothing between two links to one file.
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=directory)
