"""Progress of a context upload, in the lines of docker build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TextIO

from pydock.golang.units import human_size

_BETWEEN_LINES_SECONDS = 0.1


class TransferMeter:
    """Counts the bytes of one transfer; a context manager that ends an unfinished line."""

    def __init__(self, out: TextIO, what: str, *, moves: bool) -> None:
        """`what` precedes the size; with `moves` the line is redrawn during the transfer."""
        self._out = out
        self._what = what
        self._moves = moves
        self._moved_bytes = 0
        self._next_line = monotonic() + _BETWEEN_LINES_SECONDS
        self._is_drawn = False

    def counting(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the blocks, and draw the final line after the last one."""
        for block in blocks:
            self._moved_bytes += len(block)
            self._move()
            yield block
        self._draw("\r\r\n")
        self._is_drawn = False

    def __enter__(self) -> TransferMeter:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._is_drawn:
            self._out.write("\n")

    def _move(self) -> None:
        now = monotonic()
        if self._moves and now >= self._next_line:
            self._next_line = now + _BETWEEN_LINES_SECONDS
            self._draw("\r")
            self._is_drawn = True

    def _draw(self, end: str) -> None:
        self._out.write(f"{self._what} {human_size(self._moved_bytes):>8}{end}")
        self._out.flush()
