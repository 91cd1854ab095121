"""A pseudo-terminal and a program in it: typed into, its screen read."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pyte

from tests.engine.program import Program
from tests.support.screen import lines_of

LIMIT_SECONDS = 60.0
QUIET_SECONDS = 0.4
READ_BYTES = 65536
PROMPT = "/ # "


class Window:
    """A terminal emulator; `device` is the terminal of the program in it."""

    def __init__(self, rows: int = 24, columns: int = 80) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.output = b""
        self._stream = pyte.ByteStream(self.screen)
        self.keyboard, self.device = os.openpty()
        self.resize(rows, columns)

    def type(self, text: str | bytes) -> None:
        """Type, however long the text is, reading what is shown meanwhile."""
        data = memoryview(text.encode() if isinstance(text, str) else text)
        while data:
            readable, writable, _ = select.select([self.keyboard], [self.keyboard], [])
            if readable:
                self._read()
            if writable:
                data = data[os.write(self.keyboard, data[:1024]) :]

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the window, as a user does with the mouse."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.keyboard, termios.TIOCSWINSZ, struct.pack("4H", rows, columns, 0, 0))

    def lines(self) -> list[str]:
        """The screen, a text a line, without blanks at the ends of lines."""
        return lines_of(self.screen)

    def text(self) -> str:
        """The screen as one text, without the empty lines at its end."""
        return "\n".join(self.lines()).rstrip()

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Read until the condition holds."""
        end = time.monotonic() + LIMIT_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; the screen:\n{self.text()}")
            if select.select([self.keyboard], [], [], 0.05)[0]:
                self._read()

    def wait_until_quiet(self) -> None:
        """Read until nothing has been shown for a moment: a program has drawn all it draws."""
        while select.select([self.keyboard], [], [], QUIET_SECONDS)[0]:
            self._read()

    def wait_for(self, *texts: str) -> None:
        """Read until the texts are on the screen."""
        self.wait_until(
            lambda: all(text in self.text() for text in texts), " and ".join(map(repr, texts))
        )

    def read_pending(self) -> None:
        """Read what has been written, without waiting for more."""
        while select.select([self.keyboard], [], [], 0)[0]:
            self._read()

    def close(self) -> None:
        os.close(self.keyboard)
        os.close(self.device)

    def _read(self) -> None:
        data = os.read(self.keyboard, READ_BYTES)
        self.output += data
        self._stream.feed(data)


class Console(Window):
    """A window with one program in it, the leader of its session."""

    def __init__(self, program: Program, *args: str, rows: int = 24, columns: int = 80) -> None:
        super().__init__(rows, columns)
        self._marks = 0
        self.modes_before = self.modes()
        self.child = subprocess.Popen(
            [*program.argv, *args],
            stdin=self.device,
            stdout=self.device,
            stderr=self.device,
            env=program.environ,
            cwd=program.home,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def modes(self) -> str:
        """Return the output of `stty -a` for the terminal."""
        return subprocess.run(
            ["stty", "-a"], stdin=self.device, capture_output=True, text=True, check=True
        ).stdout

    def is_raw(self) -> bool:
        """Does every key go to the program as it is?"""
        return "-opost" in self.modes()

    def wait_for_line(self, line: str) -> None:
        """Read until this is the last line that is not empty."""
        self.wait_until(lambda: self.text().rpartition("\n")[2] == line.rstrip(), repr(line))

    def wait_for_prompt(self) -> None:
        """Read until the shell in the container prompts for a command."""
        self.wait_for_line(PROMPT)

    def shell(self, command: str) -> str:
        """Have a shell run a command on a cleared screen; what the command showed."""
        self._marks += 1
        mark = f"<{self._marks}>"
        self.type(f"clear; {command}; echo '<'{self._marks}'>'\r")
        self.wait_for(mark)
        self.wait_for_prompt()
        return self.text().partition(mark)[0].rstrip("\n")

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.child.pid, number)

    def end(self) -> int:
        """Wait for the program's end; its status, negative for a signal that killed it.

        AssertionError when it did not leave the terminal as it found it.
        """
        self.wait_until(lambda: self.child.poll() is not None, "the program's end")
        self.read_pending()
        self.assert_sane()
        return int(self.child.returncode)

    def assert_sane(self) -> None:
        """The terminal is as the program found it, but for the size of the window."""
        assert _without_size(self.modes()) == _without_size(self.modes_before)

    def close(self) -> None:
        """End the program, should it still run, and all that it started on the terminal."""
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        super().close()


@contextmanager
def console(program: Program, *args: str, rows: int = 24, columns: int = 80) -> Iterator[Console]:
    """Run the program with these arguments in a window of that size while the block does."""
    window = Console(program, *args, rows=rows, columns=columns)
    try:
        yield window
    finally:
        window.close()


def until_size(rows: int, columns: int) -> str:
    """A command that waits for a size, and then shows it."""
    return (
        f'until [ "$(stty size 2>/dev/null)" = "{rows} {columns}" ]; do sleep 0.1; done; stty size'
    )


def _without_size(modes: str) -> str:
    return modes.partition("line = ")[2]
