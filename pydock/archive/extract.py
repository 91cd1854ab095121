"""Unpacks a tar stream from a container into a local folder, taking it for hostile.

Whatever the archive holds, nothing outside the folder is created, changed, linked or
removed: see `pydock.archive.folder`. A file that is there already is replaced, never opened
or written through, and only once its successor is complete.

Like docker, it gives no file away to another owner, creates devices and FIFOs, makes
symlinks as they are when they are absolute, refuses relative ones that lead out, replaces
files with files, merges folders, and puts neither in the place of the other.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOTSUP

from pydock.archive.fields import ArchiveError
from pydock.archive.folder import LONGEST_PATH_BYTES, FolderTree
from pydock.archive.reader import TarReader
from pydock.archive.tar import (
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    FIFO,
    HARD_LINK,
    PAX_XATTR,
    REGULAR,
    SYMLINK,
    Entry,
    printable,
)
from pydock.errors import PydockError

_LATEST_NS = 2**63 - 1
_NODE_TYPES = {
    CHARACTER_DEVICE: stat.S_IFCHR,
    BLOCK_DEVICE: stat.S_IFBLK,
    FIFO: stat.S_IFIFO,
}

Rename = Callable[[bytes], bytes]


def extract(archive: TarReader, folder: bytes, rename: Rename | None = None) -> None:
    """Unpacks the archive into `folder` (an absolute path), which must be there.

    `rename` gives the name under which an entry, or what a hard link points to, is
    created. Raises ArchiveError for an archive that is damaged or reaches outside, and
    PydockError, naming the file, for what cannot be created. What was unpacked before stays.
    """
    with _naming("open", folder):
        tree = FolderTree(folder)
    try:
        extractor = _Extractor(tree, archive, rename)
        for entry in archive:
            extractor.extract(entry)
    except BaseException:
        with suppress(OSError):
            tree.close()
        raise
    with _naming("chmod", folder):
        tree.close()


class _Extractor:
    def __init__(self, tree: FolderTree, archive: TarReader, rename: Rename | None) -> None:
        self._tree = tree
        self._destination = tree.destination
        self._archive = archive
        self._rename = rename

    def extract(self, entry: Entry) -> None:
        name = entry.name if self._rename is None else self._rename(entry.name)
        names = self._inside(name)
        path = posixpath.join(self._destination, *names)
        if entry.type == DIRECTORY:
            if names:
                self._directory(entry, names, path)
            return
        if not names:
            raise self._is_a_directory(path)
        with _naming("mkdir", posixpath.dirname(path)):
            parent = self._tree.enter(names[:-1])
        place = _Place(parent, names[-1], lambda: self._is_a_directory(path))
        if entry.type == REGULAR:
            self._regular_file(entry, place, path)
        elif entry.type == SYMLINK:
            self._symlink(entry, place, path)
        elif entry.type == HARD_LINK:
            self._hard_link(entry, place, path)
        elif entry.type in _NODE_TYPES:
            self._node(entry, place, path)
        else:
            raise ArchiveError(f"unhandled tar header type {entry.type[0]}")

    def _inside(self, name: bytes) -> list[bytes]:
        """The components of a name below the destination; none for the destination itself."""
        clean = posixpath.normpath(name) if name[:1] != b"/" else _normal_absolute(name)
        if clean == b".." or clean.startswith(b"../"):
            raise ArchiveError(
                f'"{printable(clean)}" is outside of "{printable(self._destination)}"'
            )
        if len(clean) > LONGEST_PATH_BYTES:
            raise ArchiveError(f"{printable(clean[:60])}...: file name too long")
        return [] if clean == b"." else clean.split(b"/")

    def _directory(self, entry: Entry, names: list[bytes], path: bytes) -> None:
        with _naming("mkdir", path):
            parent = self._tree.enter(names[:-1])
            try:
                os.mkdir(names[-1], 0o700, dir_fd=parent)
            except FileExistsError:
                status = os.stat(names[-1], dir_fd=parent, follow_symlinks=False)
                if not stat.S_ISDIR(status.st_mode):
                    raise self._is_no_directory(path) from None
        with _naming("chmod", path):
            folder = self._tree.enter(names)
            _set_attributes(entry, folder)
            self._tree.finish_later(entry.mode, _time_ns(entry))

    def _regular_file(self, entry: Entry, place: _Place, path: bytes) -> None:
        with _naming("open", path), place.new_file() as file:
            written = 0
            for offset, data in self._archive.content():
                written = offset + len(data)
                _write(file, offset, data)
            if written < entry.size:
                os.ftruncate(file, entry.size)
            _set_attributes(entry, file)
            os.fchmod(file, entry.mode)
            os.utime(file, ns=(_time_ns(entry), _time_ns(entry)))

    def _symlink(self, entry: Entry, place: _Place, path: bytes) -> None:
        # Compared as docker does it, as text: it keeps archives from docker's fate, while
        # no link in the destination is ever followed here.
        target = posixpath.normpath(posixpath.dirname(path) + b"/" + entry.link_name)
        if not target.startswith(self._destination):
            raise ArchiveError(
                f'invalid symlink "{printable(path)}" -> "{printable(entry.link_name)}"'
            )
        with _naming("symlink", path):
            place.new(
                lambda name: os.symlink(entry.link_name, name, dir_fd=place.folder),
            )
            self._set_time(entry, place)

    def _hard_link(self, entry: Entry, place: _Place, path: bytes) -> None:
        """Links to what was unpacked; mode and time are the file's and stay as they are."""
        name = entry.link_name if self._rename is None else self._rename(entry.link_name)
        try:
            names = self._inside(name)
        except ArchiveError:
            names = []
        if not names:
            raise ArchiveError(
                f'invalid hardlink "{printable(path)}" -> "{printable(entry.link_name)}"'
            )
        with _naming("link", path):
            folder = self._tree.open_existing(names[:-1])
            try:
                place.new(
                    lambda new_name: os.link(
                        names[-1],
                        new_name,
                        src_dir_fd=folder,
                        dst_dir_fd=place.folder,
                        follow_symlinks=False,
                    )
                )
            finally:
                os.close(folder)

    def _node(self, entry: Entry, place: _Place, path: bytes) -> None:
        """A device or FIFO. Its mode comes with its creation: chmod would follow a symlink."""
        mode = _NODE_TYPES[entry.type] | entry.mode
        with _naming("mknod", path):
            device = os.makedev(entry.device_major, entry.device_minor)
            umask = os.umask(0)
            try:
                place.new(lambda name: os.mknod(name, mode, device, dir_fd=place.folder))
            finally:
                os.umask(umask)
            self._set_time(entry, place)

    @staticmethod
    def _set_time(entry: Entry, place: _Place) -> None:
        times = (_time_ns(entry), _time_ns(entry))
        os.utime(place.name, ns=times, dir_fd=place.folder, follow_symlinks=False)

    def _is_a_directory(self, path: bytes) -> ArchiveError:
        return ArchiveError(
            f'cannot overwrite directory "{printable(path)}"'
            f' with non-directory "{printable(self._destination)}"'
        )

    def _is_no_directory(self, path: bytes) -> ArchiveError:
        return ArchiveError(
            f'cannot overwrite non-directory "{printable(path)}"'
            f' with directory "{printable(self._destination)}"'
        )


