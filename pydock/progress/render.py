"""Layers and tasks as lines of a terminal, laid out by rich to fit the window."""

import os
from collections.abc import Iterable
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from pydock.golang.tabwriter import display_width
from pydock.golang.units import human_size
from pydock.progress.layers import Layer, LayerStates, Summary
from pydock.progress.screen_region import Line

if TYPE_CHECKING:
    from rich.table import Table

_BAR_COLUMNS = 24
#: what a window needs to show the bars of tasks
_COLUMNS_WITH_BAR = 72
#: wider lines are hard to follow, and break when the window is made narrower
_MAX_COLUMNS = 100
#: the longest state beside which an engine counts: "Download complete"
_STATE_COLUMNS = 17
#: the widest counts, "123.4MB/123.4MB", what is shown instead with less room, and a speed
_COUNTS_COLUMNS = 15
_SHORT_COUNTS_COLUMNS = 7
_SPEED_COLUMNS = 9
_LEAST_BAR_COLUMNS = 8
_DONE, _REST = "━", "·"


def layer_lines(layers: list[Layer], window_columns: int, now_seconds: float) -> list[Line]:
    """Return a line per layer: name, state and, during a transfer, bar, bytes and speed.

    What stands at the right has columns of its own, whatever the states are, and is left out
    where the window has no room for it; a state is never truncated for it.
    """
    columns = max(1, min(window_columns - 1, _MAX_COLUMNS))
    names = max((display_width(layer.name) for layer in layers), default=0)
    room = columns - names - 2 - _STATE_COLUMNS
    full_counts = room > _COUNTS_COLUMNS
    with_speed = room > _COUNTS_COLUMNS + _SPEED_COLUMNS + 1
    bar_columns = room - _COUNTS_COLUMNS - _SPEED_COLUMNS - 3
    if bar_columns < _LEAST_BAR_COLUMNS:
        bar_columns = 0
    lines = []
    for layer in layers:
        if full_counts:
            right = f"{_counts(layer):>{_COUNTS_COLUMNS}}"
            if with_speed:
                right += f" {_per_second(layer.speed(now_seconds)):>{_SPEED_COLUMNS}}"
        else:
            right = f"{_short_counts(layer):>{_SHORT_COUNTS_COLUMNS}}"
        bar = min(bar_columns, _BAR_COLUMNS)
        lines.append(_layer_line(layer, bar, right if right.strip() else "", columns))
    return lines


def _layer_line(layer: Layer, bar_columns: int, right: str, columns: int) -> Line:
    """Return the line of a layer, with what stands at the right if there is any."""
    text = Text.assemble(
        f"{layer.name}: ", (layer.status, "green" if layer.is_finished else ""), no_wrap=True
    )
    text.overflow = "ellipsis"
    width = columns - len(right) - (bar_columns + 1 if bar_columns else 0) - 1
    if right and text.cell_len <= width:
        text.append(" " * (width - text.cell_len + 1))
        if bar_columns:
            bar = _bar(layer, bar_columns)
            text.append_text(bar).append(" " * (bar_columns - bar.cell_len + 1))
        text.append(right.rstrip())
    (line,) = rendered(text, columns)
    return line


def summary_lines(summary: Summary, hidden: int, window_columns: int) -> list[Line]:
    """Return one line on all layers: what is done, what remains and for how long.

    What has no room at the end is left out.
    """
    columns = min(window_columns - 1, _MAX_COLUMNS)
    total = "" if summary.is_open else f" of {summary.layers}"
    parts = [f"{summary.finished}{total} {summary.state}"]
    if summary.state == "downloaded" and summary.complete:
        parts.append(f"{summary.complete} done")
    if summary.pending:
        parts.append(f"{summary.pending} waiting")
    elif summary.left_bytes and not summary.is_open:
        parts.append(f"{human_size(summary.left_bytes)} left")
    if summary.bytes_per_second:
        parts.append(_per_second(summary.bytes_per_second))
    if summary.left_bytes and summary.left_seconds is not None:
        parts.append(_clock(summary.left_seconds))
    if hidden:
        parts.append(f"{hidden} not shown")
    while len(parts) > 1 and len(", ".join(parts)) > columns:
        parts.pop()
    return rendered(Text(", ".join(parts), style="dim", no_wrap=True, overflow="ellipsis"), columns)


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
        bar = _bar(layer, _BAR_COLUMNS)
        if bar and columns >= _COLUMNS_WITH_BAR:
            text.truncate(min(width, columns - _BAR_COLUMNS), overflow="ellipsis", pad=True)
            text.append(" ").append_text(bar)
            text.rstrip()
        lines += rendered(text, columns)
    return lines


def _bar(layer: Layer, columns: int) -> Text:
    """Return how far a transfer is, legible without colours; blanks where that is unknown."""
    progress = layer.progress
    if not progress.total or progress.units or layer.is_finished:
        return Text()
    done = columns * min(progress.current, progress.total) // progress.total
    return Text.assemble((_DONE * done, "cyan"), (_REST * (columns - done), "bright_black"))


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


def _short_counts(layer: Layer) -> str:
    """Return `28%`, or the bytes so far where their total is unknown."""
    progress = layer.progress
    if not progress.total or progress.units or progress.hide_counts:
        return _counts(layer)
    return f"{100 * min(progress.current, progress.total) // progress.total}%"


def _per_second(bytes_per_second: float) -> str:
    return f"{human_size(int(bytes_per_second), 3)}/s" if bytes_per_second >= 1 else ""


def _clock(seconds: float) -> str:
    """Return a remaining time, rounded as an estimate is: `8s`, `2m05s`, `3h20m`."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole}s"
    if whole < 3600:
        return f"{whole // 60}m{whole % 60:02}s"
    return f"{whole // 3600}h{whole % 3600 // 60:02}m"


def rendered(what: "Table | Text", columns: int) -> list[Line]:
    """Return the lines that rich renders in that many columns."""
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
