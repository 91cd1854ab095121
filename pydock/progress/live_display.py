"""Progress on a terminal: the lines of the layers are redrawn, all else is printed above them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TextIO

from pydock.progress.json_stream import Message
from pydock.progress.layers import LayerStates
from pydock.progress.plain_text import plain_text
from pydock.progress.screen_region import Region, rewraps

_FRAME_SECONDS = 0.1
_DEFAULT_WINDOW = os.terminal_size((80, 24))


class LiveDisplay:
    """Displays messages on a terminal; a context manager that leaves the last state on screen.

    A thread draws at most ten times a second, so that a burst of messages costs no more than one,
    speeds go down without messages, and a resized window is redrawn.
    """

    def __init__(self, out: TextIO, environ: Mapping[str, str], *, of_tasks: bool = False) -> None:
        """With `of_tasks` the ids of messages are a service's tasks, else layers."""
        self._out = out
        self._of_tasks = of_tasks
        self._region = Region(self._write, rewraps=rewraps(environ))
        self._states = LayerStates()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> LiveDisplay:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()
        self._settle()

    def add(self, message: Message) -> None:
        """Display one message."""
        if message.id and (message.progress is not None or message.progress_text):
            with self._lock:
                self._states.update(message, time.monotonic())
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_drawing, daemon=True)
                self._thread.start()
        else:
            # this message is about something else, so the layers above are final
            with self._lock:
                self._settle()
                self._write(plain_text(message))

    def _keep_drawing(self) -> None:
        while True:
            try:
                with self._lock:
                    if self._states.layers:
                        self._draw()
            except OSError:
                return  # the output is closed: the next write of the main thread raises
            if self._ended.wait(_FRAME_SECONDS):
                return

    def _draw(self) -> None:
        from pydock.progress.render import progress_lines, task_lines

        window = self._window()
        if self._of_tasks:
            layers = list(self._states.layers.values())
            lines = task_lines(layers, window.columns, window.lines)
        else:
            lines = progress_lines(self._states, window.columns, window.lines, time.monotonic())
        self._region.draw(lines, window.columns)

    def _settle(self) -> None:
        """Leave the last state of every layer on the screen; the next one is drawn below."""
        if not self._states.layers:
            return
        from pydock.progress.render import layer_lines, task_lines

        columns = self._window().columns
        layers = list(self._states.layers.values())
        if self._of_tasks:
            lines = task_lines(layers, columns)
        else:
            lines = layer_lines(layers, columns, time.monotonic())
        self._region.draw(lines, columns)
        self._region.leave()
        self._states.clear()

    def _window(self) -> os.terminal_size:
        try:
            size = os.get_terminal_size(self._out.fileno())
        except (OSError, ValueError):
            return _DEFAULT_WINDOW
        return size if size.columns and size.lines else _DEFAULT_WINDOW

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
