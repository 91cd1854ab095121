"""On a terminal: the echo of keys, and much output."""

from __future__ import annotations

import fcntl
import os
import pty
import termios
import time
import tty
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.table import Row

KEYS = 500
READ_BYTES = 1 << 20
GOAL = 1.1

#: what the shell in the container says when it is ready
READY = b"ready\r\n"

Work = Callable[[Bench, Program], Cost]


def echo(bench: Bench, program: Program) -> Cost:
    """Type a key, wait until the terminal in the container has echoed it, and so on."""
    command = f"echo {READY.decode().strip()}; head -n 1 >/dev/null"
    argv = [*program, "run", "--rm", "-it", bench.image, "sh", "-c", command]
    with on_a_terminal(argv, bench.environ) as fd:
        _read_until(fd, READY)
        started = time.perf_counter()
        for _ in range(KEYS):
            os.write(fd, b"k")
            while os.read(fd, READ_BYTES) != b"k":
                pass
        seconds = time.perf_counter() - started
        os.write(fd, b"\r")
    return Cost(seconds, 0, 0)


def output_to_a_terminal(bench: Bench, program: Program) -> Cost:
    """The container has a terminal, and so has the client."""
    argv = [*program, "run", "--rm", "-t", bench.image, "sh", "-c", _lines(bench)]
    started = time.perf_counter()
    with on_a_terminal(argv, bench.environ) as fd:
        received = 0
        while received < bench.sizes.terminal_mb * 1_000_000:
            received += len(os.read(fd, READ_BYTES))
        seconds = time.perf_counter() - started
    return Cost(seconds, 0, 0)


def output_of_a_terminal(bench: Bench, program: Program) -> Cost:
    """The container has a terminal, and the client writes to nowhere."""
    argv = [*program, "run", "--rm", "-t", bench.image, "sh", "-c", _lines(bench)]
    return run(argv, environ=bench.environ)


def output_without_a_terminal(bench: Bench, program: Program) -> Cost:
    """The output comes in frames."""
    return run(
        [*program, "run", "--rm", bench.image, "sh", "-c", _lines(bench)], environ=bench.environ
    )


def _lines(bench: Bench) -> str:
    """Return the command that prints as many lines of 79 characters as it takes."""
    return f"yes {'x' * 79} | head -c {bench.sizes.terminal_mb * 1_000_000}"


def rows(bench: Bench) -> Iterator[Row]:
    size = f"{bench.sizes.terminal_mb} MB"
    works: dict[str, Work] = {
        f"{KEYS} keys, each after the echo of the last": echo,
        f"{size}, a terminal on both sides": output_to_a_terminal,
        f"{size}, a terminal in the container": output_of_a_terminal,
        f"{size}, no terminal": output_without_a_terminal,
    }
    for name, work in works.items():
        yield from bench.compare(name, partial(work, bench), goal=GOAL, without=["docker-py"])


@contextmanager
def on_a_terminal(argv: list[str], environ: Mapping[str, str]) -> Iterator[int]:
    """Run a program on a terminal; what types into it and reads from it."""
    keyboard, device = pty.openpty()
    tty.setraw(device)
    child = os.fork()
    if child == 0:
        os.setsid()
        fcntl.ioctl(device, termios.TIOCSCTTY, 0)
        for fd in (0, 1, 2):
            os.dup2(device, fd)
        os.execve(argv[0], argv, dict(environ))
    os.close(device)
    try:
        yield keyboard
        _drain(keyboard)
    finally:
        os.close(keyboard)
        os.waitpid(child, 0)


def _read_until(fd: int, end: bytes) -> None:
    found = b""
    while not found.endswith(end):
        found += os.read(fd, READ_BYTES)


def _drain(fd: int) -> None:
    try:
        while os.read(fd, READ_BYTES):
            pass
    except OSError:  # the other side is closed
        pass
