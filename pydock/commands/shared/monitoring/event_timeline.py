"""`events --timeline`: a chart of what happened when."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from queue import Empty

from pydock.api import system
from pydock.cli.app import App
from pydock.commands.shared.monitoring.container_events import MainThreadCalls
from pydock.commands.shared.monitoring.event_stream import EventStream
from pydock.errors import ConnectionLost
from pydock.options.filters import Filters
from pydock.progress.json_stream import batches
from pydock.progress.screen_region import Region
from pydock.views.event import modern
from pydock.views.timeline import Timeline

#: the width off a terminal
_COLUMNS = 80
#: between two drawings
_TICK_SECONDS = 1.0
#: lines that are not objects: times, signs, the cursor
_OTHER_LINES = 3


def show_timeline(app: App, since: str, until: str, filters: Filters) -> None:
    """Draw the events between two times, seconds since 1970; without `until` as they happen.

    Off a terminal the chart is printed once.
    """
    is_terminal = app.can_draw("stdout")
    if is_terminal and (not until or float(until) > time.time()):
        _follow(app, since, until, filters)
        return
    timeline = Timeline()
    until = until or f"{time.time():.9f}"
    with EventStream(app.engine, since=since, until=until, filters=filters) as stream:
        for event in system.checked_events(batches(stream.chunks())):
            if stream.includes(event):
                timeline.add(modern(event))
    if is_terminal:
        _draw(app, Region(app.stdout, app.environ), timeline, float(since), float(until))
        return
    chart = timeline.chart(float(since), float(until), _COLUMNS)
    rows = (f"{label} {cells}" for label, cells in chart.rows)
    app.print(*(line.rstrip() for line in (chart.times, *rows, "  ".join(chart.legend))))


def _follow(app: App, since: str, until: str, filters: Filters) -> None:
    timeline, calls = Timeline(), MainThreadCalls()
    stream = EventStream(app.engine, since=since, until=until, filters=filters)
    has_ended = False

    def end() -> None:
        nonlocal has_ended
        has_ended = True

    def read() -> None:
        with stream:
            for event in system.checked_events(batches(stream.chunks())):
                if stream.includes(event):
                    calls.post(partial(timeline.add, modern(event)))
        if not until:
            raise ConnectionLost("the engine ended its stream of events")
        calls.post(end)

    calls.start(read)
    draw = partial(_draw, app, Region(app.stdout, app.environ), timeline, float(since))
    due = time.monotonic()
    try:
        while not has_ended:
            with suppress(Empty):
                while not has_ended:
                    calls.run_next(max(0.0, due - time.monotonic()))
            draw(time.time())
            due = time.monotonic() + _TICK_SECONDS
    finally:
        draw(float(until) if has_ended else time.time())


def _draw(app: App, region: Region, timeline: Timeline, since: float, until: float) -> None:
    from pydock.progress.timeline_lines import timeline_lines

    window = region.window()
    columns, room = window.columns - 1, max(1, window.lines - _OTHER_LINES)
    end = max(until, timeline.latest_seconds)  # the clock of an engine may be ahead
    lines = timeline_lines(timeline.chart(since, end, columns, room), columns)
    region.draw(lines[: max(1, window.lines - 1)], window.columns)
