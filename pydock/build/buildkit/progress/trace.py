"""The state of a build's steps, from the engine's updates.

Times are nanoseconds of the engine's clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from pydock.build.buildkit.messages.control import (
    StatusResponse,
    Vertex,
    VertexLog,
    VertexStatus,
    VertexWarning,
)
from pydock.build.git_url import step_name
from pydock.golang.time.duration import SECOND

#: lines of a step that are kept for its error
_LAST_LINES = 10
#: longer lines of a log are split, so that no build can fill the memory
_LINE_LIMIT_BYTES = 64 << 10
_CANCELED = "context canceled"


class Step:
    """One step; `number` is assigned when it is first printed, 0 until then."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        self.name = ""
        self.number = 0
        self.error = ""
        self.is_cached = False
        #: of a group whose parts are all details
        self.is_hidden = False
        #: start -> end: a step may continue after it was complete
        self.intervals: dict[int, int | None] = {}
        #: counters by ID, in the order of their start
        self.counters: dict[str, VertexStatus] = {}
        self.warnings: list[VertexWarning] = []
        #: lines that have not been printed, with their times; of the first one `printed_bytes` have
        self.new_lines: list[bytes] = []
        self.printed_bytes = 0
        self.last_lines: deque[bytes] = deque(maxlen=_LAST_LINES)
        #: the last line has no end yet
        self.is_partial = False
        #: changes since it was last printed: which, how many, and since when (this clock)
        self.changed_counters: set[str] = set()
        self.changes = 0
        self.waits_since: float | None = None

    @property
    def is_started(self) -> bool:
        return bool(self.intervals)

    @property
    def is_completed(self) -> bool:
        return bool(self.intervals) and self.ended is not None

    @property
    def started(self) -> int:
        """Start time; 0 before it."""
        return min(self.intervals, default=0)

    @property
    def latest_start(self) -> int | None:
        """Time of the latest start; None before the first one."""
        merged = self._merged()
        return merged[-1][0] if merged else None

    @property
    def ended(self) -> int | None:
        """Completion time; None before it."""
        merged = self._merged()
        return merged[-1][1] if merged else None

    @property
    def is_canceled(self) -> bool:
        return self.error.endswith(_CANCELED)

    @property
    def has_failed(self) -> bool:
        return bool(self.error) and not self.is_canceled

    def busy_seconds(self, now: int) -> float:
        """Return how long it was running until `now`."""
        spans = ((now if end is None else end) - start for start, end in self._merged())
        return max(0, sum(spans)) / SECOND

    def note_change(self, clock_seconds: float) -> None:
        """Count a change, and store the time of the first one."""
        if not self.changes:
            self.waits_since = clock_seconds
        self.changes += 1

    def _merged(self) -> list[tuple[int, int | None]]:
        """Return the intervals in order, adjacent and overlapping ones merged."""
        merged: list[tuple[int, int | None]] = []
        for start, end in sorted(self.intervals.items()):
            if merged:
                last_start, last_end = merged[-1]
                if last_end is None or start <= last_end:
                    ends = None if last_end is None or end is None else max(last_end, end)
                    merged[-1] = last_start, ends
                    continue
            merged.append((start, end))
        return merged


