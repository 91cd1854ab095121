"""Signals that end the process after its temporary files are removed."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pydock.terminal.signals import die_of

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


class _Ended(BaseException):
    """Raised in the main thread by a signal; not an error that a block may handle."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def unwinding_signals() -> Iterator[None]:
    """Let SIGTERM, SIGHUP and SIGQUIT leave the block by an exception before they end the process.

    Its `finally` clauses run: temporary files are removed, a terminal is restored. Signals that
    are ignored or handled already stay so, as do all of them in another thread than the main one.
    """
    numbers = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        numbers = []

    def end(number: int, _frame: FrameType | None) -> None:
        for other in numbers:
            signal.signal(other, signal.SIG_IGN)  # the clauses are not interrupted
        raise _Ended(number)

    for number in numbers:
        signal.signal(number, end)
    try:
        yield
    except _Ended as ended:
        die_of(ended.number)
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
