"""The tar of a context directory as a stream: member for member what docker's client sends.

Nothing is held but the block that is being filled. A file that cannot be sent whole ends the
stream with an error that names it, so that an engine never builds from half a file.
"""

# ruff: noqa: PTH115 (pathlib knows no paths of bytes)

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator, Mapping

from pydock.archive import tar_headers
from pydock.archive.tar_headers import Entry, printable
from pydock.build.ignore import EXCLUDED, IgnoreRules
from pydock.build.walk import unreadable, walk
from pydock.errors import PydockError

#: opening must neither follow a link nor wait for a writer of a pipe, should the file have
#: been replaced by one since the directory was listed
_OPEN_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class ContextDirectory:
    """A directory that is sent as a build's context.

    `replacements` are files, by their names in the context, that are sent with this content in
    place of the directory's own; those that the directory lacks come last.
    """

    def __init__(
        self,
        path: bytes,
        rules: IgnoreRules,
        replacements: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self._path = path
        self._rules = rules
        self._replacements = dict(replacements or {})
        self._first_names: dict[tuple[int, int], bytes] = {}

    def blocks(self) -> Iterator[bytes]:
        """The tar, block by block; raises PydockError naming the file that is at fault."""
        return tar_headers.packed(self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        missing = dict(self._replacements)
        for name, found, verdict in walk(self._path, self._rules):
            if name in missing:
                yield self._replaced(name, found, missing.pop(name))
            elif verdict & EXCLUDED:
                continue
            elif found.is_file(follow_symlinks=False):
                yield from self._regular_file(name, found.path)
            else:
                yield self._without_content(name, found)
        for name, content in missing.items():
            yield made_file(name, content)
        yield tar_headers.END

    def _replaced(self, name: bytes, found: os.DirEntry[bytes], content: bytes) -> bytes:
        """A member with the file's mode and time, and other content."""
        if not found.is_file(follow_symlinks=False):
            return made_file(name, content)
        try:
            entry = tar_headers.from_stat(name, found.stat(follow_symlinks=False))
        except OSError as error:
            raise unreadable(found.path, error) from None
        assert entry is not None
        entry.uid = entry.gid = 0
        entry.size = len(content)
        return tar_headers.encode(entry) + content + tar_headers.padding(len(content))

    def _regular_file(self, name: bytes, path: bytes) -> Iterator[bytes]:
        file = _open(path)
        try:
            status = os.fstat(file)
            entry = self._entry(name, status)
            if entry is None or not stat.S_ISREG(status.st_mode):
                raise _changed(path)
            tar_headers.add_capabilities(entry, file)
            yield tar_headers.encode(entry)
            yield from tar_headers.file_content(file, entry)
        except OSError as error:
            raise unreadable(path, error) from None
        finally:
            os.close(file)

    def _without_content(self, name: bytes, found: os.DirEntry[bytes]) -> bytes:
        """The header of a directory, link, pipe or device; nothing for a socket."""
        try:
            status = found.stat(follow_symlinks=False)
            target = os.readlink(found.path) if stat.S_ISLNK(status.st_mode) else b""
        except OSError as error:
            raise unreadable(found.path, error) from None
        entry = self._entry(name, status, target)
        return tar_headers.encode(entry) if entry else b""

    def _entry(self, name: bytes, status: os.stat_result, target: bytes = b"") -> Entry | None:
        """The member that belongs to 0:0; a hard link if the file was sent before."""
        entry = tar_headers.from_stat(name, status, target)
        if entry is None:
            return None
        entry.uid = entry.gid = 0
        if status.st_nlink > 1 and not stat.S_ISDIR(status.st_mode):
            first_name = self._first_names.setdefault((status.st_dev, status.st_ino), name)
            if first_name != name:
                entry.type, entry.link_name, entry.size = tar_headers.HARD_LINK, first_name, 0
        return entry


def made_file(name: bytes, content: bytes, mode: int = 0o600) -> bytes:
    """A whole member for a file that exists nowhere but in the tar."""
    mtime_ns = int(time.time()) * 10**9
    entry = Entry(name, tar_headers.REGULAR, mode=mode, size=len(content), mtime_ns=mtime_ns)
    return tar_headers.encode(entry) + content + tar_headers.padding(len(content))


def _open(path: bytes) -> int:
    try:
        return os.open(path, _OPEN_FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _changed(path) from None
        raise unreadable(path, error) from None


def _changed(path: bytes) -> PydockError:
    return PydockError(f"error sending context: '{printable(path)}' changed while it was read")
