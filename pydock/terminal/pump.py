"""The loop that copies between the standard streams and a connection to an engine.

One thread waits on everything at once: what is typed, what the engine sends, whoever reads the
output, and signals. No call in it waits for a single one of them, so a slow reader holds back
the engine and a slow engine holds back the input, and neither holds back a signal.
"""

from __future__ import annotations

import heapq
import os
import selectors
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Final, Protocol

from pydock.errors import ConnectionLost, PydockError
from pydock.terminal.keys import DetachMatcher
from pydock.terminal.outputs import Outputs
from pydock.terminal.signals import SignalWatch

RECEIVE_BYTES: Final = 256 * 1024
INPUT_BYTES: Final = 64 * 1024

_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class Connection(Protocol):
    """Raw bytes to and from an engine. Any method may raise ConnectionLost."""

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        """Receives into the buffer and returns the number of bytes; 0 at the end.

        Called when something has come: it waits for the rest of a TLS record at most.
        """

    def send(self, data: bytes | memoryview) -> int:
        """Sends what goes without waiting and returns how many bytes that was, maybe 0."""

    def pending(self) -> int:
        """How many bytes can be received that no selector announces."""

    def close_write(self) -> None:
        """Tells the engine that no more input comes; its output goes on."""

    def fileno(self) -> int: ...


class Detached(PydockError):
    """The person typed the detach keys."""

    def __init__(self) -> None:
        super().__init__("read escape sequence")


class Pump:
    """Copies input to a connection and what the connection brings to the outputs.

    `receive` is called with each piece that comes and passes it to the outputs, framed or
    unframed; the piece is valid during the call. Without outputs wanted, `receive` is None.
    Memory does not grow with what is copied.
    """

    def __init__(
        self,
        connection: Connection,
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
        self._signals: SignalWatch | None = None
        self._on_signal: Callable[[int], None] = lambda number: None
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._timer_order = count()
        self._buffer = memoryview(bytearray(RECEIVE_BYTES))
        self._typed = memoryview(bytearray(INPUT_BYTES if stdin_fd is not None else 0))
        self._unsent = memoryview(b"")  # input that the connection did not take yet
        self._detached = False
        self._write_closed = False
        self._ended = False

    def watch_signals(self, signals: SignalWatch, on_signal: Callable[[int], None]) -> None:
        """Call `on_signal` for each signal that the watch keeps."""
        self._signals, self._on_signal = signals, on_signal

    def call_later(self, delay_seconds: float, function: Callable[[], None]) -> None:
        """Call the function once, from the loop, when the time has come."""
        due = time.monotonic() + delay_seconds
        heapq.heappush(self._timers, (due, next(self._timer_order), function))

    def run(self) -> None:
        """Copy until the engine ends the stream, or the input ends and no output is wanted.

        Raises Detached, OutputError, ConnectionLost, and what `receive`, `on_signal` and
        functions called later raise. The connection stays open.
        """
        self._close_write_when_due()  # without input, at once
        with _Watch() as watch:
            while not self._finished():
                ready = watch.wait(self._wanted(), self._timeout_seconds())
                self._run_timers()
                if self._signals and ready.get(self._signals.fileno()):
                    for number in self._signals.take():
                        self._on_signal(number)
                waiting = self._outputs.waiting()
                if waiting is not None and ready.get(waiting):
                    self._outputs.flush()
                connection_ready = ready.get(self._connection.fileno(), 0)
                if connection_ready & _WRITE:
                    self._send()
                if connection_ready & _READ or self._connection.pending():
                    self._receive_piece()
                if self._stdin_fd is not None and ready.get(self._stdin_fd):
                    self._read_input()

    def _finished(self) -> bool:
        if self._detached and not self._unsent:
            raise Detached
        if self._outputs.waiting() is not None:
            return False
        return self._ended or (self._receive is None and self._write_closed)

    def _receiving(self) -> bool:
        return not self._ended and self._outputs.waiting() is None

    def _wanted(self) -> dict[int, int]:
        """The events to wait for, by descriptor."""
        wanted: dict[int, int] = {}
        waiting = self._outputs.waiting()
        if waiting is not None:
            wanted[waiting] = _WRITE
        sending = bool(self._unsent)
        events = _READ * self._receiving() | _WRITE * sending
        if events:
            wanted[self._connection.fileno()] = events
        if self._stdin_fd is not None and not sending:
            wanted[self._stdin_fd] = _READ
        if self._signals:
            wanted[self._signals.fileno()] = _READ
        return wanted

    def _timeout_seconds(self) -> float | None:
        if self._receiving() and self._connection.pending():
            return 0
        return self._timers[0][0] - time.monotonic() if self._timers else None

    def _run_timers(self) -> None:
        while self._timers and self._timers[0][0] <= time.monotonic():
            heapq.heappop(self._timers)[2]()

    def _receive_piece(self) -> None:
        if not self._receiving():
            return
        size = self._connection.recv_into(self._buffer)
        if not size:
            self._ended = True
        elif self._receive:
            self._receive(self._buffer[:size])

    def _read_input(self) -> None:
        assert self._stdin_fd is not None
        try:
            size = os.readv(self._stdin_fd, [self._typed])
        except BlockingIOError:  # somebody else made it non-blocking and read it first
            return
        except OSError:  # a folder, or a terminal that is gone
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
        """Send what waits; an engine that reads no more ends the input, not the output."""
        try:
            self._unsent = self._unsent[self._connection.send(self._unsent) :]
        except ConnectionLost:
            self._unsent = memoryview(b"")
            self._stdin_fd = None
            self._write_closed = True
        self._close_write_when_due()

    def _close_write_when_due(self) -> None:
        if self._stdin_fd is None and not (self._unsent or self._detached or self._write_closed):
            self._write_closed = True
            self._connection.close_write()


class _Watch:
    """A selector that is told each time all that it has to wait for."""

    def __init__(self) -> None:
        # poll(2) does not know terminals everywhere; epoll(7) does not know files.
        self._selector = (
            selectors.PollSelector() if sys.platform == "linux" else selectors.SelectSelector()
        )
        self._watched: dict[int, int] = {}

    def __enter__(self) -> _Watch:
        return self

    def __exit__(self, *exc: object) -> None:
        self._selector.close()

    def wait(self, wanted: dict[int, int], timeout_seconds: float | None) -> dict[int, int]:
        """Wait for any of the events, by descriptor; what is ready, in the same form."""
        if wanted != self._watched:
            self._change(wanted)
        return {key.fd: events for key, events in self._selector.select(timeout_seconds)}

    def _change(self, wanted: dict[int, int]) -> None:
        for fd in self._watched.keys() - wanted.keys():
            self._selector.unregister(fd)
        for fd, events in wanted.items():
            if fd not in self._watched:
                self._selector.register(fd, events)
            elif events != self._watched[fd]:
                self._selector.modify(fd, events)
        self._watched = wanted
