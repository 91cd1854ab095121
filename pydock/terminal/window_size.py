"""The size of a terminal's window."""

import os
from typing import NamedTuple


class Size(NamedTuple):
    """Rows and columns in characters; both 0 without a terminal."""

    rows: int
    columns: int

    @property
    def known(self) -> bool:
        return self.rows > 0 or self.columns > 0


def window_size(fd: int) -> Size:
    """Return the size of a descriptor's terminal; zeros for any other file."""
    try:
        columns, rows = os.get_terminal_size(fd)
    except OSError:
        return Size(0, 0)
    return Size(rows, columns)
