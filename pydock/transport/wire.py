"""Bytes to and from an engine, whatever carries them."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
from typing import Protocol


class Wire(Protocol):
    """A blocking connection. One thread may send while another one receives."""

    def recv_into(self, buffer: memoryview) -> int:
        """Receives into the buffer and returns the number of bytes; 0 at the end."""

    def send(self, data: bytes | memoryview) -> int:
        """Sends what goes without waiting and returns how many bytes that was, maybe 0."""

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        """Sends what goes without waiting of an open file, from where it stands.

        Returns how many bytes that was: 0 at the end of the file, None when nothing goes now.
        Raises OSError where the system cannot do that with this file or connection, which no
        other thread may use meanwhile.
        """

    def sendall(self, data: bytes | memoryview) -> None: ...

    def close_write(self) -> None:
        """Ends the sending direction and leaves the other one open."""

    def pending(self) -> int:
        """How many bytes are ready that a selector does not see."""

    def fileno(self) -> int: ...

    def abort(self) -> None:
        """Breaks the connection off, waking a thread that waits in it."""

    def close(self) -> None: ...


def cannot_send_files() -> OSError:
    """What `Wire.send_file` raises where it cannot be done at all."""
    return OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))


class SocketWire:
    """A plain socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self.recv_into = connection.recv_into
        self.sendall = connection.sendall
        self.fileno = connection.fileno

    def send(self, data: bytes | memoryview) -> int:
        try:
            return self._socket.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        if sys.platform != "linux":  # others do not move the file on
            raise cannot_send_files()
        self._socket.setblocking(False)
        try:
            return os.sendfile(self._socket.fileno(), descriptor, None, limit_bytes)
        except BlockingIOError:
            return None
        finally:
            self._socket.setblocking(True)

    def close_write(self) -> None:
        with contextlib.suppress(OSError):  # the engine may have closed already
            self._socket.shutdown(socket.SHUT_WR)

    def pending(self) -> int:
        return 0

    def abort(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()
