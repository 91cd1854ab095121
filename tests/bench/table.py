"""The table of the benchmark, and the file that keeps it with the machine it was made on."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import Cost, median

PEAK_GOAL_MIB = 64

_COLUMNS = {
    "work": 44,
    "ours s": 8,
    "beside": 27,
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
        pairs = zip(self.ours, self.theirs, strict=False)  # docker-py has one turn
        return statistics.median(ours.wall_seconds / theirs.wall_seconds for ours, theirs in pairs)

    @property
    def cpu_ratio(self) -> float:
        """0 where it was not measured."""
        pairs = zip(self.ours, self.theirs, strict=False)  # docker-py has one turn
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
        has_goal = self.goal or self.cpu_goal
        cells = (
            self.work,
            f"{ours.wall_seconds:8.3f}",
            self.beside,
            f"{theirs.wall_seconds:8.3f}",
            f"{self.ratio:5.2f}",
            f"{self.goal or self.cpu_goal or '':4}",
            f"{self.cpu_ratio or 0:5.2f}" if theirs.cpu_seconds else "",
            f"{ours.peak_mib:4.0f}" if ours.peak_mib else "",
            f"{theirs.peak_mib:6.0f}" if theirs.peak_mib else "",
            "no: " + ", ".join(self.missed()) if self.missed() else "yes" if has_goal else "",
        )
        return _padded(cells, _COLUMNS)


_COMPOSE_INTRODUCTION = """
Compose
-------

pydock's own beside docker's plugin, on projects of one engine. The containers do nothing, so that
most of the seconds of ``up`` and ``down`` are the engine's; the goal is one of CPU time.

"""

_GROWTH_COLUMNS = {
    "work": 28,
    "items": 7,
    "ours s": 8,
    "docker s": 8,
    "ratio": 5,
    "ours µs": 8,
    "docker µs": 9,
    "ours MiB": 8,
    "docker MiB": 10,
}
"""Name -> width. The time of an item is the slope between this line and the one above."""

_GROWTH_INTRODUCTION = """
How cost grows
--------------

With an engine that only plays one, so that the figures are those of the clients. The microseconds
are the slope: what each item takes beyond the number of items above.

"""


class Growth(NamedTuple):
    """A line of the table of growth: some work with that many items."""

    work: str
    items: int
    ours: Sequence[Cost]
    theirs: Sequence[Cost]
    #: the line of fewer items, if there is one
    before: Sequence[Growth]

    def slope(self, costs: str) -> float:
        """Return microseconds for an item more than with fewer items."""
        (fewer,) = self.before
        now, then = median(getattr(self, costs)), median(getattr(fewer, costs))
        return (now.wall_seconds - then.wall_seconds) / (self.items - fewer.items) * 1e6

    def __str__(self) -> str:
        ours, theirs = median(self.ours), median(self.theirs) if self.theirs else None
        cells = (
            self.work,
            f"{self.items:7}",
            f"{ours.wall_seconds:8.3f}",
            f"{theirs.wall_seconds:8.3f}" if theirs else "",
            f"{ours.wall_seconds / theirs.wall_seconds:5.2f}" if theirs else "",
            f"{self.slope('ours'):8.1f}" if self.before else "",
            f"{self.slope('theirs'):9.1f}" if self.before and theirs else "",
            f"{ours.peak_mib:8.0f}",
            f"{theirs.peak_mib:10.0f}" if theirs else "",
        )
        return _padded(cells, _GROWTH_COLUMNS)


def _padded(cells: Iterable[str], columns: Mapping[str, int]) -> str:
    widths = columns.values()
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def growth_table(lines: Iterable[Growth]) -> str:
    rule = "  ".join("=" * width for width in _GROWTH_COLUMNS.values())
    heading = _padded(_GROWTH_COLUMNS, _GROWTH_COLUMNS)
    return "\n".join((rule, heading, rule, *map(str, lines), rule))


def heading() -> str:
    """The lines above the rows; `ending` is the line below them."""
    return f"{_RULE}\n{_padded(_COLUMNS, _COLUMNS)}\n{_RULE}"


def ending() -> str:
    return _RULE


def rows_table(rows: Iterable[Row]) -> str:
    return "\n".join((heading(), *map(str, rows), ending()))


def write(
    path: Path,
    rows: Iterable[Row],
    composed: Sequence[Row],
    growth: Sequence[Growth],
    command: str,
    docker: str,
    engine: str,
) -> None:
    """Keep the tables in a file, with the command that made them and the machine described."""
    introduction = _INTRODUCTION.format(
        command=command, machine=_machine(docker, engine), peak=PEAK_GOAL_MIB
    )
    compose = f"{_COMPOSE_INTRODUCTION}{rows_table(composed)}\n" if composed else ""
    grown = f"{_GROWTH_INTRODUCTION}{growth_table(growth)}\n" if growth else ""
    path.write_text(f"{introduction}{rows_table(rows)}\n{compose}{grown}")


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
