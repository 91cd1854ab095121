"""What `build` shows of a context on its way: how much of it there is, in docker's lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TextIO

from pydock.golang.units import human_size

_BETWEEN_LINES_SECONDS = 0.1


class TransferMeter:
    """Counts the bytes of one transfer; a context, which tidies up after one that breaks off."""

    def __init__(self, out: TextIO, what: str, *, moves: bool) -> None:
        """`what` stands in front of the size; with `moves` the line is drawn while it grows."""
        self._out = out
        self._what = what
        self._moves = moves
        self._moved_bytes = 0
        self._next_line = monotonic() + _BETWEEN_LINES_SECONDS
        self._is_drawn = False

    def counting(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The same blocks; the line is final when the last one has been taken."""
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
