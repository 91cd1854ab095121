"""A pseudo-terminal for tests of live displays."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pyte

from tests.support.screen import lines_of

LIMIT_SECONDS = 60.0


class Terminal:
    """A script on a pseudo-terminal that shows what `send` is given; its screen is `shown`.

    The script's argument is the descriptor that it reads: JSON objects, one a line.
    """

    def __init__(self, script: str, columns: int, rows: int, environ: dict[str, str]) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        self.resize(columns, rows)
        read_end, self.messages = os.pipe()
        self.child = subprocess.Popen(
            [sys.executable, "-c", script, str(read_end)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            pass_fds=[read_end],
            env={**os.environ, "TERM": "xterm-256color", **environ},
        )
        os.close(slave)
        os.close(read_end)
        self.written = b""

    def resize(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        self.screen.resize(rows, columns)

    def send(self, *messages: dict[str, object]) -> None:
        os.write(self.messages, b"".join(json.dumps(m).encode() + b"\r\n" for m in messages))

    def until(self, condition: Callable[[], bool]) -> None:
        """Read what the program writes until the screen is as it should be."""
        os.set_blocking(self.master, False)
        end = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < end:
            try:
                self._read()
            except BlockingIOError:
                time.sleep(0.02)
            except OSError:  # the program has ended
                break
            if condition():
                return
        assert condition(), self.shown

    def finish(self) -> None:
        """End the stream and read all that is left."""
        os.close(self.messages)
        os.set_blocking(self.master, True)
        too_long = threading.Timer(LIMIT_SECONDS, self.child.kill)
        too_long.start()
        with suppress(OSError):  # the terminal is closed when the program ends
            while True:
                self._read()
        too_long.cancel()
        assert self.child.wait() == 0

    def close(self) -> None:
        """End the script, however far it is."""
        self.child.kill()
        self.child.wait()
        os.close(self.master)

    def _read(self) -> None:
        data = os.read(self.master, 65536)
        self.written += data
        self.stream.feed(data)

    @property
    def shown(self) -> list[str]:
        lines = lines_of(self.screen)
        while lines and not lines[-1]:
            lines.pop()
        return lines
