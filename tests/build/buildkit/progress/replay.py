"""A recorded build shown again, with the clock of the recording."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pydock.build.buildkit.messages.control import (
    StatusResponse,
    Vertex,
    VertexLog,
    VertexStatus,
    VertexWarning,
)
from pydock.build.buildkit.progress.plain_printer import PlainPrinter
from pydock.build.buildkit.progress.trace import Trace
from pydock.golang.time.duration import SECOND

HEADLINE = 'building with "default" instance using docker driver'


class Clock:
    """Seconds that go on only on request."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def update(*events: Vertex | VertexStatus | VertexLog | VertexWarning) -> StatusResponse:
    """One message with all that."""
    return StatusResponse(
        [one for one in events if isinstance(one, Vertex)],
        [one for one in events if isinstance(one, VertexStatus)],
        [one for one in events if isinstance(one, VertexLog)],
        [one for one in events if isinstance(one, VertexWarning)],
    )


def plain(messages: Iterable[StatusResponse], pause_seconds: float = 0.1) -> str:
    """What is printed of the messages when it is refreshed so often."""
    clock = Clock()
    trace, out = Trace(clock), io.BytesIO()
    printer = PlainPrinter(out, trace, HEADLINE, clock)
    begin, refreshed = 0, 0.0
    for message in messages:
        latest = latest_time(message)
        begin = begin or latest
        clock.seconds = max(clock.seconds, (latest - begin) / SECOND)
        trace.update(message)
        if clock.seconds - refreshed >= pause_seconds:
            refreshed = clock.seconds
            printer.refresh()
    printer.finish()
    return out.getvalue().decode("utf-8", "surrogateescape")


def latest_time(message: StatusResponse) -> int:
    """The last time of a message; 0 for none."""
    times = [time for one in message.vertexes for time in (one.started, one.completed)]
    times += [status.timestamp for status in message.statuses]
    times += [log.timestamp for log in message.logs]
    return max((time for time in times if time is not None), default=0)
