"""Display the progress of a running build, in one of docker's modes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import BinaryIO, Protocol

from pydock.build.buildkit.messages.control import StatusResponse, VertexWarning
from pydock.build.buildkit.progress import rawjson
from pydock.build.buildkit.progress.plain_printer import PlainPrinter
from pydock.build.buildkit.progress.trace import Trace
from pydock.golang.time.duration import SECOND
from pydock.options.build.progress_mode import NONE, PLAIN, QUIET, RAWJSON, TTY
from pydock.progress.screen_region import Region, rewraps
from pydock.terminal.sanitize import coloured

#: the shortest and the longest time between two refreshes while steps are running
_LEAST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 0.15
#: the shortest pause, as a multiple of the time that a refresh takes
_PAUSE_FACTOR = 4
_DEFAULT_WINDOW = os.terminal_size((80, 24))


class BuildDisplay(Protocol):
    """Takes updates of a build; a context manager, at whose end all have been displayed."""

    @property
    def warnings(self) -> Sequence[VertexWarning]:
        """Warnings of the frontend so far."""

    def add(self, update: StatusResponse) -> None:
        """Display an update; may be called from any thread."""

    def __enter__(self) -> BuildDisplay: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def open_display(
    mode: str,
    out: BinaryIO,
    environ: Mapping[str, str],
    *,
    builder: str,
    headline: str,
    is_terminal: bool,
) -> BuildDisplay:
    """Return the display of a mode of pydock.options.build.progress_mode other than `auto`."""
    if mode == RAWJSON:
        return _RawJson(out)
    if mode in (QUIET, NONE):
        return _Silent()
    trace = Trace(time.monotonic)
    if mode == TTY:
        return _Refreshed(trace, _TreeView(out, trace, environ, builder))
    assert mode == PLAIN
    printed: BinaryIO = _SafeOutput(out) if is_terminal else out  # type: ignore[assignment]
    return _Refreshed(trace, PlainPrinter(printed, trace, headline, time.monotonic))


class _View(Protocol):
    def refresh(self) -> None: ...

    def finish(self) -> None: ...


class _Silent:
    """Displays nothing."""

    def __init__(self) -> None:
        self.warnings: list[VertexWarning] = []

    def add(self, update: StatusResponse) -> None:
        self.warnings += update.warnings

    def __enter__(self) -> BuildDisplay:
        return self

    def __exit__(self, *what: object) -> None:
        return None


class _RawJson(_Silent):
    """Prints the updates as JSON."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out

    def add(self, update: StatusResponse) -> None:
        super().add(update)
        if text := rawjson.line(update):
            self._out.write(text.encode() + b"\n")
            self._out.flush()


class _Refreshed:
    """A view of a trace, refreshed by updates and, as times advance, by a thread."""

    def __init__(self, trace: Trace, view: _View) -> None:
        self._trace = trace
        self._view = view
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._refreshed_at = 0.0
        self._pause_seconds = _LEAST_PAUSE_SECONDS
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._keep_refreshing, daemon=True)

    @property
    def warnings(self) -> Sequence[VertexWarning]:
        return self._trace.warnings

    def add(self, update: StatusResponse) -> None:
        with self._lock:
            if self._failure is not None:
                raise self._failure
            self._trace.update(update)
            if time.monotonic() - self._refreshed_at >= self._pause_seconds:
                self._refresh()

    def __enter__(self) -> BuildDisplay:
        self._refreshed_at = time.monotonic()  # the first steps are very short
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        if self._failure is None:
            self._view.finish()

    def _keep_refreshing(self) -> None:
        pause_seconds = _LONGEST_PAUSE_SECONDS
        while not self._ended.wait(pause_seconds):
            with self._lock:
                waited_seconds = time.monotonic() - self._refreshed_at
                longest_seconds = max(_LONGEST_PAUSE_SECONDS, self._pause_seconds)
                pause_seconds = longest_seconds - waited_seconds
                if pause_seconds <= 0:
                    pause_seconds = longest_seconds
                    try:
                        self._refresh()
                    except OSError as error:
                        self._failure = error  # raised by the next `add`
                        return

    def _refresh(self) -> None:
        """Refresh the view, which must not take most of the time however many steps there are."""
        started_at = self._refreshed_at = time.monotonic()
        self._view.refresh()
        took_seconds = time.monotonic() - started_at
        self._pause_seconds = max(_LEAST_PAUSE_SECONDS, _PAUSE_FACTOR * took_seconds)


class _TreeView:
    """The steps on a terminal, redrawn in place."""

    def __init__(
        self, out: BinaryIO, trace: Trace, environ: Mapping[str, str], builder: str
    ) -> None:
        from pydock.build.buildkit.progress.tty import Tree, colours, log_lines

        self._out = out
        self._trace = trace
        self._tree = Tree(trace, colours(environ), builder, log_lines(environ))
        self._region = Region(self._write, rewraps=rewraps(environ))
        #: how far the engine's clock is behind this machine's, in nanoseconds
        self._behind: int | None = None

    def refresh(self) -> None:
        if not self._trace.started:
            return
        window = self._window()
        self._region.draw(
            self._tree.lines(window.columns, window.lines, self._now()), window.columns
        )
        for step in self._trace.started:
            step.new_lines.clear()
        self._trace.changed.clear()

    def finish(self) -> None:
        if self._trace.started:
            columns = self._window().columns
            self._region.draw(self._tree.last_lines(columns, self._now()), columns)
            self._region.leave()
        for step in self._trace.failed():
            log = b"".join(coloured(line) + b"\n" for line in step.last_lines)
            name = coloured(step.name.encode("utf-8", "surrogateescape"))
            self._out.write(b"------\n > " + name + b":\n" + log + b"------\n")
        self._out.flush()

    def _now(self) -> int:
        if self._behind is None:
            self._behind = time.time_ns() - self._trace.started[0].started
            if abs(self._behind) < SECOND:
                self._behind = 0
        return time.time_ns() - self._behind

    def _window(self) -> os.terminal_size:
        try:
            size = os.get_terminal_size(self._out.fileno())
        except (OSError, ValueError):
            return _DEFAULT_WINDOW
        return size if size.columns and size.lines else _DEFAULT_WINDOW

    def _write(self, text: str) -> None:
        self._out.write(text.encode("utf-8", "replace"))
        self._out.flush()


class _SafeOutput:
    """A terminal that gets sanitized text, with colours."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.flush: Callable[[], None] = out.flush

    def write(self, data: bytes) -> int:
        self._out.write(coloured(data))
        return len(data)
