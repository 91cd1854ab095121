"""Rows of `monitor`: their order, and columns that fit the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from pydock.golang.tabwriter import display_width
from pydock.golang.units import binary_size, human_size
from pydock.views.listing import column
from pydock.views.natural_order import natural_key
from pydock.views.shorten import ellipsis
from pydock.views.sparkline import sparkline
from pydock.views.stats import UNKNOWN, ContainerUsage, StatsView
from pydock.views.usage_history import SAMPLES, Sample

#: columns of --sort, those of the key in its order first
SORTED_BY = ("cpu", "memory", "network", "disk", "name", "pids")
#: rows are ordered by the mean of this number of samples, so that rows do not jump
_MEAN_SAMPLES = 5


class ContextStatsView(StatsView):
    """A row of one round, with its engine."""

    default_columns: ClassVar[Sequence[str]] = ("Context", *StatsView.default_columns)

    def __init__(
        self, context: str, container: str, usage: ContainerUsage | None, *, truncate: bool
    ) -> None:
        super().__init__(container, usage, truncate=truncate)
        self.context = context

    @column("CONTEXT")
    def Context(self) -> str:
        return self.context


class Row(NamedTuple):
    """A container, and its usage until now; without `usage` that is unknown."""

    context: str
    id: str
    name: str
    image: str
    usage: ContainerUsage | None
    samples: Sequence[Sample]

    def mean(self, field: str) -> float:
        """Return the mean of a field of the last samples."""
        recent = self.samples[-_MEAN_SAMPLES:] if self.usage else ()
        return sum(getattr(sample, field) for sample in recent) / len(recent) if recent else 0.0

    @property
    def now(self) -> Sample | None:
        return self.samples[-1] if self.usage and self.samples else None

    def has(self, text: str) -> bool:
        """Return whether a text is part of its name, image or context, in any case."""
        return any(text.lower() in one.lower() for one in (self.name, self.image, self.context))


_KEYS: Mapping[str, Callable[[Row], Any]] = {
    "cpu": lambda row: row.mean("cpu_percent"),
    "disk": lambda row: row.mean("disk_bytes"),
    "memory": lambda row: row.mean("memory_bytes"),
    "name": lambda row: natural_key(row.name),
    "network": lambda row: row.mean("network_bytes"),
    "pids": lambda row: row.usage.processes if row.usage else 0,
}


def in_order(rows: Iterable[Row], columns: Sequence[str]) -> list[Row]:
    """Return rows by columns, "-" before descending ones; equal ones by name."""
    found = sorted(rows, key=lambda row: (natural_key(row.name), row.context, row.id))
    for name in reversed(columns):
        found.sort(key=_KEYS[name.removeprefix("-")], reverse=name.startswith("-"))
    return found


class _Column(NamedTuple):
    """A column: its header, least and largest width, and its cell in a number of columns."""

    header: str
    least: int
    most: int
    cell: Callable[[Row, int], str]
    is_right: bool = False


def _number(text: Callable[[Sample], str]) -> Callable[[Row, int], str]:
    return lambda row, columns: text(row.now) if row.now else UNKNOWN


def _plot(field: str, least_top: float) -> Callable[[Row, int], str]:
    def cell(row: Row, columns: int) -> str:
        return sparkline([getattr(one, field) for one in row.samples], columns, least_top)

    return cell


def _percent(value: float) -> str:
    return f"{value:.1f}%" if value < 999.95 else f"{value:.0f}%"


def _rate(bytes_per_second: float) -> str:
    return f"{human_size(int(bytes_per_second), 3)}/s"


def _memory_percent(row: Row, columns: int) -> str:
    return _percent(row.usage.memory_percent) if row.usage else UNKNOWN


def _processes(row: Row, columns: int) -> str:
    return str(row.usage.processes) if row.usage else UNKNOWN


#: in the order in which they stand
_COLUMNS: Mapping[str, _Column] = {
    "context": _Column("CONTEXT", 8, 20, lambda row, columns: row.context),
    "name": _Column("NAME", 10, 40, lambda row, columns: row.name),
    "image": _Column("IMAGE", 10, 40, lambda row, columns: row.image),
    "cpu": _Column("CPU", 6, 6, _number(lambda now: _percent(now.cpu_percent)), is_right=True),
    "cpu-plot": _Column("", 8, SAMPLES, _plot("cpu_percent", 10.0)),
    "memory": _Column(
        "MEMORY", 8, 8, _number(lambda now: binary_size(now.memory_bytes)), is_right=True
    ),
    "memory-percent": _Column("MEM %", 6, 6, _memory_percent, is_right=True),
    "memory-plot": _Column("", 8, SAMPLES, _plot("memory_bytes", 1.0)),
    "network": _Column(
        "NETWORK", 9, 9, _number(lambda now: _rate(now.network_bytes)), is_right=True
    ),
    "network-plot": _Column("", 8, SAMPLES, _plot("network_bytes", 1000.0)),
    "disk": _Column("DISK", 9, 9, _number(lambda now: _rate(now.disk_bytes)), is_right=True),
    "disk-plot": _Column("", 8, SAMPLES, _plot("disk_bytes", 1000.0)),
    "pids": _Column("PIDS", 5, 5, _processes, is_right=True),
}
_PLOTS = ("cpu-plot", "memory-plot", "network-plot", "disk-plot")
#: always shown, and what is added as far as there is room
_ALWAYS = ("name", "cpu", "memory")
_ADDED = (
    ("cpu-plot",),
    ("context",),
    ("network",),
    ("disk",),
    ("memory-plot",),
    ("network-plot", "disk-plot"),
    ("pids",),
    ("memory-percent",),
    ("image",),
)
#: what is made wider, before the plots are
_WIDENED = ("name", "context", "image")
_GAP, _PLOT_GAP = 2, 1


class Cell(NamedTuple):
    """The text of a column in a line, as wide as the column, after blanks."""

    column: str
    gap: int
    text: str


class ColumnLayout:
    """The columns that a window has room for, and their widths."""

    def __init__(self, window_columns: int, rows: Sequence[Row], *, has_contexts: bool) -> None:
        self._widths = {name: _COLUMNS[name].least for name in _ALWAYS}
        for group in _ADDED:
            if group == ("context",) and not has_contexts:
                continue
            with_group = self._widths | {name: _COLUMNS[name].least for name in group}
            if _columns(with_group) > window_columns:
                break
            self._widths = with_group
        for name in _WIDENED:
            if name in self._widths:
                longest = max(
                    (display_width(_COLUMNS[name].cell(row, 0)) for row in rows), default=0
                )
                added = min(longest, _COLUMNS[name].most) - self._widths[name]
                self._widths[name] += max(0, min(added, window_columns - _columns(self._widths)))
        plots = [name for name in _PLOTS if name in self._widths]
        if plots:
            more = max(0, window_columns - _columns(self._widths)) // len(plots)
            for name in plots:
                self._widths[name] = min(_COLUMNS[name].most, self._widths[name] + more)

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in the order in which they stand."""
        return [name for name in _COLUMNS if name in self._widths]

    def header(self) -> list[Cell]:
        return [self._cell(name, _COLUMNS[name].header) for name in self.columns]

    def cells(self, row: Row) -> list[Cell]:
        return [
            self._cell(name, _COLUMNS[name].cell(row, self._widths[name])) for name in self.columns
        ]

    def _cell(self, name: str, text: str) -> Cell:
        width = self._widths[name]
        text = ellipsis(text, width)
        blanks = " " * (width - display_width(text))
        gap = 0 if name == self.columns[0] else _PLOT_GAP if name in _PLOTS else _GAP
        return Cell(name, gap, blanks + text if _COLUMNS[name].is_right else text + blanks)


