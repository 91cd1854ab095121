"""pydock beside the real docker on a terminal: the echo of keys, and 200 MB of output.

    python -m tests.bench.terminal [--host unix:///var/run/docker.sock] [--rounds 3]

Both clients work in turns on the same engine; each row has the medians of the rounds. The exit
status is 1 when a ratio is above its goal.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import shutil
import sys
import termios
import time
import tty
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import HEADER, Cost, Row, median, run

KEYS = 500
OUTPUT_BYTES = 200_000_000
READ_BYTES = 1 << 20
GOAL = 1.1

#: what the shell in the container says when it is ready
READY = b"ready\r\n"
#: as many lines of 79 characters as it takes
LINES = f"yes {'x' * 79} | head -c {OUTPUT_BYTES}"

Work = Callable[[str, Mapping[str, str], str], Cost]


def echo(program: str, environ: Mapping[str, str], image: str) -> Cost:
    """Type a key, wait until the terminal in the container has echoed it, and so on."""
    command = f"echo {READY.decode().strip()}; head -n 1 >/dev/null"
    with on_a_terminal([program, "run", "--rm", "-it", image, "sh", "-c", command], environ) as fd:
        _read_until(fd, READY)
        started = time.perf_counter()
        for _ in range(KEYS):
            os.write(fd, b"k")
            while os.read(fd, READ_BYTES) != b"k":
                pass
        seconds = time.perf_counter() - started
        os.write(fd, b"\r")
    return Cost(seconds, 0, 0)


def output_to_a_terminal(program: str, environ: Mapping[str, str], image: str) -> Cost:
    """The container has a terminal, and so has the client."""
    argv = [program, "run", "--rm", "-t", image, "sh", "-c", LINES]
    started = time.perf_counter()
    with on_a_terminal(argv, environ) as fd:
        received = 0
        while received < OUTPUT_BYTES:
            received += len(os.read(fd, READ_BYTES))
        seconds = time.perf_counter() - started
    return Cost(seconds, 0, 0)


def output_of_a_terminal(program: str, environ: Mapping[str, str], image: str) -> Cost:
    """The container has a terminal, and the client writes to nowhere."""
    return run([program, "run", "--rm", "-t", image, "sh", "-c", LINES], environ)


def output_without_a_terminal(program: str, environ: Mapping[str, str], image: str) -> Cost:
    """The output comes in frames."""
    return run([program, "run", "--rm", image, "sh", "-c", LINES], environ)


WORK: dict[str, Work] = {
    f"{KEYS} keys, each after the echo of the last": echo,
    "200 MB, a terminal on both sides": output_to_a_terminal,
    "200 MB, a terminal in the container": output_of_a_terminal,
    "200 MB, no terminal": output_without_a_terminal,
}


def rows(
    pydock: str, docker: str | None, environ: Mapping[str, str], image: str, rounds: int = 3
) -> Iterator[Row]:
    """A row for each kind of work; ends this process where there is no docker to compare with."""
    if docker is None:
        sys.exit("no docker client to compare with")
    for name, work in WORK.items():
        ours, theirs = [], []
        for _ in range(rounds):
            theirs.append(work(docker, environ, image))
            ours.append(work(pydock, environ, image))
        yield Row(name, median(ours), "docker", median(theirs), GOAL)


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
    except OSError:  # nobody has the other side any more
        pass


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default=os.environ.get("DOCKER_HOST", ""))
    parser.add_argument("--image", default="busybox")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--docker", default=shutil.which("docker"))
    parser.add_argument("--pydock", default=str(Path(sys.executable).with_name("pydock")))
    args = parser.parse_args()
    environ = {**os.environ, **({"DOCKER_HOST": args.host} if args.host else {})}
    print(HEADER)
    missed = False
    for row in rows(args.pydock, args.docker, environ, args.image, args.rounds):
        print(row, flush=True)
        missed |= row.ratio > row.goal
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
