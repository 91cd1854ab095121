"""The size of a terminal's window."""

import os

UNKNOWN = os.terminal_size((0, 0))
#: what is drawn in where the size is unknown
DEFAULT = os.terminal_size((80, 24))


def window_size(fd: int, default: os.terminal_size = UNKNOWN) -> os.terminal_size:
    """Return columns and lines of a descriptor's terminal; the default for any other file."""
    try:
        size = os.get_terminal_size(fd)
    except OSError:
        return default
    return size if size.columns and size.lines else default