def _columns(widths: Mapping[str, int]) -> int:
    plots = sum(name in _PLOTS for name in widths)
    return sum(widths.values()) + (len(widths) - 1 - plots) * _GAP + plots * _PLOT_GAP


class Totals(NamedTuple):
    """The resource usage of all rows together."""

    containers: int
    cpu_percent: float
    memory_bytes: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Totals:
        found = list(rows)
        samples = [row.now for row in found if row.now]
        return cls(
            len(found),
            sum(sample.cpu_percent for sample in samples),
            sum(sample.memory_bytes for sample in samples),
        )

    def parts(self) -> list[str]:
        """Return what a line begins with, the most important first."""
        noun = "container" if self.containers == 1 else "containers"
        return [
            f"{self.containers} {noun}",
            f"CPU {_percent(self.cpu_percent)}",
            f"memory {binary_size(self.memory_bytes)}",
        ]


#: what the keys do: in one line, and in a list
HELP_LINE = (
    "q quit", "? help", "s sort", "/ filter", "l logs", "e shell", "x stop", "r reverse",
)  # fmt: skip
HELP_LIST = (
    ("up, down, j, k", "select a container"),
    ("PageUp, PageDown", "select a page further"),
    ("Home, End", "select the first or last"),
    ("s", "sort by the next column"),
    ("r", "reverse the order"),
    ("/", "filter by name, image, context"),
    ("Escape", "end the filter"),
    ("l", "follow its logs, until ctrl-C"),
    ("e", "open a shell in it"),
    ("x", "stop it, after a question"),
    ("q", "quit"),
)
