"""Display the progress of a running build, in one of docker's modes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, Protocol

from pydock.build.buildkit.messages.control import StatusResponse, VertexWarning
from pydock.build.buildkit.progress import rawjson
from pydock.build.buildkit.progress.plain_printer import PlainPrinter
from pydock.build.buildkit.progress.trace import Trace
from pydock.build.buildkit.result import BuildCancelled
from pydock.golang.time.duration import SECOND
from pydock.options.build.progress_mode import NONE, PLAIN, QUIET, RAWJSON, TTY
from pydock.progress.refresher import Refresher
from pydock.progress.screen_region import Region
from pydock.terminal.sanitize import coloured


class BuildDisplay(Protocol):
    """Takes updates of a build; a context manager, at whose end all have been displayed."""

    @property
    def warnings(self) -> Sequence[VertexWarning]:
        """Warnings of the frontend so far."""

    def add(self, update: StatusResponse) -> None:
        """Display an update; may be called from any thread."""

    def __enter__(self) -> BuildDisplay: ...

    def __exit__(self, *exc: object) -> None: ...


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

    def finish(self, *, is_canceled: bool) -> None: ...


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
        self._refresher = Refresher(view.refresh)

    @property
    def warnings(self) -> Sequence[VertexWarning]:
        return self._trace.warnings

    def add(self, update: StatusResponse) -> None:
        with self._refresher.lock:
            self._trace.update(update)
            self._refresher.changed()

    def __enter__(self) -> BuildDisplay:
        self._refresher.start()
        return self

    def __exit__(self, *what: object) -> None:
        self._refresher.stop()
        if self._refresher.failure is None:
            is_canceled = any(isinstance(one, BuildCancelled | KeyboardInterrupt) for one in what)
            self._view.finish(is_canceled=is_canceled)


class _TreeView:
    """The steps on a terminal, redrawn in place."""

    def __init__(
        self, out: BinaryIO, trace: Trace, environ: Mapping[str, str], builder: str
    ) -> None:
        from pydock.build.buildkit.progress.tty import Tree, colours, log_lines

        self._out = out
        self._trace = trace
        self._tree = Tree(trace, colours(environ), builder, log_lines(environ))
        self._region = Region(out, environ)
        #: how far the engine's clock is behind this machine's, in nanoseconds
        self._behind: int | None = None

    def refresh(self) -> None:
        if not self._trace.started:
            return
        window = self._region.window()
        self._region.draw(
            self._tree.lines(window.columns, window.lines, self._now()), window.columns
        )
        for step in self._trace.started:
            step.new_lines.clear()
        self._trace.changed.clear()

    def finish(self, *, is_canceled: bool) -> None:
        if self._trace.started:
            columns = self._region.window().columns
            lines = self._tree.last_lines(columns, self._now(), is_canceled=is_canceled)
            self._region.draw(lines, columns)
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


class _SafeOutput:
    """A terminal that gets sanitized text, with colours."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.flush: Callable[[], None] = out.flush

    def write(self, data: bytes) -> int:
        self._out.write(coloured(data))
        return len(data)
