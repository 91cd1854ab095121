"""A local file or directory as a stream of tar bytes, the way `cp` sends it to the engine.

Names are in docker's order: a directory before its content, and names within a directory in order
of their bytes. Content is read when it is sent, so that the stream holds one block of it and the
names of the directories on the way down.
"""

# ruff: noqa: PTH115, PTH208 (pathlib has no paths of bytes)

import os
import posixpath
import stat
from collections.abc import Callable, Iterator

from pydock.archive.tar_headers import (
    END,
    HARD_LINK,
    REGULAR,
    Entry,
    add_capabilities,
    encode,
    file_content,
    from_stat,
    packed,
    printable,
)
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

Skipped = Callable[[bytes, str], None]

# A file that turned into a FIFO since it was looked at must not make open() wait.
_OPEN_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def tar_stream(source: bytes, name: bytes, skipped: Skipped) -> Iterator[bytes]:
    """Yield the archive of `source`, named `name` in it, in blocks of 256 KiB.

    `source` itself is not followed when it is a symlink. With `name` `.`, entries are
    `./`, `./a` and so on. `skipped(path, reason)` is called for what no archive can hold, what
    was removed meanwhile and directories that cannot be listed; the stream continues without
    them. Raises PydockError, naming the file, for a file that cannot be read.
    """
    return packed(_pieces(posixpath.normpath(source), name, skipped))


def _pieces(source: bytes, name: bytes, skipped: Skipped) -> Iterator[bytes]:
    links = _HardLinks()
    for path, entry_name, status in _walk(source, name, skipped):
        try:
            entry = _entry(path, entry_name, status)
            if entry is None:
                skipped(path, "archive/tar: sockets not supported")
                continue
            links.shorten(entry, status)
            if entry.type is REGULAR:
                yield from _regular_file(path, entry)
            else:
                yield encode(entry)
        except FileNotFoundError as error:
            skipped(path, _failed_open(path, error))
        except OSError as error:
            raise PydockError(_failed_open(path, error)) from error
    yield END


def _walk(
    source: bytes, name: bytes, skipped: Skipped
) -> Iterator[tuple[bytes, bytes, os.stat_result]]:
    """Yield (path, name in the archive, status) of the source and of all below it."""
    path = source
    open_directories: list[tuple[bytes, bytes, list[bytes]]] = []
    while True:
        try:
            status = os.lstat(path)
            yield path, name, status
            if stat.S_ISDIR(status.st_mode):
                children = sorted(os.listdir(path), reverse=True)
                open_directories.append((path + b"/", name + b"/", children))
        except OSError as error:
            skipped(path, _failed_open(path, error))
        while open_directories and not open_directories[-1][2]:
            open_directories.pop()
        if not open_directories:
            return
        path_above, name_above, children = open_directories[-1]
        child = children.pop()
        path, name = path_above + child, name_above + child


def _entry(path: bytes, name: bytes, status: os.stat_result) -> Entry | None:
    link_name = os.readlink(path) if stat.S_ISLNK(status.st_mode) else b""
    return from_stat(name, status, link_name)


def _regular_file(path: bytes, entry: Entry) -> Iterator[bytes]:
    """Yield header and content, both with the size that the file has when opened."""
    file = os.open(path, _OPEN_FLAGS)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise PydockError(f"{printable(path)} was replaced while it was being read")
        entry.size = status.st_size
        add_capabilities(entry, file)
        yield encode(entry)
        yield from file_content(file, entry)
    finally:
        os.close(file)


class _HardLinks:
    """Files with several names: the first name carries the content, the others link to it."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, int], tuple[bytes, int]] = {}

    def shorten(self, entry: Entry, status: os.stat_result) -> None:
        """Make the entry a hard link if another name of the same file was sent before it."""
        if status.st_nlink < 2 or stat.S_ISDIR(status.st_mode):
            return
        key = (status.st_dev, status.st_ino)
        first, names_left = self._first.get(key, (entry.name, status.st_nlink))
        if key in self._first:
            entry.type, entry.link_name, entry.size = HARD_LINK, first, 0
        if names_left > 1:
            self._first[key] = (first, names_left - 1)
        else:
            self._first.pop(key, None)


def _failed_open(path: bytes, error: OSError) -> str:
    return f"open {printable(path)}: {os_reason(error)}"
