"""Directories as BuildKit reads them: a stat for each selected file, content on request."""

# ruff: noqa: PTH115, PTH118 (pathlib knows no paths of bytes)

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, Protocol

from pydock.archive.tar_headers import printable
from pydock.build.buildkit import file_modes
from pydock.build.buildkit.messages.files import Stat
from pydock.build.buildkit.selection import Selection, Verdict, select
from pydock.build.walk import as_text, listing
from pydock.errors import PydockError

#: large enough that a packet's own cost does not count, small enough for the memory of both
BLOCK_BYTES = 256 << 10

#: opening must neither follow a link nor wait for a writer of a pipe, should the file have
#: been replaced by one since it was listed
_OPEN_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Patterns(NamedTuple):
    """Which files BuildKit asks for."""

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    follow: Sequence[str] = ()


class Source(Protocol):
    """Something that BuildKit sees as a directory. Everything may raise PydockError and OSError."""

    def stats(self, patterns: Patterns) -> Iterator[Stat]:
        """What is selected: a directory before what it holds, names in the order of their bytes."""

    def blocks(self, path: str) -> Iterator[bytes]:
        """The content of a file that `stats` told of."""


class GeneratedDirectory:
    """A directory that is none: files by their names, without directories."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._mtime_ns = time.time_ns()

    def stats(self, patterns: Patterns) -> Iterator[Stat]:
        selection = Selection(patterns.include, patterns.exclude)
        for name, content in sorted(self._files.items()):
            if selection.selects(selection.judge(name, Verdict())):
                yield Stat(name, 0o644, size=len(content), mtime_ns=self._mtime_ns)

    def blocks(self, path: str) -> Iterator[bytes]:
        yield self._files[path]


class _Entered(NamedTuple):
    """A directory that is being walked: what is left of it, and its own stat until it is told."""

    entries: list[os.DirEntry[bytes]]
    verdict: Verdict
    untold: list[Stat]


class LocalDirectory:
    """A directory of this machine. All in it belongs to 0:0."""

    def __init__(self, path: str) -> None:
        self._root = os.fsencode(path)

    def stats(self, patterns: Patterns) -> Iterator[Stat]:
        """As of `Source`; a directory that is not selected comes along with what is, in it."""
        selection = select(self._root, *patterns)
        first_names: dict[tuple[int, int], str] = {}
        skip = len(self._root.rstrip(b"/")) + 1
        entered = [_Entered(listing(self._root), Verdict(), [])]
        while entered:
            entries, above, _ = entered[-1]
            if not entries:
                entered.pop()
                continue
            entry = entries.pop()
            name = as_text(entry.path[skip:])
            verdict = selection.judge(name, above)
            is_selected = selection.selects(verdict)
            is_directory = entry.is_dir(follow_symlinks=False)
            if not is_selected and not (is_directory and selection.may_select_below(name, verdict)):
                continue
            try:
                found = _stat(name, entry, first_names)
            except FileNotFoundError:
                continue  # gone since the directory was listed
            if is_selected:
                for directory in entered:
                    yield from directory.untold
                    directory.untold.clear()
                yield found
            if is_directory:
                untold = [] if is_selected else [found]
                entered.append(_Entered(_listing(entry.path, is_selected), verdict, untold))

    def blocks(self, path: str) -> Iterator[bytes]:
        """As of `Source`. Raises PydockError when the file is another one now, or changes while
        it is read; a file that changed before comes as it is now."""
        whole_path = os.path.join(self._root, os.fsencode(path))
        if stat.S_ISSOCK(os.lstat(whole_path).st_mode):
            return
        file = os.open(whole_path, _OPEN_FLAGS)
        try:
            before = os.fstat(file)
            if not stat.S_ISREG(before.st_mode):
                raise _changed(whole_path)
            sent_bytes = 0
            while data := os.read(file, BLOCK_BYTES):
                sent_bytes += len(data)
                yield data
            after = os.fstat(file)
            if _differ(before, after) or sent_bytes != after.st_size:
                raise _changed(whole_path)
        finally:
            os.close(file)


def _listing(directory: bytes, is_selected: bool) -> list[os.DirEntry[bytes]]:
    """A directory's entries; none where it is not selected itself and may not be read."""
    try:
        return listing(directory)
    except PydockError:
        if is_selected or os.access(directory, os.R_OK | os.X_OK):
            raise
        return []


def _stat(name: str, entry: os.DirEntry[bytes], first_names: dict[tuple[int, int], str]) -> Stat:
    """What is told of a file; for a further name of a file that was told of before, that one."""
    found = entry.stat(follow_symlinks=False)
    mode = found.st_mode
    told = Stat(name, file_modes.to_go(mode), mtime_ns=found.st_mtime_ns)
    if not stat.S_ISDIR(mode):
        told.size = found.st_size
        if found.st_nlink > 1:
            first_name = first_names.setdefault((found.st_dev, found.st_ino), name)
            if first_name != name:
                told.link_name, told.size = first_name, 0
    if stat.S_ISLNK(mode):
        told.link_name = as_text(os.readlink(entry.path))
    elif stat.S_ISBLK(mode) or stat.S_ISCHR(mode):
        told.device_major, told.device_minor = os.major(found.st_rdev), os.minor(found.st_rdev)
    with suppress(OSError):  # a file system without any, or one that may not be read
        for key in os.listxattr(entry.path, follow_symlinks=False):
            with suppress(OSError):
                told.xattrs[key] = os.getxattr(entry.path, key, follow_symlinks=False)
    return told


def _changed(path: bytes) -> PydockError:
    return PydockError(f"'{printable(path)}' changed while it was read")


def _differ(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
