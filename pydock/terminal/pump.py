"""The loop that copies between the standard streams and a hijacked connection.

One thread polls everything at once: standard input, the connection, the readers of the output, and
signals. No call in it blocks on a single one of them, so a slow reader delays the engine and a slow
engine delays the input, and neither delays a signal.
"""

from __future__ import annotations

import heapq
import os
import stat
import time
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Final

from pydock.errors import ConnectionLost, PydockError
from pydock.terminal.detach_keys import DetachMatcher
from pydock.terminal.output_writers import Outputs
from pydock.terminal.poll import READ, WRITE, Watch
from pydock.terminal.signals import SignalWatch

if TYPE_CHECKING:
    from pydock.transport import RawConnection

RECEIVE_BYTES: Final = 256 * 1024
INPUT_BYTES: Final = 256 * 1024
#: of a file in one call: as much as a socket of ours holds
FILE_BYTES: Final = 1024 * 1024


class Detached(PydockError):
    """The user typed the detach keys."""

    def __init__(self) -> None:
        super().__init__("read escape sequence")


class Pump:
    """Copies input to a connection and received data to the outputs.

    `receive` is called with each piece received and passes it to the outputs, framed or
    unframed; the piece is valid during the call. It is None when no output is attached. Memory
    does not grow with what is copied.
    """

    def __init__(
        self,
        connection: RawConnection,
        outputs: Outputs,
        receive: Callable[[memoryview], None] | None,
        *,
        stdin_fd: int | None = None,
        matcher: DetachMatcher | None = None,
    ) -> None:
        """`stdin_fd` is read to its end, or not at all when None; `matcher` finds detach keys."""
        self._connection = connection
        self._outputs = outputs
        self._receive = receive
        self._stdin_fd = stdin_fd  # None when it has ended too
        self._matcher = matcher
        # a file is sent with sendfile(2)
        self._as_file = stdin_fd is not None and matcher is None and _is_file(stdin_fd)
        self._signals: SignalWatch | None = None
        self._on_signal: Callable[[int], None] = lambda number: None
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._timer_order = count()
        self._buffer = memoryview(bytearray(RECEIVE_BYTES))
        self._typed = memoryview(bytearray(INPUT_BYTES if stdin_fd is not None else 0))
        self._unsent = memoryview(b"")  # input pending for the connection
        self._detached = False
        self._write_closed = False
        self._ended = False
        self._ahead = False  # received data that poll(2) does not report
        self._waiting_fd: int | None = None  # the output whose reader is slow

    def watch_signals(self, signals: SignalWatch, on_signal: Callable[[int], None]) -> None:
        """Call `on_signal` for each signal that `signals` keeps."""
        self._signals, self._on_signal = signals, on_signal

    def call_later(self, delay_seconds: float, function: Callable[[], None]) -> None:
        """Call the function once, from the loop, after the delay."""
        due = time.monotonic() + delay_seconds
        heapq.heappush(self._timers, (due, next(self._timer_order), function))

    def run(self) -> None:
        """Copy until the stream ends. Raises Detached, OutputError, ConnectionLost."""
        connection_fd = self._connection.fileno()
        signals_fd = self._signals.fileno() if self._signals else None
        watch = Watch()
        interest: tuple[object, ...] = ()
        self._close_write_when_due()  # without input, at once
        self._ahead = self._connection.pending() > 0
        while not self._finished():
            now = (self._waiting_fd, self._ended, self._stdin_fd, self._is_sending())
            if now != interest:
                interest = now
                watch.change(self._interest(connection_fd, signals_fd))
            ready = watch.wait(self._timeout_seconds())
            if self._timers:
                self._run_timers()
            if signals_fd in ready:
                self._take_signals()
            if self._waiting_fd in ready:
                self._outputs.flush()
                self._waiting_fd = self._outputs.waiting()
            connection_ready = ready.get(connection_fd, 0)
            if connection_ready & WRITE:
                self._send()
            if connection_ready & READ or self._ahead:
                self._receive_piece()
            if self._stdin_fd in ready:
                self._read_input()

    def _finished(self) -> bool:
        if self._detached and not self._unsent:
            raise Detached
        if self._waiting_fd is not None:
            return False
        return self._ended or (self._receive is None and self._write_closed)

    def _interest(self, connection_fd: int, signals_fd: int | None) -> dict[int, int]:
        """Return the events to poll for, by descriptor."""
        interest: dict[int, int] = {}
        receiving = not self._ended and self._waiting_fd is None
        sending = self._is_sending()
        if receiving or sending:
            interest[connection_fd] = (READ if receiving else 0) | (WRITE if sending else 0)
        if self._waiting_fd is not None:
            interest[self._waiting_fd] = WRITE
        if self._stdin_fd is not None and not sending:
            interest[self._stdin_fd] = READ
        if signals_fd is not None:
            interest[signals_fd] = READ
        return interest

    def _is_sending(self) -> bool:
        """Return whether input is ready to send, without reading standard input first."""
        return bool(self._unsent) or (self._as_file and self._stdin_fd is not None)

    def _timeout_seconds(self) -> float | None:
        if self._ahead and not self._ended and self._waiting_fd is None:
            return 0
        return max(0, self._timers[0][0] - time.monotonic()) if self._timers else None

    def _take_signals(self) -> None:
        assert self._signals
        for number in self._signals.take():
            self._on_signal(number)

    def _run_timers(self) -> None:
        while self._timers and self._timers[0][0] <= time.monotonic():
            heapq.heappop(self._timers)[2]()

    def _receive_piece(self) -> None:
        if self._ended or self._waiting_fd is not None:
            return
        size = self._connection.recv_into(self._buffer)
        if not size:
            self._ended = True
        elif self._receive:
            self._receive(self._buffer[:size])
            self._waiting_fd = self._outputs.waiting()
        self._ahead = self._connection.pending() > 0

    def _read_input(self) -> None:
        assert self._stdin_fd is not None
        try:
            size = os.readv(self._stdin_fd, [self._typed])
        except BlockingIOError:  # another process made it non-blocking and read it first
            return
        except OSError:  # a directory, or a closed terminal
            size = 0
        if not size:
            self._stdin_fd = None
            self._close_write_when_due()
            return
        data = self._typed[:size]
        if self._matcher:
            passed, self._detached = self._matcher.feed(bytes(data))
            data = memoryview(passed)
            if self._detached:
                self._stdin_fd = None
        self._unsent = data
        if data:
            self._send()

    def _send(self) -> None:
        """Send pending input; an engine that no longer reads ends the input, not the output."""
        try:
            if self._unsent:
                self._unsent = self._unsent[self._connection.send(self._unsent) :]
            elif self._stdin_fd is not None:
                self._send_file(self._stdin_fd)
        except ConnectionLost:
            self._unsent = memoryview(b"")
            self._stdin_fd = None
            self._write_closed = True
        self._close_write_when_due()

    def _send_file(self, descriptor: int) -> None:
        try:
            if self._connection.send_file(descriptor, FILE_BYTES) == 0:
                self._stdin_fd = None
        except OSError:  # unsupported for this file or connection
            self._as_file = False

    def _close_write_when_due(self) -> None:
        if self._stdin_fd is None and not (self._unsent or self._detached or self._write_closed):
            self._write_closed = True
            self._connection.close_write()
            self._ahead = self._connection.pending() > 0  # read by TLS when it closed


def _is_file(descriptor: int) -> bool:
    try:
        return stat.S_ISREG(os.fstat(descriptor).st_mode)
    except OSError:  # reading it raises the same
        return False
