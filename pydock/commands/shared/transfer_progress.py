"""Progress lines of transfers: the files of `cp`, and the context of `build`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TextIO

from pydock.cli.app import App
from pydock.golang.units import human_size

_REDRAW_SECONDS = 0.1
_ERASE_LINE = "\r\x1b[2K"


class _Progress:
    """Counts bytes, and redraws its line at most ten times a second; a context manager."""

    def __init__(self, *, live: bool, first_draw_seconds: float) -> None:
        self.count_bytes = 0
        self.started = monotonic()
        self.is_drawn = False
        self._live = live
        self._next_draw = self.started + first_draw_seconds

    def draw(self, now: float) -> None:
        """Draw the line."""
        raise NotImplementedError

    def close(self) -> None:
        """Remove or end a drawn line."""
        raise NotImplementedError

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

    def __exit__(self, *exc: object) -> None:
        if self.is_drawn:
            self.close()
            self.is_drawn = False

    def _add(self, count: int) -> None:
        self.count_bytes += count
        if self._live and (now := monotonic()) >= self._next_draw:
            self._next_draw = now + _REDRAW_SECONDS
            self.is_drawn = True
            self.draw(now)


class CopyProgress(_Progress):
    """Progress of `cp`: bytes and speed on standard error, if a terminal, after half a second."""

    def __init__(self, app: App, direction: str, *, quiet: bool) -> None:
        """`direction` is "from container" or "to container"."""
        live = not quiet and app.is_terminal("stderr") and app.environ.get("TERM") != "dumb"
        super().__init__(live=live, first_draw_seconds=0.5)
        self._app = app
        self._direction = direction
        self._quiet = quiet

    def __enter__(self) -> CopyProgress:
        return self

    def draw(self, now: float) -> None:
        size = human_size(self.count_bytes, digits=3)
        speed = human_size(self.count_bytes / (now - self.started), digits=3)
        self._write(f"{_ERASE_LINE}Copying {self._direction} - {size} ({speed}/s)")

    def close(self) -> None:
        self._write(_ERASE_LINE)

    def report_success(self, target: str, content_bytes: int | None = None) -> None:
        """Print sizes of files (if known) and transfer, and the target, unless quiet."""
        if self._quiet:
            return
        size = human_size(self.count_bytes, digits=3)
        if content_bytes not in (None, self.count_bytes):
            size = f"{human_size(content_bytes or 0, digits=3)} (transferred {size})"
        self._app.warn(f"Successfully copied {size} to {target}")

    def _write(self, text: str) -> None:
        self._app.stderr.write(text)
        self._app.stderr.flush()


class ContextProgress(_Progress):
    """Progress of a context upload, in the lines of docker build."""

    def __init__(self, out: TextIO, what: str, *, live: bool) -> None:
        """`what` precedes the size; with `live` the line is redrawn during the transfer."""
        super().__init__(live=live, first_draw_seconds=_REDRAW_SECONDS)
        self._out = out
        self._what = what

    def __enter__(self) -> ContextProgress:
        return self

    def draw(self, now: float) -> None:
        self._write("\r")

    def close(self) -> None:
        self._out.write("\n")

    def sending(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the blocks, and draw the final line after the last one."""
        yield from super().sending(blocks)
        self._write("\r\r\n")
        self.is_drawn = False

    def _write(self, end: str) -> None:
        self._out.write(f"{self._what} {human_size(self.count_bytes):>8}{end}")
        self._out.flush()
