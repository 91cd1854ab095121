"""Directories as BuildKit reads them: a stat for each selected file, content on request."""

import errno
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import NamedTuple, Protocol

from pydock.build.buildkit import file_modes
from pydock.build.buildkit.messages.files import Stat
from pydock.build.buildkit.selection import Selection, Verdict, select
from pydock.build.context_files import (
    PathOpener,
    WalkedDirectory,
    changed,
    is_replaced,
    open_below,
    open_regular,
    open_root,
    unreadable_directory,
)
from pydock.build.walk import as_text, whole_path

#: large enough to make the cost of a packet negligible, small enough for the memory of both sides
BLOCK_BYTES = 256 << 10


class Patterns(NamedTuple):
    """The files that BuildKit requests."""

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    follow: Sequence[str] = ()


class OpenSource(Protocol):
    """A directory while BuildKit reads it. Every method may raise PydockError and OSError."""

    def stats(self, patterns: Patterns) -> Iterator[Stat]:
        """Yield what is selected: a directory before its content, names in order of their bytes."""

    def blocks(self, path: str) -> Iterator[bytes]:
        """Yield the content of a file that `stats` yielded."""


class Source(Protocol):
    """Something that BuildKit sees as a directory."""

    def open(self) -> AbstractContextManager[OpenSource]: ...


class GeneratedDirectory:
    """A directory that exists in memory only: files by their names, without subdirectories."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._mtime_ns = time.time_ns()

    @contextmanager
    def open(self) -> Iterator[OpenSource]:
        yield self

    def stats(self, patterns: Patterns) -> Iterator[Stat]:
        selection = Selection(patterns.include, patterns.exclude)
        for name, content in sorted(self._files.items()):
            if selection.selects(selection.judge(name, Verdict())):
                yield Stat(name, 0o644, size=len(content), mtime_ns=self._mtime_ns)

    def blocks(self, path: str) -> Iterator[bytes]:
        yield self._files[path]


class LocalDirectory:
    """A directory of this machine. Everything in it is owned by 0:0."""

    def __init__(self, path: str) -> None:
        self._path = os.fsencode(path)

    @contextmanager
    def open(self) -> Iterator[OpenSource]:
        """Open the directory; a file is reached from its descriptor, never through a link."""
        try:
            root = open_root(self._path)
        except OSError as error:
            raise unreadable_directory(self._path, error) from None
        opener = PathOpener(root.descriptor)
        try:
            yield _OpenDirectory(self._path, root, opener)
        finally:
            opener.close()
            root.close()


class _Entered(NamedTuple):
    """A directory being walked, and its own stat until that has been sent."""

    level: WalkedDirectory
    verdict: Verdict
    pending: list[Stat]


class _OpenDirectory:
    def __init__(self, path: bytes, root: WalkedDirectory, opener: PathOpener) -> None:
        self._path = path
        self._root = root
        self._opener = opener

    def stats(self, patterns: Patterns) -> Iterator[Stat]:
        """As `OpenSource`; an unselected directory is sent along with what is selected in it."""
        selection = select(self._opener, *patterns)
        first_names: dict[tuple[int, int], str] = {}
        entered = [_Entered(self._root, Verdict(), [])]
        try:
            while entered:
                level, above, _ = entered[-1]
                if not level.entries:
                    entered.pop()
                    if level is not self._root:
                        level.close()
                    continue
                last_name, entry = level.entries.pop()
                name = as_text(level.prefix + last_name)
                verdict = selection.judge(name, above)
                selected = selection.selects(verdict)
                is_directory = entry.is_dir(follow_symlinks=False)
                if not selected and not (
                    is_directory and selection.may_select_below(name, verdict)
                ):
                    continue
                try:
                    found = _stat(name, last_name, entry, level.descriptor, first_names)
                except FileNotFoundError:
                    continue  # removed since the directory was listed
                except OSError as error:
                    error.filename = self._whole(level, last_name)
                    raise
                if selected:
                    for directory in entered:
                        yield from directory.pending
                        directory.pending.clear()
                    yield found
                if is_directory and (below := self._enter(level, last_name, selected)):
                    entered.append(_Entered(below, verdict, [] if selected else [found]))
        finally:
            for level, _, _ in entered[1:]:
                level.close()

    def blocks(self, path: str) -> Iterator[bytes]:
        """As `OpenSource`. Raises PydockError for a file that changes while it is read."""
        name = os.fsencode(path)
        *directories, last_name = name.split(b"/")
        try:
            directory = self._opener.directory(directories)
            file, before = open_regular(directory, last_name)
            try:
                sent_bytes = 0
                while data := os.read(file, BLOCK_BYTES):
                    sent_bytes += len(data)
                    yield data
                after = os.fstat(file)
            finally:
                os.close(file)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return  # a socket, which docker sends as an empty file
            error.filename = where = whole_path(self._path, name)
            if is_replaced(error):
                raise changed(where) from None
            raise
        if _differ(before, after) or sent_bytes != after.st_size:
            raise changed(whole_path(self._path, name))

    def _enter(self, above: WalkedDirectory, name: bytes, selected: bool) -> WalkedDirectory | None:
        """Open a directory; None where it is not selected itself and may not be read."""
        try:
            return open_below(above, name)
        except PermissionError as error:
            if not selected:
                return None
            raise unreadable_directory(self._whole(above, name), error) from None
        except OSError as error:
            raise unreadable_directory(self._whole(above, name), error) from None

    def _whole(self, above: WalkedDirectory, name: bytes) -> bytes:
        return whole_path(self._path, above.prefix + name)


def _stat(
    name: str,
    last_name: bytes,
    entry: os.DirEntry[str],
    directory: int,
    first_names: dict[tuple[int, int], str],
) -> Stat:
    """Return the stat of a file; a further name of a file sent before links to its first name."""
    found = entry.stat(follow_symlinks=False)
    mode = found.st_mode
    sent = Stat(name, file_modes.to_go(mode), mtime_ns=found.st_mtime_ns)
    if not stat.S_ISDIR(mode):
        sent.size = found.st_size
        if found.st_nlink > 1:
            first_name = first_names.setdefault((found.st_dev, found.st_ino), name)
            if first_name != name:
                sent.link_name, sent.size = first_name, 0
    if stat.S_ISLNK(mode):
        sent.link_name = as_text(os.readlink(last_name, dir_fd=directory))
    elif stat.S_ISBLK(mode) or stat.S_ISCHR(mode):
        sent.device_major, sent.device_minor = os.major(found.st_rdev), os.minor(found.st_rdev)
    # No system call takes a descriptor and a name here; Linux resolves this to the open directory.
    path = b"/proc/self/fd/%d/%b" % (directory, last_name)
    with suppress(OSError):  # a file system without any, or attributes that may not be read
        for key in os.listxattr(path, follow_symlinks=False):
            with suppress(OSError):
                sent.xattrs[key] = os.getxattr(path, key, follow_symlinks=False)
    return sent


def _differ(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
