"""The table of the benchmark, and the file that keeps it with the machine it was made on."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import Cost, median

PEAK_GOAL_MIB = 64

_COLUMNS = {
    "work": 44,
    "ours s": 8,
    "beside": 14,
    "theirs s": 8,
    "ratio": 5,
    "goal": 4,
    "CPU": 5,
    "MiB": 4,
    "theirs": 6,
    "met": 10,
}
"""Name -> width. Of CPU the ratio is shown, of memory (MiB) the peak of both."""

_RULE = "  ".join("=" * width for width in _COLUMNS.values())

_INTRODUCTION = """\
How quick pydock is
===================

Made by::

    {command}

Each line is some work done by pydock and by another program in turns, on the same engine. The
seconds are medians; a ratio is the median of the ratios of each turn, of wall time in the first
column and of the clients' CPU time in the second. MiB is the peak of the client's memory, pydock's
first; the goal for it is {peak} or less everywhere. The ratios mean something, the seconds little.

{machine}

"""


class Row(NamedTuple):
    """A line of the table: some work, by pydock and by what it is compared with, turn by turn."""

    work: str
    ours: Sequence[Cost]
    beside: str
    theirs: Sequence[Cost]
    #: the most that the ratio of the wall times may be; 0 for no goal
    goal: float = 0
    #: the same for CPU time
    cpu_goal: float = 0

    @property
    def ratio(self) -> float:
        pairs = zip(self.ours, self.theirs, strict=True)
        return statistics.median(ours.wall_seconds / theirs.wall_seconds for ours, theirs in pairs)

    @property
    def cpu_ratio(self) -> float:
        """0 where it was not measured."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return statistics.median(
            ours.cpu_seconds / theirs.cpu_seconds if theirs.cpu_seconds else 0
            for ours, theirs in pairs
        )

    def missed(self) -> list[str]:
        """The goals that are not met."""
        reached = {
            "time": (round(self.ratio, 2), self.goal),
            "CPU": (round(self.cpu_ratio, 2), self.cpu_goal),
            "MiB": (median(self.ours).peak_mib, self.goal and PEAK_GOAL_MIB),
        }
        return [name for name, (value, goal) in reached.items() if goal and value > goal]

    def __str__(self) -> str:
        ours, theirs = median(self.ours), median(self.theirs)
        cells = (
            self.work,
            f"{ours.wall_seconds:8.3f}",
            self.beside,
            f"{theirs.wall_seconds:8.3f}",
            f"{self.ratio:5.2f}",
            f"{self.goal or '':4}",
            f"{self.cpu_ratio or 0:5.2f}" if theirs.cpu_seconds else "",
            f"{ours.peak_mib:4.0f}" if ours.peak_mib else "",
            f"{theirs.peak_mib:6.0f}" if theirs.peak_mib else "",
            "no: " + ", ".join(self.missed()) if self.missed() else "yes" if self.goal else "",
        )
        widths = _COLUMNS.values()
        padded = (f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
        return "  ".join(padded).rstrip()


def heading() -> str:
    """The lines above the rows; `ending` is the line below them."""
    names = (f"{name:{width}}" for name, width in _COLUMNS.items())
    return f"{_RULE}\n{'  '.join(names).rstrip()}\n{_RULE}"


def ending() -> str:
    return _RULE


def write(path: Path, rows: Iterable[Row], command: str, docker: str, engine: str) -> None:
    """Keep the table in a file, with the command that made it and the machine described."""
    introduction = _INTRODUCTION.format(
        command=command, machine=_machine(docker, engine), peak=PEAK_GOAL_MIB
    )
    table = "\n".join((heading(), *map(str, rows), ending()))
    path.write_text(f"{introduction}{table}\n")


def _machine(docker: str, engine: str) -> str:
    """A list of what the figures depend on."""
    kernel = ".".join(platform.release().split(".")[:2])
    facts = {
        "Date": time.strftime("%Y-%m-%d", time.gmtime()),
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') >> 20} MiB",
        "Kernel": f"{platform.system()} {kernel}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Libraries": ", ".join(
            f"{name} {_version(name)}"
            for name in ("click", "requests", "requests-unixsocket", "docker")
        ),
        "docker": docker,
        "Engine": engine,
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items())


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:  # no Linux
        done = subprocess.run(
            ["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True
        )
        return done.stdout.strip() or platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
