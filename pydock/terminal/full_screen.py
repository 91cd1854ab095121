"""The whole window of a terminal, for a program that reads keys."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import Final, TextIO

from pydock.terminal.key_input import keys
from pydock.terminal.poll import READ, Watch
from pydock.terminal.raw_mode import RawMode, in_foreground, key_attributes
from pydock.terminal.signals import Handler, SignalWatch, keep, stop_of
from pydock.terminal.unwinding import unwinding_signals

#: the key that stands for the end of the input
END: Final = "end-of-input"

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[H\x1b[2J"
_LEAVE = "\x1b[?25h\x1b[?1049l"
_CLEAR = "\x1b[H\x1b[2J"
_INPUT_BYTES = 1024


class FullScreen:
    """Keys without echo, and a screen of its own; a context manager.

    However it ends, also by an exception or a signal, the modes, cursor and content of the terminal
    are restored, as they are while the process is stopped.
    """

    def __init__(self, keyboard: int, out: TextIO) -> None:
        """`keyboard` is the descriptor of a terminal; `out` is written to the same one."""
        self._keyboard = keyboard
        self._out = out
        #: whether to draw the whole screen again
        self.is_stale = False
        self._process = ExitStack()
        self._terminal = ExitStack()
        self._is_leaving = False

    def __enter__(self) -> FullScreen:
        self._process.enter_context(unwinding_signals())
        try:
            self._take()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        self._leave()
        return self._process.__exit__(kind, error, trace)

    def clear(self) -> None:
        """Empty the screen, for a drawing of all of it."""
        self._out.write(_CLEAR)
        self.is_stale = False

    def keys(self, timeout_seconds: float) -> list[str]:
        """Return the typed keys; none after the timeout or a change of the window.

        Stops the program at SIGTSTP; raises KeyboardInterrupt at SIGINT.
        """
        ready = self._watch.wait(timeout_seconds)
        if self._signals.fileno() in ready:
            for number in self._signals.take():
                if number == signal.SIGTSTP:
                    self._stop()
                elif number == signal.SIGCONT and in_foreground(self._keyboard):
                    self._modes.make()
                self.is_stale = True
        if self._keyboard not in ready:
            return []
        typed = os.read(self._keyboard, _INPUT_BYTES)
        return list(keys(typed)) if typed else [END]

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Restore the terminal while the block runs another program."""
        self._leave()
        yield
        self._take()
        self.is_stale = True

    def _take(self) -> None:
        self._is_leaving = False
        handlers: dict[int, Handler] = dict.fromkeys(
            (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH), keep
        )
        handlers[signal.SIGINT] = self._interrupt
        self._signals = self._terminal.enter_context(SignalWatch(handlers))
        self._terminal.callback(self._show, _LEAVE)
        self._modes = self._terminal.enter_context(RawMode(self._keyboard, key_attributes))
        self._show(_ENTER)
        self._watch = Watch()
        self._watch.change({self._keyboard: READ, self._signals.fileno(): READ})

    def _leave(self) -> None:
        self._is_leaving = True
        self._terminal.close()

    def _show(self, text: str) -> None:
        with suppress(OSError):  # the terminal has disappeared
            self._out.write(text)
            self._out.flush()

    def _interrupt(self, number: int) -> bool:
        if not self._is_leaving:
            self._is_leaving = True
            raise KeyboardInterrupt
        return False

    def _stop(self) -> None:
        with self.suspended():
            stop_of(signal.SIGTSTP)
