"""Wires: blocking byte connections to an engine, plain or TLS."""

import contextlib
import errno
import os
import socket
import sys
from typing import Protocol


class Wire(Protocol):
    """A blocking connection. One thread may send while another one receives."""

    def recv_into(self, buffer: memoryview) -> int:
        """Receive into the buffer and return the number of bytes; 0 at the end."""

    def send(self, data: bytes | memoryview) -> int:
        """Send without waiting and return how many bytes were sent, possibly 0."""

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        """Send from an open file at its current position, without waiting.

        Returns how many bytes were sent: 0 at the end of the file, None if it would block.
        OSError if the system cannot do that with this file or connection. No other thread may
        use the connection meanwhile.
        """

    def sendall(self, data: bytes | memoryview) -> None: ...

    def close_write(self) -> None:
        """End the sending direction and leave the other one open."""

    def pending(self) -> int:
        """Return how many bytes are ready that a selector does not report; an end counts as one."""

    def fileno(self) -> int: ...

    def abort(self) -> None:
        """Break the connection, which ends a blocking call in another thread."""

    def close(self) -> None: ...


def cannot_send_files() -> OSError:
    """Return the error that `Wire.send_file` raises where it is unsupported."""
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
        if sys.platform != "linux":  # others do not advance the position of the file
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

    def is_idle(self) -> bool:
        """Return whether nothing has been received: neither bytes nor the end."""
        try:
            self._socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def abort(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()
