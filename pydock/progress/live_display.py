"""Progress on a terminal: the lines of the layers are redrawn, all else is printed above them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TextIO

from pydock.progress.json_stream import Message
from pydock.progress.layers import LayerStates
from pydock.progress.plain_text import plain_text
from pydock.progress.refresher import Refresher
from pydock.progress.screen_region import Region


class LiveDisplay:
    """Displays messages on a terminal; a context manager that leaves the last state on screen.

    A thread draws as well: speeds go down without messages, and a resized window is redrawn.
    """

    def __init__(self, out: TextIO, environ: Mapping[str, str], *, of_tasks: bool = False) -> None:
        """With `of_tasks` the ids of messages are a service's tasks, else layers."""
        self._out = out
        self._of_tasks = of_tasks
        self._region = Region(out, environ)
        self._states = LayerStates()
        self._refresher = Refresher(self._draw)

    def __enter__(self) -> LiveDisplay:
        self._refresher.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._refresher.stop()
        self._settle()

    def add(self, message: Message) -> None:
        """Display one message."""
        with self._refresher.lock:
            if message.id and (message.progress is not None or message.progress_text):
                self._states.update(message, time.monotonic())
                self._refresher.changed()
            else:
                # this message is about something else, so the layers above are final
                self._settle()
                self._out.write(plain_text(message))
                self._out.flush()

    def _draw(self) -> None:
        if not self._states.layers:
            return
        from pydock.progress.render import progress_lines, task_lines

        window = self._region.window()
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

        columns = self._region.window().columns
        layers = list(self._states.layers.values())
        if self._of_tasks:
            lines = task_lines(layers, columns)
        else:
            lines = layer_lines(layers, columns, time.monotonic())
        self._region.draw(lines, columns)
        self._region.leave()
        self._states.clear()
