"""What a run of a program costs, and how several programs compare when they take turns."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

#: how long a comparison goes on, if it does not come to so many times the rounds before
LEAST_SECONDS, MOST_TIMES = 60, 3


class Cost(NamedTuple):
    """What one run of a program took.

    The peak is at least that of the benchmark itself, whose memory the kernel counts into that
    of what it starts: the benchmark must have little of its own.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float


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
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 (its with would hold the whole function)
    started = time.perf_counter()
    source = os.open(stdin, os.O_RDONLY)
    children = []
    for number, argv in enumerate(commands, 1):
        if number < len(commands):
            next_source, target = os.pipe()
        else:
            next_source, target = -1, os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        streams = (source, target, complaints.fileno())
        actions = [(os.POSIX_SPAWN_DUP2, stream, fd) for fd, stream in enumerate(streams)]
        children.append(os.posix_spawnp(argv[0], list(argv), environ, file_actions=actions))
        os.close(source)
        os.close(target)
        source = next_source
    usages = []
    for argv, child in zip(commands, children, strict=True):
        _, status, usage = os.wait4(child, 0)
        if status:
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace")
            sys.exit(f"{said}{' '.join(argv)} failed with {os.waitstatus_to_exitcode(status)}")
        usages.append(usage)
    return Cost(
        time.perf_counter() - started,
        sum(usage.ru_utime + usage.ru_stime for usage in usages),
        max(usage.ru_maxrss for usage in usages) / 1024,
    )


def in_turns(rounds: int, works: Mapping[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Do each work in turn, `rounds` times or more: what each cost in each round.

    Short work is done more often, LEAST_SECONDS in all: what else happens on the machine takes
    the larger part of it.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    enough = time.monotonic() + LEAST_SECONDS
    done = 0
    while done < rounds or (done < rounds * MOST_TIMES and time.monotonic() < enough):
        done += 1
        for name, work in works.items():
            costs[name].append(work())
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """Each figure's median, on its own."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))
