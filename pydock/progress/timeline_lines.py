"""The chart of `events --timeline` as lines of a terminal, with colours by rich."""

from itertools import groupby

from rich.text import Text

from pydock.progress.monitor_lines import parts_line
from pydock.progress.render import rendered
from pydock.progress.screen_region import Line
from pydock.views.timeline import PAUSED, RUNNING, Chart

_STYLES = {
    "!": "bold red", "X": "bold red", "u": "bold red", "k": "yellow", "p": "yellow",
    ">": "bold green", "h": "bold green", RUNNING: "green", PAUSED: "yellow",
}  # fmt: skip


def timeline_lines(chart: Chart, columns: int) -> list[Line]:
    """Return the lines of a chart, each of at most `columns` columns."""
    lines = [Text(chart.times, style="dim")]
    for label, cells in chart.rows:
        text = Text.assemble((label, "bold"), " ")
        for sign, run in groupby(cells):
            text.append("".join(run), _STYLES.get(sign))
        lines.append(text)
    found = []
    for text in lines:
        text.no_wrap, text.overflow = True, "ellipsis"
        found += rendered(text, columns)
    return [*found, parts_line(chart.legend, columns, "dim")]
