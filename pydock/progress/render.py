"""Layers and tasks as lines of a terminal, laid out by rich to fit the window."""

import os
from collections.abc import Iterable
from functools import lru_cache
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from pydock.golang.units import human_size
from pydock.progress.layers import Layer, LayerStates, Summary
from pydock.progress.screen_region import Line

_BAR_COLUMNS = 24
#: what a window needs to show bars, and to show speeds
_COLUMNS_WITH_BAR = 72
_COLUMNS_WITH_SPEED = 48
#: wider lines are hard to follow, and break when the window is made narrower
_MAX_COLUMNS = 100


def layer_lines(layers: list[Layer], window_columns: int, now_seconds: float) -> list[Line]:
    """Return a line per layer: name, state and, during a transfer, bar, bytes and speed."""
    columns = min(window_columns - 1, _MAX_COLUMNS)
    table = Table.grid()
    table.add_column(no_wrap=True, overflow="ellipsis", min_width=8)
    with_bar, with_speed = columns >= _COLUMNS_WITH_BAR, columns >= _COLUMNS_WITH_SPEED
    if with_bar:
        table.add_column(width=1 + _BAR_COLUMNS)
    table.add_column(no_wrap=True, justify="right")
    if with_speed:
        table.add_column(no_wrap=True, justify="right", min_width=10)
    for layer in layers:
        cells: list[Text | Padding] = [_state(layer)]
        if with_bar:
            cells.append(_after_space(_bar(layer)))
        cells.append(_after_space(Text(_counts(layer))))
        if with_speed:
            cells.append(_after_space(Text(_per_second(layer.speed(now_seconds)))))
        table.add_row(*cells)
    return rendered(table, columns)


def summary_lines(summary: Summary, hidden: int, window_columns: int) -> list[Line]:
    """Return one line on all layers: what is done, what remains and for how long."""
    parts = [f"{summary.finished} of {summary.layers} done"]
    if summary.left_bytes:
        parts.append(f"{human_size(summary.left_bytes)} left")
    if summary.bytes_per_second:
        parts.append(_per_second(summary.bytes_per_second))
    if summary.left_bytes and summary.left_seconds is not None:
        parts.append(_clock(summary.left_seconds))
    if hidden:
        parts.append(f"{hidden} not shown")
    text = Text(", ".join(parts), style="dim", no_wrap=True, overflow="ellipsis")
    return rendered(text, min(window_columns - 1, _MAX_COLUMNS))


def progress_lines(
    states: LayerStates, window_columns: int, window_rows: int, now_seconds: float
) -> list[Line]:
    """Return everything in no more lines than the window shows with the cursor below them."""
    room = max(1, window_rows - 2)
    layers = states.most_active(room)
    lines = layer_lines(layers, window_columns, now_seconds)
    hidden = len(states.layers) - len(layers)
    lines += summary_lines(states.summary(now_seconds), hidden, window_columns)
    return lines[-max(1, window_rows - 1) :]


def task_lines(
    layers: list[Layer], window_columns: int, window_rows: int | None = None
) -> list[Line]:
    """Return a line per task, then overall lines, that fit the window below the cursor."""
    columns = min(window_columns - 1, _MAX_COLUMNS)
    with_bars = [layer for layer in layers if layer.progress.total]
    width = max((len(layer.name) + len(layer.status) for layer in with_bars), default=0) + 2
    if window_rows is not None:
        room = max(1, window_rows - 1)
        left_out = with_bars[max(0, len(with_bars) - max(0, len(layers) - room)) :]
        layers = [layer for layer in layers if layer not in left_out][-room:]
    lines = []
    for layer in layers:
        text = Text(f"{layer.name}: {layer.status}", no_wrap=True, overflow="ellipsis")
        bar = _bar(layer)
        if isinstance(bar, Text) or columns < _COLUMNS_WITH_BAR:
            lines += rendered(text, columns)
            continue
        row = Table.grid()
        row.add_column(no_wrap=True, overflow="ellipsis", width=min(width, columns - _BAR_COLUMNS))
        row.add_column(width=1 + _BAR_COLUMNS)
        row.add_row(text, _after_space(bar))
        lines += rendered(row, columns)
    return lines


def _state(layer: Layer) -> Text:
    style = "green" if layer.is_finished else ""
    return Text.assemble(f"{layer.name}: ", (layer.status, style))


def _bar(layer: Layer) -> Text | ProgressBar:
    progress = layer.progress
    if not progress.total or progress.units or layer.is_finished:
        return Text()
    return ProgressBar(
        progress.total,
        min(progress.current, progress.total),
        _BAR_COLUMNS,
        style="bright_black",
        complete_style="cyan",
        finished_style="cyan",
    )


def _after_space(cell: Text | ProgressBar) -> Padding:
    """Return a cell after a space. How wide a table's own padding is depends on rich's version."""
    return Padding(cell, (0, 0, 0, 1))


def _counts(layer: Layer) -> str:
    """Return `3.4MB/12MB`, or `3/5 layers` where the engine counts other units than bytes."""
    progress = layer.progress
    if not progress.is_known or progress.hide_counts:
        return ""
    if progress.units:
        total = f"/{progress.total}" if progress.total else ""
        return f"{progress.current}{total} {progress.units}"
    total = f"/{human_size(progress.total)}" if progress.total else ""
    return human_size(progress.current) + total


def _per_second(bytes_per_second: float) -> str:
    return f"{human_size(int(bytes_per_second))}/s" if bytes_per_second >= 1 else ""


def _clock(seconds: float) -> str:
    """Return a remaining time, rounded as an estimate is: `8s`, `2m05s`, `3h20m`."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole}s"
    if whole < 3600:
        return f"{whole // 60}m{whole % 60:02}s"
    return f"{whole // 3600}h{whole % 3600 // 60:02}m"


def rendered(what: Table | Text, columns: int) -> list[Line]:
    """Return what rich renders in so many columns, as lines."""
    console = _console(max(1, columns), os.environ.get("NO_COLOR", ""))
    return [_line(console, segments) for segments in console.render_lines(what, pad=False)]


@lru_cache(maxsize=4)
def _console(columns: int, _no_color: str) -> Console:
    """Return a console, which reads NO_COLOR; making one costs more than using it."""
    return Console(file=StringIO(), width=columns, force_terminal=True, highlight=False)


def _line(console: Console, segments: Iterable[Segment]) -> Line:
    if console.no_color:
        segments = Segment.remove_color(segments)
    drawn = list(segments)
    text = "".join(part.style.render(part.text) if part.style else part.text for part in drawn)
    return Line(text, Segment.get_line_length(drawn))
