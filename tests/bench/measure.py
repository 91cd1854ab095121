"""What a run of a program costs, and how several programs compare."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run of a program took."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float


def run(
    argv: Sequence[str],
    environ: Mapping[str, str],
    *,
    stdin: str = os.devnull,
    stdout: str = os.devnull,
) -> Cost:
    """Run a program to its end; its own cost, as the kernel counted it.

    `stdin` and `stdout` are paths of files. Ends this process when the program fails.
    """
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    started = time.perf_counter()
    child = os.posix_spawnp(argv[0], list(argv), dict(environ), file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall_seconds = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(argv)} failed with {os.waitstatus_to_exitcode(status)}")
    return Cost(wall_seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """Each figure's median, on its own."""
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


class Row(NamedTuple):
    """A line of the table: some work, by pydock and by what it is compared with."""

    work: str
    ours: Cost
    beside: str
    theirs: Cost
    #: the most that the ratio of the wall times may be; 0 for no goal
    goal: float = 0

    @property
    def ratio(self) -> float:
        return self.ours.wall_seconds / self.theirs.wall_seconds

    def __str__(self) -> str:
        verdict = "" if not self.goal else "yes" if self.ratio <= self.goal else "NO"
        return (
            f"| {self.work:44} | {self.ours.wall_seconds:7.3f} | {self.beside:16} |"
            f" {self.theirs.wall_seconds:7.3f} | {self.ratio:5.2f} | {self.goal or '':4} |"
            f" {verdict:3} | {self.ours.peak_mib:5.0f} |"
        )


HEADER = (
    f"| {'work':44} | {'seconds':7} | {'beside':16} | {'seconds':7} | ratio | goal | met |"
    " MiB   |\n"
    f"| {'-' * 44} | {'-' * 7} | {'-' * 16} | {'-' * 7} | ----- | ---- | --- | ----- |"
)


def compare(
    work: str,
    ours: Sequence[str],
    beside: str,
    theirs: Sequence[str],
    environ: Mapping[str, str],
    *,
    goal: float = 0,
    rounds: int = 5,
    stdin: str = os.devnull,
    stdout: str = os.devnull,
) -> Row:
    """Run both in turns, `rounds` times, and compare the medians."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(rounds):
        for argv, found in zip((ours, theirs), costs, strict=True):
            found.append(run(argv, environ, stdin=stdin, stdout=stdout))
    return Row(work, median(costs[0]), beside, median(costs[1]), goal)
