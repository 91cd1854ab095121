"""Receive a directory from the engine, which is untrusted, below a destination.

Nothing outside the destination is created, changed or removed: every directory is reached by
descriptor and never through a symlink. Existing files remain unless they get new content; a
directory is not replaced by anything else. The user owns everything.
"""

import os
import stat
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from pydock.archive.directory_tree import LONGEST_PATH_BYTES, DirectoryTree
from pydock.archive.header_fields import ArchiveError
from pydock.archive.new_file import NewFile, create, hard_link, possible_time, set_time
from pydock.archive.tar_headers import printable
from pydock.build.buildkit import file_modes
from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.files import Packet, PacketType, Stat
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

#: files requested ahead, and open at once
_REQUESTS = 32
_OPEN_PIPE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC

#: creates something in an open directory, under a name, from its stat
_Make = Callable[[int, bytes, Stat], None]


def receive_directory(call: ServerCall, destination: str) -> None:
    """Receive a directory, which is created if missing. Raises PydockError, naming the file."""
    os.makedirs(destination, mode=0o700, exist_ok=True)  # noqa: PTH103 (names of any bytes)
    tree = DirectoryTree(os.fsencode(destination))
    try:
        receiver = _Receiver(call, tree)
        try:
            receiver.receive_all()
        finally:
            receiver.close()
    except ArchiveError as error:
        raise PydockError(f"cannot write the result: {error}") from None
    finally:
        tree.close()


class _Receiver:
    def __init__(self, call: ServerCall, tree: DirectoryTree) -> None:
        self._call = call
        self._tree = tree
        self._count = 0
        self._pending: deque[tuple[int, Stat]] = deque()
        self._open: dict[int, _OpenFile] = {}
        self._links: list[Stat] = []
        self._directories: list[Stat] = []
        self._all_listed = False

    def close(self) -> None:
        """Remove incomplete files."""
        for file in self._open.values():
            file.drop()
        self._open.clear()

    def receive_all(self) -> None:
        while not (self._all_listed and not self._pending and not self._open):
            packet = self._call.receive(Packet)
            if packet is None:
                raise CallFailed(
                    Code.CANCELLED, "the engine cancelled before it had sent all files"
                )
            self._take(packet)
            self._request_more()
        for link in self._links:
            self._make(link, "link", self._hard_link)
        for directory in reversed(self._directories):
            self._finish_directory(directory)
        self._call.send(Packet(PacketType.FINISHED))
        while (packet := self._call.receive(Packet)) is not None:
            if packet.type == PacketType.FINISHED:
                return

    def _take(self, packet: Packet) -> None:
        if packet.type == PacketType.ERROR:
            reason = packet.data.decode("utf-8", "replace")
            raise CallFailed(Code.UNKNOWN, f"error from sender: {reason}")
        if packet.type == PacketType.DATA:
            self._take_data(packet)
        elif packet.type == PacketType.STAT and packet.stat is None:
            self._all_listed = True
        elif packet.type == PacketType.STAT:
            if self._all_listed:
                raise PydockError("invalid response from engine: a file after the last one")
            assert packet.stat is not None
            self._take_stat(packet.stat)

    def _take_stat(self, entry: Stat) -> None:
        number = self._count
        self._count += 1
        mode = entry.mode
        if mode & file_modes.DIRECTORY:
            self._make(entry, "mkdir", self._directory)
            self._directories.append(entry)
        elif mode & file_modes.SYMLINK:
            self._make(entry, "symlink", self._symlink)
        elif mode & (file_modes.DEVICE | file_modes.NAMED_PIPE):
            self._make(entry, "mknod", self._node)
        elif mode & file_modes.KIND:
            raise PydockError(f"{self._path(entry)}: unknown file type")
        elif entry.link_name:
            self._links.append(entry)
        else:
            self._pending.append((number, entry))

    def _request_more(self) -> None:
        while self._pending and len(self._open) < _REQUESTS:
            number, entry = self._pending.popleft()

            def make(directory: int, name: bytes, entry: Stat, number: int = number) -> None:
                self._open[number] = _OpenFile(directory, name, entry)

            self._make(entry, "open", make)
            self._call.send(Packet(PacketType.REQUEST, id=number))

    def _take_data(self, packet: Packet) -> None:
        file = self._open.get(packet.id)
        if file is None:
            raise PydockError("invalid response from engine: a file that was not requested")
        try:
            if packet.data:
                file.write(packet.data)
            else:
                del self._open[packet.id]
                if file.size_bytes < file.entry.size:
                    file.drop()
                    raise PydockError(
                        f"write {self._path(file.entry)}: unexpected EOF after"
                        f" {file.size_bytes} of {file.entry.size} bytes"
                    )
                file.finish()
        except IsADirectoryError:
            raise self._overwrites_directory(file.entry) from None
        except OSError as error:
            raise PydockError(f"write {self._path(file.entry)}: {os_reason(error)}") from None

    def _make(self, entry: Stat, action: str, make: _Make) -> None:
        """Let `make` create something in its directory; errors name it."""
        names = _names(entry.path)
        try:
            make(self._tree.enter(names[:-1]), names[-1], entry)
        except IsADirectoryError:
            raise self._overwrites_directory(entry) from None
        except (OSError, OverflowError, ValueError) as error:
            raise PydockError(f"{action} {self._path(entry)}: {os_reason(error)}") from None

    def _directory(self, above: int, name: bytes, entry: Stat) -> None:
        """Create a directory that the user can write to until it is finished."""
        with suppress(FileNotFoundError):
            if not stat.S_ISDIR(os.stat(name, dir_fd=above, follow_symlinks=False).st_mode):
                os.unlink(name, dir_fd=above)
        with suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=above)

    def _finish_directory(self, entry: Stat) -> None:
        directory = self._tree.open_existing(_names(entry.path))
        try:
            _set_attributes(entry, directory)
        except OSError as error:
            raise PydockError(f"chmod {self._path(entry)}: {os_reason(error)}") from None
        finally:
            os.close(directory)

    def _symlink(self, directory: int, name: bytes, entry: Stat) -> None:
        target = os.fsencode(entry.link_name)
        create(directory, name, lambda made: os.symlink(target, made, dir_fd=directory))
        set_time(directory, name, entry.mtime_ns)

    def _hard_link(self, directory: int, name: bytes, entry: Stat) -> None:
        target = _names(entry.link_name)
        above = self._tree.open_existing(target[:-1])
        hard_link(above, target[-1], directory, name)

    def _node(self, directory: int, name: bytes, entry: Stat) -> None:
        """Create a pipe, or a device, whose mode the umask limits."""
        kind = stat.S_IFIFO
        if entry.mode & file_modes.DEVICE:
            kind = stat.S_IFCHR if entry.mode & file_modes.CHARACTER_DEVICE else stat.S_IFBLK
        mode = file_modes.permissions(entry.mode)
        device = os.makedev(entry.device_major, entry.device_minor)

        def make(made: bytes) -> None:
            os.mknod(made, kind | mode, device, dir_fd=directory)
            if kind == stat.S_IFIFO:
                pipe = os.open(made, _OPEN_PIPE, dir_fd=directory)
                try:
                    os.fchmod(pipe, mode)
                finally:
                    os.close(pipe)

        create(directory, name, make)
        set_time(directory, name, entry.mtime_ns)

    def _overwrites_directory(self, entry: Stat) -> PydockError:
        return PydockError(f'cannot overwrite directory "{self._path(entry)}"')

    def _path(self, entry: Stat) -> str:
        """A path for a message."""
        return printable(self._tree.destination + b"/" + os.fsencode(entry.path))


