"""Wait until containers reach a condition: healthy, running, removed, a port, a line of the log."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from queue import Empty
from typing import NamedTuple

from pydock.api import containers, execs
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerInspect
from pydock.cli.app import App
from pydock.commands.shared.container.podman_health import HealthChecks
from pydock.commands.shared.monitoring.container_events import (
    ContainerEvent,
    MainThreadCalls,
    follow_events,
)
from pydock.commands.shared.monitoring.many_logs import ContainerLog, LogsRequest
from pydock.errors import ApiError, Conflict, NotFound, PydockError
from pydock.golang.time.duration import Duration
from pydock.transport.demultiplexer import Demultiplexer
from pydock.views.container_state import (
    Outcome,
    State,
    healthy,
    listening_ports,
    running,
    start_of_run,
    stopped,
    up,
)
from pydock.views.log_lines import LineFilter

#: between two looks at a port, which no event reports, or at health on Podman
_STEP_SECONDS = 0.25
#: between the end of a log that is followed and the next look at it
_LOG_STEP_SECONDS = 0.1
_LAST_LINES = 10
_TABLE_LIMIT_BYTES = 16 << 20
_CANNOT_EXECUTE = (126, 127)


class Condition(NamedTuple):
    """A condition: "healthy", "running", "removed", "port" or "log"; a port or expression."""

    kind: str
    port: int = 0
    expression: str = ""

    @property
    def failure(self) -> str:
        """Return the message for a container that does not reach it."""
        texts = {"port": f"port {self.port} is not open", "log": "no line of its log matches"}
        return texts.get(self.kind, f"not {self.kind}")


class _Target:
    """A container that has not reached the condition yet."""

    def __init__(self, name: str, id: str) -> None:
        self.name = name
        self.id = id
        self.reason = ""
        #: whether its log is being read
        self.is_reading = False


class ConditionWait:
    """Waits for one condition of several containers; prints the names of those that reach it.

    The reasons of those that do not are reported.
    """

    def __init__(
        self, app: App, condition: Condition, timeout: int | None, *, prints_names: bool = True
    ) -> None:
        """`timeout` is in nanoseconds, None for no limit."""
        self._prints_names = prints_names
        self._app = app
        self._engine: Engine = app.engine
        self._condition = condition
        self._timeout = timeout
        self._calls = MainThreadCalls()
        self._targets: dict[str, _Target] = {}
        self._status = 0
        self._health_checks = HealthChecks()

    def run(self, names: Sequence[str]) -> int:
        """Wait, and return 0 if all have reached the condition, else 1."""
        deadline = _deadline(self._timeout)
        follow_events(self._engine, self._calls, self._on_event)
        for name in names:
            self._open(name)
        has_steps = self._condition.kind == "port" or (
            self._condition.kind == "healthy" and self._engine.ping.is_podman
        )
        while self._targets:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                for target in list(self._targets.values()):
                    self._fail(target, target.reason, f" after {Duration(self._timeout or 0)}")
                break
            step = min(_STEP_SECONDS, left or _STEP_SECONDS) if has_steps else left
            try:
                self._calls.run_next(step)
            except Empty:
                if has_steps:
                    for target in list(self._targets.values()):
                        self._check(target)
        return self._status

    def _open(self, name: str) -> None:
        try:
            found = self._inspect(name)
        except PydockError as error:
            if isinstance(error, NotFound) and self._condition.kind == "removed":
                self._app.print(name)
                return
            self._app.warn(error.message)
            self._status = 1
            return
        target = self._targets.setdefault(found["Id"], _Target(name, found["Id"]))
        self._judge(target, found)

    def _inspect(self, container: str) -> ContainerInspect:
        if self._condition.kind == "healthy":
            return self._health_checks.inspect(self._engine, container)
        return containers.inspect(self._engine, container)

    def _on_event(self, event: ContainerEvent) -> None:
        target = self._targets.get(event.id)
        if target and not event.action.startswith("exec_"):
            self._check(target)

    def _check(self, target: _Target) -> None:
        try:
            found = self._inspect(target.id)
        except NotFound:
            if self._condition.kind == "removed":
                self._reach(target)
            else:
                self._fail(target, "it has been removed")
        else:
            self._judge(target, found)

    def _judge(self, target: _Target, found: ContainerInspect) -> None:
        outcome = self._outcome(target, found, found.get("State") or {})
        target.reason = outcome.reason
        if outcome.is_reached:
            self._reach(target)
        elif outcome.is_reached is False:
            self._fail(target, outcome.reason)

    def _outcome(self, target: _Target, found: ContainerInspect, state: State) -> Outcome:
        kind = self._condition.kind
        if kind == "healthy":
            return healthy(state)
        if kind == "running":
            return running(state)
        if kind == "removed":
            return Outcome(None, stopped(state) or "it is running")
        outcome = up(state)
        if kind == "port":
            return self._port(target) if outcome.is_reached else outcome
        if not target.is_reading and (outcome.is_reached is not None):
            target.is_reading = True  # of one that has stopped, too: a line may be there
            request = LogsRequest(details=False, since=start_of_run(state), tail="all", until="")
            log = ContainerLog(self._engine, found, request)
            self._calls.start(partial(self._read, target, log, outcome))
        return Outcome(None, outcome.reason)

    def _port(self, target: _Target) -> Outcome:
        """Judge by the tables of the container's network, which a program in it prints."""
        try:
            tables = _output(self._engine, target.id, ["cat", "/proc/net/tcp", "/proc/net/tcp6"])
        except ApiError as error:
            return Outcome(None, error.reason)  # paused, or ended meanwhile: an event follows
        if tables is None:
            return Outcome(False, "that cannot be known, as its image has no cat; see --healthy")
        if self._condition.port in listening_ports(tables):
            return Outcome(True)
        return Outcome(None, "nothing listens on it")

    def _read(self, target: _Target, log: ContainerLog, outcome: Outcome) -> None:
        """Read a log in a thread, until a line matches or the container stops."""
        line_filter = LineFilter([self._condition.expression], [])
        try:
            is_found = any(line_filter.shows(line.text) for line in log.new_lines(lambda: None))
        except PydockError as error:
            self._calls.post(partial(self._on_end_of_log, target, Outcome(False, error.message)))
            return
        if not is_found and outcome.is_reached:
            time.sleep(_LOG_STEP_SECONDS)
            outcome = Outcome(None)
        found = Outcome(True) if is_found else outcome
        self._calls.post(partial(self._on_end_of_log, target, found))

    def _on_end_of_log(self, target: _Target, outcome: Outcome) -> None:
        if target.id not in self._targets:
            return
        target.is_reading = False
        if outcome.is_reached:
            self._reach(target)
        elif outcome.is_reached is False:
            self._fail(target, outcome.reason)
        else:
            self._check(target)

    def _reach(self, target: _Target) -> None:
        del self._targets[target.id]
        if self._prints_names:
            self._app.print(target.name)
            self._app.stdout.flush()

    def _fail(self, target: _Target, reason: str, when: str = "") -> None:
        """Report why, with the last lines of the log."""
        del self._targets[target.id]
        self._status = 1
        explanation = f": {reason}" if reason else ""
        self._app.warn(f"{target.name}: {self._condition.failure}{when}{explanation}")
        request = LogsRequest(details=False, since="", tail=str(_LAST_LINES), until="")
        try:
            found = containers.inspect(self._engine, target.id)
            lines = [
                line.text for line in ContainerLog(self._engine, found, request).current_lines()
            ]
        except PydockError:  # removed, or a log that cannot be read
            return
        if lines:
            texts = (line.decode("utf-8", "surrogateescape").rstrip("\r\n") for line in lines)
            self._app.warn("The last lines of its log:", *(f"  {text}" for text in texts))


