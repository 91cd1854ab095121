"""Standard output and standard error for a loop that must not wait for their readers.

O_NONBLOCK is shared with the shell and every other process that has the descriptor, so it is never
changed: a pipe or terminal is opened a second time, for this process alone, and a socket is written
to with MSG_DONTWAIT.
"""

from __future__ import annotations

import os
import select
import socket
import stat
from collections import deque
from typing import Final, Protocol

from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

#: what a pipe that is ready for writing takes for certain
_SURE_BYTES: Final = 4096


class OutputError(PydockError):
    """A write to standard output or error failed; `reader_gone` for a closed pipe."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(f"write {name}: {os_reason(error)}")
        self.reader_gone = isinstance(error, BrokenPipeError)


class Output(Protocol):
    """An output with writes that do not block."""

    name: str

    def write(self, data: memoryview) -> int:
        """Write what the output takes at once and return how many bytes that was, maybe 0."""

    def fileno(self) -> int:
        """Return the descriptor to poll before the next write."""

    def close(self) -> None: ...


class _File:
    """A descriptor that does not block: a file, or one opened for this process alone."""

    def __init__(self, fd: int, name: str, *, own: bool) -> None:
        self._fd = fd
        self._own = own
        self.name = name

    def write(self, data: memoryview) -> int:
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0

    def fileno(self) -> int:
        return self._fd

    def close(self) -> None:
        if self._own:
            os.close(self._fd)


class _Socket:
    """A socket, written to with MSG_DONTWAIT."""

    def __init__(self, fd: int, name: str) -> None:
        self._socket = socket.socket(fileno=os.dup(fd))
        self.name = name

    def write(self, data: memoryview) -> int:
        try:
            return self._socket.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()


class _Careful:
    """A pipe or terminal that could not be opened again: small writes, when it is ready."""

    def __init__(self, fd: int, name: str) -> None:
        self._fd = fd
        self.name = name

    def write(self, data: memoryview) -> int:
        if not select.select([], [self._fd], [], 0)[1]:
            return 0
        try:
            return os.write(self._fd, data[:_SURE_BYTES])
        except BlockingIOError:
            return 0

    def fileno(self) -> int:
        return self._fd

    def close(self) -> None:
        pass


def open_output(fd: int, name: str) -> Output:
    """Return a non-blocking writer for a descriptor; `name` is its name in errors."""
    mode = os.fstat(fd).st_mode
    if stat.S_ISSOCK(mode):
        return _Socket(fd, name)
    if not stat.S_ISFIFO(mode) and not os.isatty(fd):
        return _File(fd, name, own=False)
    try:
        # Linux opens the target of the link again; elsewhere this directory does not exist.
        again = os.open(f"/proc/self/fd/{fd}", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:  # missing, not permitted, or without a reader
        return _Careful(fd, name)
    return _File(again, name, own=True)


class Outputs:
    """Standard output and error, in the order of writing; `waiting` until they take all."""

    def __init__(self, stdout_fd: int | None, stderr_fd: int | None) -> None:
        """None for a stream whose output is discarded."""
        self._stdout = None if stdout_fd is None else open_output(stdout_fd, "/dev/stdout")
        self._stderr = None if stderr_fd is None else open_output(stderr_fd, "/dev/stderr")
        self._kept: deque[tuple[Output, memoryview]] = deque()

    def write_stdout(self, data: memoryview) -> None:
        """Write, or keep what the output does not take; raises OutputError."""
        self._write(self._stdout, data)

    def write_stderr(self, data: memoryview) -> None:
        """Write, or keep what the output does not take; raises OutputError."""
        self._write(self._stderr, data)

    def waiting(self) -> int | None:
        """Return the descriptor that what is kept waits for; None when nothing is kept."""
        return self._kept[0][0].fileno() if self._kept else None

    def flush(self) -> None:
        """Write what is kept, as far as possible; raises OutputError."""
        while self._kept:
            output, data = self._kept[0]
            rest = self._push(output, data)
            if rest:
                self._kept[0] = (output, rest)
                return
            self._kept.popleft()

    def close(self) -> None:
        for output in (self._stdout, self._stderr):
            if output:
                output.close()

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _write(self, output: Output | None, data: memoryview) -> None:
        if output is None:
            return
        rest = data if self._kept else self._push(output, data)
        if rest:
            self._kept.append((output, memoryview(bytes(rest))))

    def _push(self, output: Output, data: memoryview) -> memoryview:
        while data:
            try:
                count = output.write(data)
            except OSError as error:
                raise OutputError(output.name, error) from error
            if not count:
                break
            data = data[count:]
        return data
