"""The tar of a context directory as a stream: member for member what docker's client sends.

Only the block being filled is in memory. A file that cannot be sent whole ends the stream with
an error that names it, so that an engine never builds from half a file.
"""

import os
import stat
import time
from collections.abc import Iterator, Mapping

from pydock.archive import tar_headers
from pydock.archive.tar_headers import Entry
from pydock.build.context_files import open_regular, unreadable
from pydock.build.ignore import EXCLUDED, IgnoreRules
from pydock.build.walk import WalkEntry, walk, whole_path


class DirectoryTar:
    """A directory sent as a context; `replacements` are contents of files by name."""

    def __init__(
        self, path: bytes, rules: IgnoreRules, replacements: Mapping[bytes, bytes] | None = None
    ) -> None:
        self._path = path
        self._rules = rules
        self._replacements = dict(replacements or {})
        self._first_names: dict[tuple[int, int], bytes] = {}

    def blocks(self) -> Iterator[bytes]:
        """Yield the tar block by block; raises PydockError naming the file that failed."""
        return tar_headers.packed(self._pieces())

    def check(self) -> None:
        """Raise PydockError naming the first file or directory that cannot be read."""
        for found in walk(self._path, self._rules):
            if found.verdict & EXCLUDED or not found.entry.is_file(follow_symlinks=False):
                continue
            try:
                os.close(open_regular(found.directory, found.entry.name)[0])
            except OSError as error:
                raise unreadable(whole_path(self._path, found.name), error) from None

    def _pieces(self) -> Iterator[bytes]:
        missing = dict(self._replacements)
        for found in walk(self._path, self._rules):
            try:
                if found.name in missing:
                    yield self._replaced(found, missing.pop(found.name))
                elif found.verdict & EXCLUDED:
                    continue
                elif found.entry.is_file(follow_symlinks=False):
                    yield from self._regular_file(found)
                else:
                    yield self._without_content(found)
            except OSError as error:
                raise unreadable(whole_path(self._path, found.name), error) from None
        for name, content in missing.items():
            yield generated_file(name, content)
        yield tar_headers.END

    def _replaced(self, found: WalkEntry, content: bytes) -> bytes:
        """Return a member with the file's mode and time, and other content."""
        if not found.entry.is_file(follow_symlinks=False):
            return generated_file(found.name, content)
        entry = tar_headers.from_stat(found.name, found.entry.stat(follow_symlinks=False))
        assert entry is not None
        entry.uid = entry.gid = 0
        return tar_headers.with_content(entry, content)

    def _regular_file(self, found: WalkEntry) -> Iterator[bytes]:
        file, status = open_regular(found.directory, found.entry.name)
        try:
            entry = self._entry(found.name, status)
            assert entry is not None
            tar_headers.add_capabilities(entry, file)
            yield tar_headers.encode(entry)
            yield from tar_headers.file_content(file, entry)
        finally:
            os.close(file)

    def _without_content(self, found: WalkEntry) -> bytes:
        """Return the header of a directory, link, pipe or device; nothing for a socket."""
        status = found.entry.stat(follow_symlinks=False)
        target = b""
        if stat.S_ISLNK(status.st_mode):
            target = os.fsencode(os.readlink(found.entry.name, dir_fd=found.directory))
        entry = self._entry(found.name, status, target)
        return tar_headers.encode(entry) if entry else b""

    def _entry(self, name: bytes, status: os.stat_result, target: bytes = b"") -> Entry | None:
        """Return the member, owned by 0:0; a hard link if the file was sent before."""
        entry = tar_headers.from_stat(name, status, target)
        if entry is None:
            return None
        entry.uid = entry.gid = 0
        if status.st_nlink > 1 and not stat.S_ISDIR(status.st_mode):
            first_name = self._first_names.setdefault((status.st_dev, status.st_ino), name)
            if first_name != name:
                entry.type, entry.link_name, entry.size = tar_headers.HARD_LINK, first_name, 0
        return entry


def generated_file(name: bytes, content: bytes, mode: int = 0o600) -> bytes:
    """Return a whole member for a file that exists in the tar only."""
    mtime_ns = int(time.time()) * 10**9
    return tar_headers.with_content(Entry(name, mode=mode, mtime_ns=mtime_ns), content)
