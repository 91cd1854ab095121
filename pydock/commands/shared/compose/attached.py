"""`up` in the foreground: the output of containers until they end, or ctrl-C stops them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from pydock.api import containers, system
from pydock.api.engine import Json
from pydock.commands.shared.compose.container_streams import read_attached, read_logs
from pydock.commands.shared.compose.containers import list_containers
from pydock.commands.shared.compose.output import (
    GREEN,
    RESET,
    WATCH_NAME,
    ContainerOutput,
    LineBuffer,
    OutputFormat,
)
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.starting import start_services
from pydock.commands.shared.compose.stopping import stop_services
from pydock.commands.shared.compose.workers import each_of
from pydock.commands.shared.monitoring.container_events import MainThreadCalls, follow_events_of
from pydock.compose.observed import Container, short_name
from pydock.compose.requests import labels
from pydock.errors import ApiError, Conflict, ConnectionLost, ExitStatus, NotFound, PydockError
from pydock.progress.events import Event
from pydock.views.log_lines import nanoseconds

if TYPE_CHECKING:
    from pydock.commands.shared.compose.watching import Watcher


@dataclass(frozen=True)
class AttachSettings:
    """Whose output is shown, and when all containers are stopped."""

    #: services that were named
    services: Sequence[str]
    attached: Sequence[str]
    format: OutputFormat
    stops_on_exit: bool = False
    stops_on_failure: bool = False
    exit_code_from: str = ""
    timeout_seconds: int | None = None
    #: whether files are watched meanwhile
    watches: bool = False


def run_attached(scope: Scope, settings: AttachSettings) -> int:
    """Start a project's containers and show their output; return the exit status."""
    return _Attached(scope, settings).run()


