"""The logs of several containers, or of one beyond what docker shows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerInspect
from pydock.cli.app import App
from pydock.cli.help import has_colour
from pydock.cli.pflag import invalid_argument
from pydock.commands.shared.container.selection import ContainerSelection
from pydock.commands.shared.monitoring.container_events import (
    ContainerEvent,
    MainThreadCalls,
    follow_events,
)
from pydock.errors import ApiError, Conflict, ConnectionLost, NotFound, PydockError
from pydock.options.filters import FILTERS, Filters
from pydock.transport.demultiplexer import whole_frames
from pydock.views.container_state import is_up, start_of_run
from pydock.views.log_lines import (
    Line,
    LineFilter,
    LineFormat,
    Position,
    engine_time,
    lines_of_frames,
    lines_of_terminal,
    merged,
)


def parse_filters(texts: Sequence[str]) -> Filters:
    """Return filters of name=value. Raises FlagError."""
    found: Filters = {}
    for text in texts:
        try:
            found = FILTERS.add(found, text)
        except ValueError as error:
            raise invalid_argument(text, "--filter", error) from None
    return found


class LogsRequest(NamedTuple):
    """Which lines of each log; times as engines read them."""

    details: bool
    since: str
    tail: str
    until: str


class ContainerLog:
    """The log of a container, and how far it has been read."""

    def __init__(self, engine: Engine, found: ContainerInspect, request: LogsRequest) -> None:
        self.id = found["Id"]
        self.name = found["Name"].lstrip("/")
        #: whether a thread follows it
        self.is_open = False
        self.is_restarted = False
        self.is_removed = False
        self.is_unreadable = False
        self._engine = engine
        self._has_terminal = bool((found.get("Config") or {}).get("Tty"))
        self._request = request
        self._position = Position(is_tail=request.tail.isdigit() and not engine.is_podman)

    def current_lines(self) -> Iterator[Line]:
        """Yield the lines until now, of a log that is not followed."""
        return self._lines(follow=False, since=self._request.since, tail=self._request.tail)

    def current_lines_noted(self) -> Iterator[Line]:
        """Yield the lines until now, and note where they end.

        Podman's times have no fractions, so that the position needs all lines.
        """
        tail = self._request.tail
        if not tail.isdigit():
            yield from self._position.noted(self.current_lines())
        elif self._engine.is_podman:
            lines = self._lines(follow=False, since=self._request.since, tail="all")
            yield from deque(self._position.noted(lines), maxlen=int(tail))
        else:
            read = tail if int(tail) else "1"  # that of the last line is needed
            lines = self._lines(follow=False, since=self._request.since, tail=read)
            shown = self._position.noted(lines)
            yield from (line for line in shown if int(tail))

    def new_lines(self, on_wait: Callable[[], None]) -> Iterator[Line]:
        """Yield the lines after those that were read, until the container stops.

        `on_wait` is called before each wait for the engine.
        """
        since, time = self._request.since, self._position.time
        if time is not None:
            # Podman leaves out the lines of the time itself
            since = engine_time(time - self._engine.is_podman)
        lines = self._lines(follow=True, since=since, tail="all", on_wait=on_wait)
        return self._position.new(lines)

    def _lines(
        self, *, follow: bool, since: str, tail: str, on_wait: Callable[[], None] = lambda: None
    ) -> Iterator[Line]:
        details, until = self._request.details, self._request.until
        answer = containers.logs(
            self._engine, self.id, details=details, follow=follow, since=since, until=until,
            tail=tail, timestamps=True,
        )  # fmt: skip
        is_complete = False

        def chunks() -> Iterator[bytes]:
            nonlocal is_complete
            on_wait()
            for chunk in answer.chunks():
                yield chunk
                on_wait()
            is_complete = True

        with answer:
            if self._has_terminal:
                yield from lines_of_terminal(chunks(), has_details=details)
                return
            try:
                frames = whole_frames(chunks())
                one_time = not self._engine.is_podman
                yield from lines_of_frames(frames, has_details=details, one_time=one_time)
            except ConnectionLost:
                if not is_complete:  # else the log itself ends in the middle of a frame
                    raise


class LogPrinter:
    """Writes lines to standard output and standard error, in their order."""

    def __init__(self, app: App, format: LineFormat, line_filter: LineFilter) -> None:
        self._app = app
        self.format = format
        self._filter = line_filter
        self._colours = [
            has_colour(app.environ, app.is_terminal(name)) for name in ("stdout", "stderr")
        ]

    def write(self, lines: Iterable[tuple[ContainerLog, Line]]) -> None:
        """Write lines with their logs; what is written is flushed at the end."""
        outputs = (self._app.out, self._app.err)
        previous = False
        for log, line in lines:
            if self._filter.shows(line.text):
                kind = line.is_stderr
                if kind != previous:
                    outputs[previous].flush()
                    previous = kind
                text = self.format.shown(log.name, line, colour=self._colours[kind])
                outputs[kind].write(text)
        outputs[previous].flush()


class ManyLogs:
    """The logs of containers by name, or of all that filters select."""

    def __init__(
        self,
        app: App,
        request: LogsRequest,
        printer: LogPrinter,
        names: Sequence[str],
        filters: Filters | None,
    ) -> None:
        """`filters` select containers; with None there are only those of the names."""
        self._app = app
        self._request = request
        self._printer = printer
        self._names = names
        self._selection = (
            None if filters is None else ContainerSelection(app.engine, filters, all=True)
        )
        self._logs: dict[str, ContainerLog] = {}
        #: names under which another container continues a log
        self._continued: set[str] = set()
        self._status = 0
        self._calls = MainThreadCalls()
        self._restarts = False

    def show(self) -> int:
        """Print the lines until now in the order of their time; return the exit status."""
        self._open()
        self._printer.write(
            merged((log, self._readable(log, log.current_lines)) for log in self._list())
        )
        return self._status

    def follow(self, *, restarts: bool) -> int:
        """Print the lines until now, and then each new one when it arrives.

        With `restarts` until interrupted, through restarts and new containers; else until all
        containers have stopped.
        """
        self._app.engine.require("1.19", "following several logs")
        self._restarts = restarts
        if restarts:
            follow_events(self._app.engine, self._calls, self._on_event)
        self._open()
        if not (self._logs or self._selection):
            return self._status
        self._printer.write(
            merged((log, self._readable(log, log.current_lines_noted)) for log in self._list())
        )
        for log in self._list():
            self._start(log)
        while self._goes_on():
            self._calls.run_next()
        return self._status

    def _goes_on(self) -> bool:
        """Return whether more lines may come."""
        return self._restarts or any(log.is_open for log in self._logs.values())

    def _list(self) -> list[ContainerLog]:
        return list(self._logs.values())

    def _open(self) -> None:
        engine = self._app.engine
        if self._selection:
            for summary in self._selection.found():
                with suppress(ApiError):  # it has just been removed
                    self._add(containers.inspect(engine, summary["Id"]), self._request)
        for name in self._names:
            try:
                log = self._add(containers.inspect(engine, name), self._request)
            except PydockError as error:
                self._app.warn(error.message)
                self._status = 1
            else:
                if not log.id.startswith(name):
                    self._continued.add(log.name)

    def _add(self, found: ContainerInspect, request: LogsRequest) -> ContainerLog:
        log = self._logs.setdefault(found["Id"], ContainerLog(self._app.engine, found, request))
        log.name = self._app.safe(log.name)
        self._printer.format.add_name(log.name)
        return log

    def _readable(self, log: ContainerLog, read: Callable[[], Iterator[Line]]) -> Iterator[Line]:
        """Yield the lines of a log; an error is reported, and ends this log only."""
        try:
            yield from read()
        except PydockError as error:
            self._report(log, error, may_vanish=self._selection is not None)

    def _report(self, log: ContainerLog, error: PydockError, *, may_vanish: bool) -> None:
        log.is_unreadable = True
        if not (may_vanish and isinstance(error, (NotFound, Conflict))):
            self._app.warn(f"{log.name}: {error.message}")
            self._status = 1

    def _start(self, log: ContainerLog) -> None:
        """Follow a log in a thread of its own."""
        if log.is_open or log.is_unreadable or log.is_removed:
            return
        log.is_open, log.is_restarted = True, False
        self._calls.start(partial(self._follow, log))

    def _follow(self, log: ContainerLog) -> None:
        lines: list[tuple[ContainerLog, Line]] = []

        def write_lines() -> None:
            if lines:
                self._calls.post(partial(self._printer.write, lines.copy()), waits=True)
                lines.clear()

        error = None
        try:
            for line in log.new_lines(write_lines):
                lines.append((log, line))
        except PydockError as problem:
            error = problem
        write_lines()
        self._calls.post(partial(self._on_end, log, error))

    def _on_end(self, log: ContainerLog, error: PydockError | None) -> None:
        """Continue if the container runs again."""
        log.is_open = False
        if error:
            self._report(log, error, may_vanish=True)
        if log.is_removed:
            self._logs.pop(log.id, None)
        elif log.is_unreadable:  # kept, as it is reported once
            return
        elif self._restarts and (log.is_restarted or self._is_running(log)):
            self._start(log)

    def _is_running(self, log: ContainerLog) -> bool:
        try:
            return is_up(containers.inspect(self._app.engine, log.id).get("State") or {})
        except ApiError:
            return False

    def _on_event(self, event: ContainerEvent) -> None:
        log = self._logs.get(event.id)
        if log is None:
            if event.action in ("start", "rename") and self._takes(event):
                self._add_new(event.id)
        elif event.action == "start":
            log.is_restarted = True
            self._start(log)
        elif event.action in ("destroy", "remove"):
            log.is_removed = True
            if not log.is_open:
                del self._logs[log.id]

    def _takes(self, event: ContainerEvent) -> bool:
        """Return whether a container continues a log under its name, or is selected."""
        if event.name in self._continued:
            return True
        return self._selection is not None and self._selection.takes(event.id)

    def _add_new(self, id: str) -> None:
        """Follow a container that has started, from the beginning of this run."""
        try:
            found = containers.inspect(self._app.engine, id)
        except ApiError:  # it has ended, and is removed
            return
        since = start_of_run(found.get("State") or {})
        self._start(self._add(found, self._request._replace(since=since, tail="all")))
