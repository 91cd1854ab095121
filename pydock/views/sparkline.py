"""Small plots of one line: a character a value."""

from collections.abc import Sequence

#: from low to high; a terminal without them shows ASCII signs (`terminal.locale_encoding`)
LEVELS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float], columns: int, least_top: float) -> str:
    """Return the last values in that many columns, aligned right; blanks where there are none.

    The highest of them, but not less than `least_top`, has the full height.
    """
    shown = values[-columns:] if columns else ()
    top = max(least_top, *shown) if shown else least_top
    last = len(LEVELS) - 1
    signs = [LEVELS[min(last, round(last * max(0.0, value) / top))] for value in shown]
    return "".join(signs).rjust(columns)