class _OpenFile:
    """A file being received."""

    def __init__(self, directory: int, name: bytes, entry: Stat) -> None:
        self.entry = entry
        self.size_bytes = 0
        self._directory = os.dup(directory)
        try:
            self._new = NewFile(self._directory, name)
        except BaseException:
            os.close(self._directory)
            raise
        self._file = self._new.__enter__()

    def write(self, data: bytes) -> None:
        self.size_bytes += len(data)
        view = memoryview(data)
        while view:
            view = view[os.write(self._file, view) :]

    def finish(self) -> None:
        try:
            with self._new:
                _set_attributes(self.entry, self._file)
        finally:
            os.close(self._directory)

    def drop(self) -> None:
        """Remove the new file; the previous one remains."""
        self._new.__exit__(PydockError, PydockError("incomplete"), None)
        os.close(self._directory)


def _names(path: str) -> list[bytes]:
    """Return the components of a path; PydockError for one that is not below the destination."""
    whole = os.fsencode(path)
    names = whole.split(b"/")
    if len(whole) > LONGEST_PATH_BYTES or any(
        name in (b"", b".", b"..") or b"\0" in name for name in names
    ):
        raise PydockError(
            f"the engine sent a file with the invalid path {printable(whole[:200])!r}"
        )
    return names


def _set_attributes(entry: Stat, file: int) -> None:
    for key, value in entry.xattrs.items():
        with suppress(OSError, ValueError):  # not permitted, or not supported by the file system
            os.setxattr(file, os.fsencode(key), value)
    os.fchmod(file, file_modes.permissions(entry.mode))
    time_ns = possible_time(entry.mtime_ns)
    os.utime(file, ns=(time_ns, time_ns))
