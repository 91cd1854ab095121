"""Extract a tar stream from a container into a local directory; the stream is untrusted.

Whatever the archive holds, nothing outside the directory is created, changed, linked or
removed: `directory_tree` never leaves it on the way down, `new_file` never writes through an
existing file.

As in docker, the owner of files is the user. Devices and FIFOs are created, symlinks are kept
wherever they lead. Files replace files and directories are merged, but neither replaces the other.
"""

import os
import posixpath
import stat
from collections.abc import Callable
from contextlib import suppress
from errno import ENOTSUP

from pydock.archive.directory_tree import LONGEST_PATH_BYTES, DirectoryTree
from pydock.archive.header_fields import ArchiveError
from pydock.archive.new_file import NewFile, create, hard_link, possible_time, set_time
from pydock.archive.tar_headers import (
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
from pydock.archive.tar_reader import TarReader
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

Rename = Callable[[bytes], bytes]

_NODE_KINDS = {CHARACTER_DEVICE: stat.S_IFCHR, BLOCK_DEVICE: stat.S_IFBLK, FIFO: stat.S_IFIFO}


def extract(archive: TarReader, directory: bytes, rename: Rename, below: bytes = b".") -> None:
    """Extract the archive into `directory` (an absolute path), which must exist.

    `rename` returns the name under which an entry, or the target of a hard link, is created. Only
    `below`, a path in the directory, is created or changed, and what is below it. Raises
    ArchiveError for an archive that is damaged or reaches outside, and PydockError, naming the
    file, for what cannot be created. Files extracted before remain.
    """
    try:
        tree = DirectoryTree(posixpath.normpath(directory))
    except OSError as error:
        raise PydockError(f"open {printable(directory)}: {os_reason(error)}") from error
    try:
        extractor = _Extractor(tree, archive, rename, below)
        for entry in archive:
            extractor.extract(entry)
    except BaseException:
        with suppress(OSError):
            tree.close()
        raise
    try:
        tree.close()
    except OSError as error:
        raise PydockError(f"chmod below {printable(directory)}: {os_reason(error)}") from error


class _Extractor:
    def __init__(
        self, tree: DirectoryTree, archive: TarReader, rename: Rename, below: bytes
    ) -> None:
        self._tree = tree
        self._below = [name for name in below.split(b"/") if name not in (b"", b".")]
        self._destination = tree.destination
        self._archive = archive
        self._rename = rename
        self._kinds: dict[bytes, tuple[str, Callable[[Entry, list[bytes]], None]]] = {
            REGULAR: ("open", self._regular_file),
            DIRECTORY: ("mkdir", self._directory),
            SYMLINK: ("symlink", self._symlink),
            HARD_LINK: ("link", self._hard_link),
            **dict.fromkeys(_NODE_KINDS, ("mknod", self._node)),
        }

    def extract(self, entry: Entry) -> None:
        names = self._inside(self._rename(entry.name))
        try:
            action, make = self._kinds[entry.type]
        except KeyError:
            raise ArchiveError(f"unhandled tar header type {ord(entry.type)}") from None
        try:
            make(entry, names)
        except IsADirectoryError:
            raise ArchiveError(
                f'cannot overwrite directory "{printable(b"/".join(names))}"'
                f' with non-directory "{printable(self._destination)}"'
            ) from None
        except (OSError, OverflowError, ValueError) as error:
            raise PydockError(f"{action} {self._path(names)}: {os_reason(error)}") from error

    def _inside(self, name: bytes) -> list[bytes]:
        """Return a name's components below the destination: `/` is that, `..` stays below it."""
        if len(name) > LONGEST_PATH_BYTES:
            raise ArchiveError(f"{printable(name[:60])}...: file name too long")
        names: list[bytes] = []
        for level in name.split(b"/"):
            if level == b"..":
                if names:
                    names.pop()
                elif not name.startswith(b"/"):
                    raise self._outside(name)
            elif level not in (b"", b"."):
                names.append(level)
        if names[: len(self._below)] != self._below:
            raise self._outside(name)
        return names

    def _outside(self, name: bytes) -> ArchiveError:
        root = posixpath.join(self._destination, *self._below)
        return ArchiveError(f'"{printable(name)}" is outside of "{printable(root)}"')

    def _directory_of(self, names: list[bytes]) -> int:
        """Return the descriptor of the directory in which the last name is created."""
        if not names:
            raise IsADirectoryError
        return self._tree.enter(names[:-1])

    def _directory(self, entry: Entry, names: list[bytes]) -> None:
        if not names:
            return
        above = self._directory_of(names)
        try:
            os.mkdir(names[-1], 0o700, dir_fd=above)
        except FileExistsError:
            status = os.stat(names[-1], dir_fd=above, follow_symlinks=False)
            if not stat.S_ISDIR(status.st_mode):
                raise ArchiveError(
                    f'cannot overwrite non-directory "{printable(b"/".join(names))}"'
                    f' with directory "{printable(self._destination)}"'
                ) from None
        _set_attributes(entry, self._tree.enter(names))
        self._tree.finish_later(entry.mode, possible_time(entry.mtime_ns))

    def _regular_file(self, entry: Entry, names: list[bytes]) -> None:
        with NewFile(self._directory_of(names), names[-1]) as file:
            end = 0
            for offset, data in self._archive.content():
                end = offset + len(data)
                _write(file, offset, data)
            if end < entry.size:
                os.ftruncate(file, entry.size)
            if entry.pax:
                _set_attributes(entry, file)
            os.fchmod(file, entry.mode)
            time_ns = possible_time(entry.mtime_ns)
            os.utime(file, ns=(time_ns, time_ns))

    def _symlink(self, entry: Entry, names: list[bytes]) -> None:
        directory = self._directory_of(names)
        create(
            directory, names[-1], lambda name: os.symlink(entry.link_name, name, dir_fd=directory)
        )
        set_time(directory, names[-1], entry.mtime_ns)

    def _hard_link(self, entry: Entry, names: list[bytes]) -> None:
        """Link to a file that was extracted; mode and time are that file's and stay."""
        directory = self._directory_of(names)
        target = self._hard_link_target(entry, names)
        above = self._tree.open_existing(target[:-1])
        hard_link(above, target[-1], directory, names[-1])

    def _hard_link_target(self, entry: Entry, names: list[bytes]) -> list[bytes]:
        with suppress(ArchiveError):
            target = self._inside(self._rename(entry.link_name))
            if target:
                return target
        raise ArchiveError(
            f'invalid hardlink "{self._path(names)}" -> "{printable(entry.link_name)}"'
        )

    def _node(self, entry: Entry, names: list[bytes]) -> None:
        """Create a device or FIFO with its mode at once: chmod would follow a symlink."""
        directory = self._directory_of(names)
        mode = _NODE_KINDS[entry.type] | entry.mode
        device = os.makedev(entry.device_major, entry.device_minor)
        umask = os.umask(0)
        try:
            create(
                directory, names[-1], lambda name: os.mknod(name, mode, device, dir_fd=directory)
            )
        finally:
            os.umask(umask)
        set_time(directory, names[-1], entry.mtime_ns)

    def _path(self, names: list[bytes]) -> str:
        """Return a path for a message."""
        return printable(posixpath.join(self._destination, *names))


def _write(file: int, offset: int, data: memoryview) -> None:
    while data:
        written = os.pwrite(file, data, offset)
        data = data[written:]
        offset += written


def _set_attributes(entry: Entry, file: int) -> None:
    """Set extended attributes, as far as the user and the file system are allowed to."""
    for key, value in (entry.pax or {}).items():
        try:
            os.setxattr(file, key.removeprefix(PAX_XATTR), value)
        except PermissionError:
            continue
        except OSError as error:
            if error.errno != ENOTSUP:
                raise
