"""What a run of a program costs, and how several programs compare when they take turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

#: how long a comparison goes on with turns beyond those of the command line
SHORT_SECONDS = 6
#: how long a comparison may take before it ends with fewer turns than the command line has
LONG_SECONDS = 25
#: the turns of long work
FEW_ROUNDS = 3
#: the most turns of short work, as a multiple of those of the command line
MOST_TIMES = 3


class Cost(NamedTuple):
    """What one run of a program took; figures that were not measured are 0.

    The peak is at least 10 MiB, that of the process that starts the programs.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float


@cache
def _spawner() -> subprocess.Popen[str]:
    argv = [sys.executable, "-I", "-S", str(Path(__file__).with_name("spawner.py"))]
    return subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(
    *commands: Sequence[str],
    environ: Mapping[str, str],
    stdin: str = os.devnull,
    stdout: str = os.devnull,
) -> Cost:
    """Run a command, or several with pipes between them, to the end of all.

    The cost is that of all together; the peak is that of the largest. `stdin` and `stdout` are
    paths of files. Ends this process when a command fails.
    """
    spawner = _spawner()
    assert spawner.stdin is not None
    assert spawner.stdout is not None
    request = {
        "commands": [list(argv) for argv in commands],
        "environ": dict(environ),
        "stdin": stdin,
        "stdout": stdout,
    }
    spawner.stdin.write(f"{json.dumps(request)}\n")
    spawner.stdin.flush()
    done = json.loads(spawner.stdout.readline())
    if done["failed"]:
        shown = " | ".join(" ".join(argv)[:200] for argv in commands)
        sys.exit(f"{done['complaints']}{shown} failed")
    return Cost(done["wall_seconds"], done["cpu_seconds"], done["peak_kib"] / 1024)


def in_turns(
    rounds: int,
    works: Mapping[str, Callable[[], Cost]],
    *,
    exactly: bool = False,
    once: Collection[str] = (),
) -> dict[str, list[Cost]]:
    """Do each work in turn, about `rounds` times: what each cost in each round.

    Short work is done more often, as what else happens on the machine takes the larger part of it;
    long work, which it matters less to, FEW_ROUNDS times. With `exactly` it is done so often. What
    is to be done `once` is done in the first round only.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    started = time.monotonic()
    done = 0
    while not (done >= rounds if exactly else _is_enough(done, rounds, time.monotonic() - started)):
        for name, work in works.items():
            if done == 0 or name not in once:
                costs[name].append(work())
        done += 1
    return costs


def _is_enough(done: int, rounds: int, seconds: float) -> bool:
    if done >= rounds:
        return seconds >= SHORT_SECONDS or done >= MOST_TIMES * rounds
    return done >= FEW_ROUNDS and seconds >= LONG_SECONDS


def median(costs: Sequence[Cost]) -> Cost:
    """Each figure's median, on its own."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))
