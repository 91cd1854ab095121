"""Input without echo: passwords and keys."""

import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pydock.terminal.unwinding import unwinding_signals

_LOCAL_MODES = 3


@contextmanager
def without_echo(fd: int) -> Iterator[None]:
    """Turn a terminal's echo off, and restore it however the context ends."""
    before = termios.tcgetattr(fd)
    silent = list(before)
    silent[_LOCAL_MODES] &= ~termios.ECHO

    with unwinding_signals():
        try:
            termios.tcsetattr(fd, termios.TCSADRAIN, silent)
            yield
        finally:
            with suppress(termios.error):  # the terminal has disappeared
                termios.tcsetattr(fd, termios.TCSADRAIN, before)
