"""Progress of `cp`: bytes and speed during a copy, and a line on success."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from pydock.cli.app import App
from pydock.golang.units import human_size

_FIRST_SHOWN_AFTER_SECONDS = 0.5
_BETWEEN_LINES_SECONDS = 0.1
_ERASE_LINE = "\r\x1b[2K"


class CopyMeter:
    """Counts the bytes of one copy.

    A progress line is drawn on standard error if it is a terminal and the copy takes longer
    than half a second.
    """

    def __init__(self, app: App, direction: str, *, quiet: bool) -> None:
        """`direction` is "from container" or "to container"."""
        self._app = app
        self._direction = direction
        self._quiet = quiet
        self._moves = not quiet and app.is_terminal("stderr") and app.environ.get("TERM") != "dumb"
        self._copied_bytes = 0
        self._started = time.monotonic()
        self._next_line = self._started + _FIRST_SHOWN_AFTER_SECONDS
        self._drawn = False

    def reading(self, readinto: Callable[[memoryview], int]) -> Callable[[memoryview], int]:
        """Wrap a readinto function to count its bytes."""

        def counted(buffer: memoryview) -> int:
            count = readinto(buffer)
            self._add(count)
            return count

        return counted

    def sending(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the blocks and count their bytes."""
        for block in blocks:
            self._add(len(block))
            yield block

    def done(self, target: str) -> None:
        """Report success, unless quiet."""
        if not self._quiet:
            size = human_size(self._copied_bytes, digits=3)
            self._app.warn(f"Successfully copied {size} to {target}")

    def __enter__(self) -> CopyMeter:
        return self

    def __exit__(self, *exc: object) -> None:
        self._moves = False
        self._erase()

    def _add(self, count_bytes: int) -> None:
        self._copied_bytes += count_bytes
        if self._moves and time.monotonic() >= self._next_line:
            self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        self._next_line = now + _BETWEEN_LINES_SECONDS
        self._drawn = True
        size = human_size(self._copied_bytes, digits=3)
        speed = human_size(self._copied_bytes / (now - self._started), digits=3)
        self._app.stderr.write(f"{_ERASE_LINE}Copying {self._direction} - {size} ({speed}/s)")
        self._app.stderr.flush()

    def _erase(self) -> None:
        if self._drawn:
            self._app.stderr.write(_ERASE_LINE)
            self._app.stderr.flush()
            self._drawn = False