def wait_for_exits(app: App, names: Sequence[str], timeout: int) -> int:
    """Print the exit statuses of containers in order; those that run on after the timeout fail."""
    from pydock.commands.shared.container.exit_status import watch_exit

    deadline = _deadline(timeout)
    calls = MainThreadCalls()
    results: dict[str, int | PydockError] = {}

    def wait(name: str) -> None:
        outcome: int | PydockError
        try:
            with watch_exit(app.engine, name, "") as pending:
                outcome = pending.status()
        except PydockError as error:
            outcome = error
        calls.post(partial(results.__setitem__, name, outcome))

    _ = app.engine.api_version  # negotiated once, before the threads start
    for name in dict.fromkeys(names):
        calls.start(partial(wait, name))
    while len(results) < len(set(names)):
        try:
            calls.run_next(max(0.0, (deadline or 0.0) - time.monotonic()))
        except Empty:
            break
    return _print_exits(app, names, results, Duration(timeout))


def _print_exits(
    app: App, names: Sequence[str], results: Mapping[str, int | PydockError], timeout: Duration
) -> int:
    status = 0
    for name in names:
        outcome = results.get(name)
        if isinstance(outcome, int):
            app.print(str(outcome))
        else:
            app.warn(outcome.message if outcome else f"{name}: not stopped after {timeout}")
            status = 1
    return status


def _deadline(timeout: int | None) -> float | None:
    return None if timeout is None else time.monotonic() + timeout / 10**9


def _output(engine: Engine, container: str, command: Sequence[str]) -> str | None:
    """Return what a command in a container prints; None if it has no such program."""
    body = {"AttachStdout": True, "AttachStderr": True, "Cmd": list(command)}
    text = bytearray()
    frames = Demultiplexer(text.extend, lambda data: None)
    buffer = bytearray(64 << 10)
    exec_id = execs.create(engine, container, body)
    try:
        with execs.attach(engine, exec_id, {"Detach": False, "Tty": False}) as stream:
            while (count := stream.recv_into(buffer)) and len(text) < _TABLE_LIMIT_BYTES:
                frames.feed(memoryview(buffer)[:count])
    except Conflict:
        raise
    except PydockError:
        return None
    # engines report a missing program on the stream or by the status
    if (
        b"local_address" not in text
        and execs.inspect(engine, exec_id).get("ExitCode") in _CANNOT_EXECUTE
    ):
        return None
    return text.decode("ascii", "replace")
