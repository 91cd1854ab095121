"""Input without echo: passwords and keys."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_LOCAL_MODES = 3
_ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


@contextmanager
def without_echo(fd: int) -> Iterator[None]:
    """Turn a terminal's echo off, and restore it however the context ends."""
    before = termios.tcgetattr(fd)
    silent = list(before)
    silent[_LOCAL_MODES] &= ~termios.ECHO

    def restore() -> None:
        with suppress(termios.error):  # the terminal has disappeared
            termios.tcsetattr(fd, termios.TCSADRAIN, before)

    with _restored_by_signals(restore):
        termios.tcsetattr(fd, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            restore()


@contextmanager
def _restored_by_signals(restore: Callable[[], None]) -> Iterator[None]:
    """Call `restore` also when a signal ends the process."""

    def end(number: int, frame: FrameType | None) -> None:
        restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    old: dict[int, Any] = {number: signal.signal(number, end) for number in _ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