class _Place:
    """Where an entry is to be: a name in an open folder, taken or not."""

    def __init__(
        self, folder: int, name: bytes, is_a_directory: Callable[[], ArchiveError]
    ) -> None:
        self.folder = folder
        self.name = name
        self._is_a_directory = is_a_directory

    def new(self, create: Callable[[bytes], None]) -> None:
        """Calls `create(name)`; where the name is taken, by anything but a folder, replaces it."""
        try:
            create(self.name)
        except FileExistsError:
            other = self._free_name()
            create(other)
            self._move_here(other)

    @contextmanager
    def new_file(self) -> Iterator[int]:
        """The descriptor of a new regular file, which replaces what was there on success.

        On failure nothing of it is left and what was there still is.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        name = self.name
        try:
            file = os.open(name, flags, 0o600, dir_fd=self.folder)
        except FileExistsError:
            name = self._free_name()
            file = os.open(name, flags, 0o600, dir_fd=self.folder)
        try:
            yield file
            if name is not self.name:
                self._move_here(name)
        except BaseException:
            with suppress(OSError):
                os.unlink(name, dir_fd=self.folder)
            raise
        finally:
            os.close(file)

    def _free_name(self) -> bytes:
        status = os.stat(self.name, dir_fd=self.folder, follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            raise self._is_a_directory()
        return b".pydock-" + os.urandom(8).hex().encode()

    def _move_here(self, name: bytes) -> None:
        try:
            os.rename(name, self.name, src_dir_fd=self.folder, dst_dir_fd=self.folder)
        finally:
            # Still there when renaming failed, or did nothing between links to one file.
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=self.folder)


def _normal_absolute(name: bytes) -> bytes:
    """A name as if its root were the destination: `/../a/./b` is `a/b`."""
    return posixpath.normpath(b"/" + name.lstrip(b"/"))[1:] or b"."


def _write(file: int, offset: int, data: memoryview) -> None:
    while data:
        written = os.pwrite(file, data, offset)
        data = data[written:]
        offset += written


def _set_attributes(entry: Entry, file: int) -> None:
    """Extended attributes, as far as the person and the file system may have them."""
    for key, value in (entry.pax or {}).items():
        try:
            os.setxattr(file, key.removeprefix(PAX_XATTR), value)
        except PermissionError:
            continue
        except OSError as error:
            if error.errno != ENOTSUP:
                raise


def _time_ns(entry: Entry) -> int:
    """The time of an entry, or 1970 where it is one that no file may have."""
    return entry.mtime_ns if 0 <= entry.mtime_ns <= _LATEST_NS else 0


@contextmanager
def _naming(action: str, path: bytes) -> Iterator[None]:
    """Turns an error of the system into one that names the file, in Go's words."""
    try:
        yield
    except (OSError, OverflowError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PydockError(f"{action} {printable(path)}: {reason.lower()}") from error