class Trace:
    """All steps of a build by digest, in the order in which the engine named them."""

    def __init__(self, clock_seconds: Callable[[], float]) -> None:
        self._clock_seconds = clock_seconds
        self.steps: dict[str, Step] = {}
        #: started steps, in the order of their start
        self.started: list[Step] = []
        #: steps with changes to print
        self.changed: dict[str, Step] = {}
        self.warnings: list[VertexWarning] = []
        self._seen: dict[str, Vertex] = {}
        self._groups: dict[str, _Group] = {}
        self._group_of: dict[str, str] = {}

    def update(self, update: StatusResponse) -> None:
        """Apply an update."""
        groups = {}
        for vertex in update.vertexes:
            if vertex.progress_group is not None:
                group = self._group(vertex)
                groups[group.step.digest] = group
            else:
                self._vertex(vertex)
        for group in groups.values():
            self._refresh(group)
        for status in update.statuses:
            self._status(status)
        for warning in update.warnings:
            self._warning(warning)
        for log in update.logs:
            self._log(log)

    def step(self, digest: str) -> Step | None:
        """Return the step that displays a digest."""
        return self.steps.get(self._group_of.get(digest, digest))

    def failed(self) -> Iterable[Step]:
        """Return the failed steps, in the order of their start."""
        return (step for step in self.started if step.has_failed)

    def _vertex(self, vertex: Vertex) -> None:
        step = self.steps.setdefault(vertex.digest, Step(vertex.digest))
        before, self._seen[vertex.digest] = self._seen.get(vertex.digest), vertex
        if vertex.started is None and step.is_started:
            return  # the engine repeats the history of a step to later listeners
        step.name = step_name(vertex.name)
        step.error, step.is_cached = vertex.error, vertex.cached
        if vertex.started is None:
            return
        if not step.is_started:
            self.started.append(step)
        step.intervals[vertex.started] = vertex.completed
        if vertex != before:
            self._note(step)

    def _group(self, vertex: Vertex) -> _Group:
        assert vertex.progress_group is not None
        key = vertex.progress_group.id
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(Step(key))
            group.step.name = vertex.progress_group.name
            group.step.is_hidden = True
            self.steps[key] = group.step
        group.parts[vertex.digest] = vertex
        self._group_of[vertex.digest] = key
        return group

    def _refresh(self, group: _Group) -> None:
        step, was_hidden = group.step, group.step.is_hidden
        if group.refresh() and not step.is_hidden:
            if was_hidden:
                self.started.append(step)
            self._note(step)

    def _status(self, status: VertexStatus) -> None:
        step = self.step(status.vertex)
        if step is None:
            return
        if status.id in step.counters or status.started is not None:
            step.counters[status.id] = status
        step.changed_counters.add(status.id)
        self._note(step)

    def _warning(self, warning: VertexWarning) -> None:
        self.warnings.append(warning)
        step = self.step(warning.vertex)
        if step is not None:
            step.warnings.append(warning)
            step.note_change(self._clock_seconds())

    def _log(self, log: VertexLog) -> None:
        step = self.step(log.vertex)
        if step is None or not log.message:
            return
        time = _time_in_step(step, log.timestamp)
        *lines, rest = log.message.split(b"\n")
        for number, line in enumerate([*lines, rest] if rest else lines):
            goes_on = number == 0 and step.is_partial and step.last_lines
            if goes_on and len(step.last_lines[-1]) + len(line) <= _LINE_LIMIT_BYTES:
                step.last_lines[-1] += line
                if step.new_lines:
                    step.new_lines[-1] += line
                else:
                    step.new_lines.append(step.last_lines[-1])
            else:
                step.new_lines.append(time + line)
                step.last_lines.append(time + line)
        step.is_partial = bool(rest)
        self._note(step)

    def _note(self, step: Step) -> None:
        self.changed[step.digest] = step
        step.note_change(self._clock_seconds())


class _Group:
    """Steps that are displayed as one."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.parts: dict[str, Vertex] = {}

    def refresh(self) -> bool:
        """Apply the state of the parts; return whether it has changed."""
        step = self.step
        started = [part for part in self.parts.values() if part.started is not None]
        intervals = {part.started: part.completed for part in started if part.started is not None}
        is_cached = bool(started) and all(part.cached for part in started)
        error = next((part.error for part in started if part.error), "")
        is_hidden = step.is_hidden and not any(
            part.progress_group is not None and not part.progress_group.weak for part in started
        )
        before = (step.intervals, step.is_cached, step.error, step.is_hidden)
        after = (intervals, is_cached, error, is_hidden)
        step.intervals, step.is_cached, step.error, step.is_hidden = after
        return before != after and bool(started)


def _time_in_step(step: Step, timestamp: int | None) -> bytes:
    """Return a log's time: seconds since its step began, about three digits, and a space."""
    start = step.latest_start
    seconds = (timestamp - start) / SECOND if timestamp and start is not None else 0.0
    digits = 3 if seconds < 10 else 2 if seconds < 100 else 1
    return f"{seconds:.{digits}f} ".encode()
