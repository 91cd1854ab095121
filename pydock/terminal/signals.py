"""Signals: their names, and catching them for a loop that waits on descriptors."""

import contextlib
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, Final, NoReturn, TypeVar

_NAMES: Final = (
    "ABRT ALRM BUS CHLD CONT FPE HUP ILL INT IO KILL PIPE PROF PWR QUIT SEGV STOP SYS TERM TRAP"
    " TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ"
)
# Numbers of the Linux kernel, and so of the engine; a C library may reserve some.
_LINUX_NAMES: Final = {
    16: "STKFLT",
    34: "RTMIN",
    **{34 + i: f"RTMIN+{i}" for i in range(1, 16)},
    **{64 - i: f"RTMAX-{i}" for i in range(1, 15)},
    64: "RTMAX",
}

#: never forwarded: signals about this process alone, and those that cannot be caught
_NOT_FORWARDED: Final = frozenset({"CHLD", "PIPE", "URG", "KILL", "STOP"})


def _names() -> dict[int, str]:
    available = {f"SIG{name}": name for name in _NAMES.split()}
    names = {int(getattr(signal, key)): available[key] for key in available if hasattr(signal, key)}
    if sys.platform == "linux":
        names.update(_LINUX_NAMES)
    valid = signal.valid_signals()  # made anew at every call
    return {number: name for number, name in names.items() if number in valid}


NAMES: Final = _names()
"""The engine's name of each signal by number: {2: "INT", 35: "RTMIN+1", ...}."""

FORWARDABLE: Final = frozenset(n for n, name in NAMES.items() if name not in _NOT_FORWARDED)
"""The signals that are forwarded to a container."""


Handler = Callable[[int], bool]
"""Handles a signal at once; returns whether to keep it for the loop."""


def keep(number: int) -> bool:
    """Leave the signal to the loop: a handler."""
    return True


Watch = TypeVar("Watch", bound="SignalWatch")


class SignalWatch:
    """Catches signals for as long as the context lasts.

    A handler runs between two bytecodes of the main thread, and may raise. A signal for which it
    returns True makes `fileno` readable until `take` returns it. The previous handlers are
    restored at the end.
    """

    def __init__(self, handlers: Mapping[int, Handler]) -> None:
        self._handlers = handlers
        self._caught: deque[int] = deque()
        self._before: dict[int, Any] = {}

    def __enter__(self: Watch) -> Watch:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._wakeup_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in self._handlers:
            self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *exc: object) -> None:
        for number, handler in self._before.items():
            # None: a handler that Python did not set and cannot restore
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._reader.close()
        self._writer.close()

    def fileno(self) -> int:
        return self._reader.fileno()

    def take(self) -> list[int]:
        """Return the signals kept since the last call, each as often as it was caught."""
        with contextlib.suppress(BlockingIOError):
            while self._reader.recv(4096):
                pass
        taken = list(self._caught)
        for _ in taken:
            self._caught.popleft()
        return taken

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._handlers[number](number):
            self._caught.append(number)


def die_of(number: int) -> NoReturn:
    """End as a program that does not catch the signal."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(128 + number)


def stop_of(number: int) -> None:
    """Stop as a program that does not catch the signal; return when it is continued."""
    handler = signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    signal.signal(number, handler)
