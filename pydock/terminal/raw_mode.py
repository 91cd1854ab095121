"""Put a terminal into raw mode, and restore it."""

from __future__ import annotations

import contextlib
import os
import termios
from collections.abc import Callable
from typing import Any

_IFLAG, _OFLAG, _CFLAG, _LFLAG, _CC = 0, 1, 2, 3, 6


def raw_attributes(attributes: list[Any]) -> list[Any]:
    """Return attributes (see `termios.tcgetattr`) changed to raw mode as by cfmakeraw(3)."""
    raw = _copied(attributes)
    raw[_IFLAG] &= ~(
        termios.IGNBRK | termios.BRKINT | termios.PARMRK | termios.ISTRIP
        | termios.INLCR | termios.IGNCR | termios.ICRNL | termios.IXON
    )  # fmt: skip
    raw[_OFLAG] &= ~termios.OPOST
    raw[_LFLAG] &= ~(termios.ECHO | termios.ECHONL | termios.ICANON | termios.ISIG | termios.IEXTEN)
    raw[_CFLAG] = (raw[_CFLAG] & ~(termios.CSIZE | termios.PARENB)) | termios.CS8
    raw[_CC][termios.VMIN] = 1
    raw[_CC][termios.VTIME] = 0
    return raw


def key_attributes(attributes: list[Any]) -> list[Any]:
    """Return attributes changed to deliver keys at once, without echo; ctrl-C is a signal."""
    changed = _copied(attributes)
    changed[_LFLAG] &= ~(termios.ECHO | termios.ECHONL | termios.ICANON)
    changed[_CC][termios.VMIN] = 1
    changed[_CC][termios.VTIME] = 0
    return changed


def _copied(attributes: list[Any]) -> list[Any]:
    return [*attributes[:_CC], [*attributes[_CC]]]


class RawMode:
    """Raw mode as a context manager: every key is delivered unprocessed, at once, without echo.

    `restore` and `make` may be called in between, for a program that is stopped and continued.
    A terminal that has disappeared, or belongs to another job now, is not changed.
    """

    def __init__(self, fd: int, change: Callable[[list[Any]], list[Any]] = raw_attributes) -> None:
        """`fd` is a terminal; nothing changes before the context is entered.

        `change` returns the attributes of the mode.
        """
        self._fd = fd
        self._change = change
        self._saved: list[Any] | None = None
        self._entered = False

    def __enter__(self) -> RawMode:
        self._entered = True
        try:
            self.make()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self._entered = False
        self.restore()

    def make(self) -> None:
        """Set raw mode; `restore` sets the attributes found now. Raises termios.error."""
        if not self._entered:
            return
        found = termios.tcgetattr(self._fd)
        raw = self._change(found)
        if raw != found or self._saved is None:
            self._saved = found
            termios.tcsetattr(self._fd, termios.TCSANOW, raw)

    def restore(self) -> None:
        """Set the attributes that the terminal had."""
        saved, self._saved = self._saved, None
        if saved is None:
            return
        if in_foreground(self._fd):
            with contextlib.suppress(termios.error):  # the terminal has disappeared
                termios.tcsetattr(self._fd, termios.TCSANOW, saved)


def in_foreground(fd: int) -> bool:
    """Return whether this process is in the foreground job of the terminal."""
    try:
        return os.tcgetpgrp(fd) == os.getpgrp()
    except OSError:  # not the controlling terminal of this process
        return True