@dataclass
class _Attached:
    """A project in the foreground. All but the reading threads is in the main thread."""

    scope: Scope
    settings: AttachSettings
    calls: MainThreadCalls = field(default_factory=MainThreadCalls)
    #: IDs of the containers that are waited for
    alive: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    restarting: set[str] = field(default_factory=set)
    #: the engine's clock, nanoseconds: events of before may be repeated
    begun_at: int = 0
    #: threads that start and stop containers
    pending: int = 0
    interrupts: int = 0
    is_stopping: bool = False
    status: int = 0
    watcher: Watcher | None = None
    failure: Exception | None = None

    def __post_init__(self) -> None:
        self.output = ContainerOutput(self.scope.app, self.settings.format)

    def run(self) -> int:
        scope, settings = self.scope, self.settings
        watcher = self.watcher = self._watcher() if settings.watches else None
        names = settings.services or settings.attached
        now = system.info(scope.engine).get("SystemTime") or ""
        self.begun_at = nanoseconds(now.encode()) or 0
        found = sorted(list_containers(scope), key=lambda one: one.name)
        self.alive = {one.id for one in found if one.service in names}
        follow_events_of(scope.engine, ("container",), self.calls, self._on_event)
        shown = [one for one in found if one.service in settings.attached]
        if shown:
            scope.app.print(f"Attaching to {', '.join(one.short_name for one in shown)}")
            scope.app.stdout.flush()
        for one in shown:
            self.output.add(one.short_name)
            self.shown.add(one.id)
            attach = read_attached(scope.engine, one.id)
            self.calls.start(partial(self._read, one.short_name, attach))
        if watcher is not None:
            self.output.add(WATCH_NAME)
        with self._interruptible():
            self._begin(partial(start_services, scope, on_output=self._on_hook_output))
            if watcher is not None:
                self.calls.start(watcher.run)
            while (self.alive or self.pending) and self.failure is None:
                self.calls.run_next()
            self._drain()
        if self.failure is not None:
            raise self.failure
        return ExitStatus.INTERRUPTED if self.interrupts else self.status

    def _watcher(self) -> Watcher:
        """Return what watches the files. Raises ComposeError without a rule."""
        from pydock.commands.shared.compose.watching import Watcher

        def log(text: str) -> None:
            self.calls.post(partial(self.output.watched, text))

        def write(data: bytes) -> None:
            self.calls.post(partial(self.output.write_raw, data))

        return Watcher(self.scope, log, write, prunes=True, quiet=False)

    def _drain(self) -> None:
        """Show what the reading threads have left."""
        from queue import Empty

        with suppress(Empty, ConnectionLost):
            while True:
                self.calls.run_next(_DRAIN_SECONDS)

    def _begin(self, act: Callable[[], object]) -> None:
        """Act in a thread, whose end is waited for."""
        self.pending += 1

        def run() -> None:
            error: Exception | None = None
            try:
                act()
            except Exception as problem:
                error = problem
            self.calls.post(partial(self._on_done, error))

        Thread(target=run, daemon=True).start()

    def _on_done(self, error: Exception | None) -> None:
        self.pending -= 1
        if error is not None and not self.interrupts:
            self.failure = error

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Stop the containers at the first SIGINT or SIGTERM, kill them at the second."""

        def handle(number: int, frame: Any) -> None:
            # the queue of calls may be locked by this very thread
            Thread(target=self.calls.post, args=[self._on_interrupt], daemon=True).start()

        numbers = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(number, handle) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)

    def _on_interrupt(self) -> None:
        self.interrupts += 1
        if self.interrupts == 1:
            self.scope.app.print("Gracefully Stopping... press Ctrl+C again to force")
            self.scope.app.stdout.flush()
            self._stop()
        else:
            self._begin(self._kill)

    def _stop(self) -> None:
        self.is_stopping = True
        self.scope.show = lambda event: self.calls.post(partial(self._show, event))
        stop = partial(
            stop_services,
            self.scope,
            self.settings.services,
            timeout_seconds=self.settings.timeout_seconds,
            on_output=self._on_hook_output,
        )
        self._begin(stop)

    def _kill(self) -> None:
        """Kill the containers that still run."""

        def kill(container: Container) -> None:
            with suppress(NotFound, Conflict):  # it has stopped
                containers.kill(self.scope.engine, container.id)

        each_of(list_containers(self.scope, self.settings.services, one_off=None), kill)

    def _show(self, event: Event) -> None:
        """Show what happens to a container amid the output."""
        scope, status = self.scope, event.status
        if scope.has_live_display and self.settings.format.colour:
            status = f"{GREEN}{status}{RESET}"
        if scope.progress != "quiet":
            scope.note(f" {event.id}  {status}")

    def _on_hook_output(self, container: Container, data: bytes) -> None:
        lines = [line for line in data.split(b"\n") if line]
        self.calls.post(partial(self.output.write, f"{container.short_name} ->", lines))

    def _read(self, name: str, pieces: Iterator[tuple[bool, bytes]]) -> None:
        """Show the output of a container, in a thread of its own."""
        buffers = {False: LineBuffer(), True: LineBuffer()}
        with suppress(PydockError):  # its end is an event
            for is_stderr, data in pieces:
                self._post(name, is_stderr, buffers[is_stderr].add(data))
        for is_stderr, buffer in buffers.items():
            self._post(name, is_stderr, buffer.end())

    def _post(self, name: str, is_stderr: bool, lines: list[bytes]) -> None:
        if lines:
            write = partial(self.output.write, name, lines, is_stderr=is_stderr)
            self.calls.post(write, waits=True)

    def _on_event(self, event: Json) -> None:
        actor = event.get("Actor") or {}
        marked = actor.get("Attributes") or {}
        service = marked.get(labels.SERVICE, "")
        names = self.settings.services or self.settings.attached
        if marked.get(labels.PROJECT) != self.scope.name or service not in names:
            return
        if labels.CONFIG_HASH not in marked or marked.get(labels.ONE_OFF) == "True":
            return  # of the classic builder, or of `compose run`
        if (event.get("timeNano") or self.begun_at) < self.begun_at:
            return
        name = short_name(marked.get("name", ""), marked)
        action, id = event.get("Action", ""), actor.get("ID", "")
        if action == "create":
            self.alive.add(id)
            if labels.REPLACE in marked:
                self.output.note(marked[labels.REPLACE], "has been recreated")
        elif action == "start":
            self.alive.add(id)
            if service in self.settings.attached and (
                id not in self.shown or id in self.restarting
            ):
                self.shown.add(id)
                self.restarting.discard(id)
                self.calls.start(partial(self._read, name, read_logs(self.scope.engine, id)))
        elif action == "die":
            self._on_exit(id, name, service, int(marked.get("exitCode") or 0))

    def _on_exit(self, id: str, name: str, service: str, code: int) -> None:
        try:
            state = containers.inspect(self.scope.engine, id).get("State") or {}
        except ApiError:  # removed
            state = {}
        is_restarted = self.watcher is not None and service in self.watcher.restarting
        if is_restarted or state.get("Restarting") or state.get("Running"):
            self.restarting.add(id)
            self.output.note(name, f"exited with code {code} (restarting)")
            return
        self.alive.discard(id)
        self.output.note(name, f"exited with code {code}")
        settings = self.settings
        if not self.is_stopping and (
            settings.stops_on_exit or (settings.stops_on_failure and code)
        ):
            self.status = code
            self.scope.note("Aborting on container exit...")
            self._stop()
        if service == settings.exit_code_from:
            self.status = code


#: how long to wait for output that threads have read, when all containers have ended
_DRAIN_SECONDS = 0.2
