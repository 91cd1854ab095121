"""Raw mode, and the terminal restored on every exit."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from pydock.terminal.raw_mode import RawMode
from pydock.terminal.window_size import window_size


@dataclass(frozen=True)
class Terminal:
    """Both ends of a pseudo-terminal."""

    keyboard: int
    device: int

    def modes(self) -> list[Any]:
        return termios.tcgetattr(self.device)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    keyboard, device = pty.openpty()
    yield Terminal(keyboard, device)
    os.close(keyboard)
    os.close(device)


def test_keys_come_as_they_are(terminal: Terminal) -> None:
    with RawMode(terminal.device):
        os.write(terminal.keyboard, b"\x03\r\x04\x11\x1a")
        assert os.read(terminal.device, 100) == b"\x03\r\x04\x11\x1a"
        os.write(terminal.device, b"a\nb")
        assert os.read(terminal.keyboard, 100) == b"a\nb"  # no echo, no carriage return


def test_the_modes_are_restored(terminal: Terminal) -> None:
    before = terminal.modes()
    with RawMode(terminal.device):
        assert terminal.modes() != before
    assert terminal.modes() == before


def test_the_modes_are_restored_after_an_exception(terminal: Terminal) -> None:
    before = terminal.modes()
    with pytest.raises(RuntimeError), RawMode(terminal.device):
        raise RuntimeError
    assert terminal.modes() == before


def test_unusual_modes_are_restored(terminal: Terminal) -> None:
    unusual = terminal.modes()
    unusual[3] &= ~termios.ECHO
    unusual[6][termios.VINTR] = b"\x1b"
    termios.tcsetattr(terminal.device, termios.TCSANOW, unusual)
    before = terminal.modes()
    with RawMode(terminal.device):
        pass
    assert terminal.modes() == before


def test_restoring_and_going_raw_again_within(terminal: Terminal) -> None:
    before = terminal.modes()
    with RawMode(terminal.device) as raw:
        inside = terminal.modes()
        raw.restore()
        assert terminal.modes() == before
        raw.make()
        assert terminal.modes() == inside
        raw.make()
    assert terminal.modes() == before


def test_a_terminal_that_is_gone_is_no_error_at_the_end() -> None:
    keyboard, device = pty.openpty()
    with RawMode(device):
        os.close(keyboard)
    os.close(device)


def test_going_raw_needs_a_terminal() -> None:
    reader, writer = os.pipe()
    with pytest.raises(termios.error), RawMode(reader):
        pass
    os.close(reader)
    os.close(writer)


def test_a_job_in_the_background_leaves_the_terminal_alone() -> None:
    """Somebody else's modes are not overwritten by a program that ends behind them."""
    script = """
        import os, signal, termios
        from pydock.terminal.raw_mode import RawMode
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with RawMode(0):
            mine = termios.tcgetattr(0)
            os.setpgid(0, 0) if os.getpid() != os.getsid(0) else None
            child = os.fork()
            if child == 0:
                os.setpgid(0, 0)
                os.tcsetpgrp(0, os.getpid())
                signal.pause()
            while os.tcgetpgrp(0) == os.getpgrp():
                pass
        print("kept" if termios.tcgetattr(0) == mine else "changed")
        os.kill(child, signal.SIGKILL)
    """
    keyboard, device = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", _controlled(script)],
        stdin=device, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    output = child.communicate(timeout=20)[0]
    os.close(keyboard)
    os.close(device)
    assert output == b"kept\n"


def _controlled(script: str) -> str:
    """The script, with standard input made the controlling terminal of its session first."""
    return "import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n" + textwrap.dedent(script)


def test_window_size(terminal: Terminal) -> None:
    fcntl.ioctl(terminal.device, termios.TIOCSWINSZ, struct.pack("4H", 33, 101, 0, 0))
    assert window_size(terminal.device) == (101, 33)


def test_there_is_no_window_size_without_a_terminal() -> None:
    reader, writer = os.pipe()
    assert window_size(reader) == (0, 0)
    os.close(reader)
    os.close(writer)
    assert window_size(reader) == (0, 0)
