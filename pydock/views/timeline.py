"""A chart of what happened when: a line for each object, time to the right."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydock.golang.tabwriter import display_width
from pydock.golang.time.instant import local
from pydock.terminal.sanitize import safe_line
from pydock.views.event import changes_a_list
from pydock.views.shorten import ellipsis, short_id

Json = Mapping[str, Any]

RUNNING, PAUSED, STOPPED = "━", "·", " "

#: sign -> what it stands for, the most important first: of several in a column it is shown
SIGNS = {
    "!": "out of memory", "X": "failed", "u": "unhealthy", "x": "exit", "k": "kill",
    ">": "start", "p": "pause", "h": "healthy", "-": "remove", "+": "create", "^": "push",
    "t": "tag", "c": "connect", "d": "disconnect", "*": "other",
}  # fmt: skip
_RANKS = {sign: rank for rank, sign in enumerate(SIGNS)}

#: action -> its sign, and for containers the line from then on, if it changes
_ACTIONS: Mapping[str, tuple[str, str]] = {
    "connect": ("c", ""), "create": ("+", ""), "delete": ("-", STOPPED), "die": ("x", STOPPED),
    "destroy": ("-", STOPPED), "disconnect": ("d", ""), "health_status: healthy": ("h", RUNNING),
    "health_status: unhealthy": ("u", RUNNING), "import": ("+", ""), "kill": ("k", ""),
    "load": ("+", ""), "oom": ("!", ""), "pause": ("p", PAUSED), "pull": ("+", ""),
    "push": ("^", ""), "remove": ("-", STOPPED), "start": (">", RUNNING), "tag": ("t", ""),
    "unpause": (">", RUNNING), "untag": ("-", ""),
}  # fmt: skip
#: parts of what other events report, and mounts of volumes, which are those of containers
_IGNORED = ("cleanup", "died", "init", "mount", "restart", "stop", "sync", "unmount")
#: the first of its events that show that a container has been running before
_AFTER_START = ("die", "health_status", "kill", "oom", "pause", "unpause")

#: older events are forgotten
_MAX_MARKS = 10_000
_LABEL_COLUMNS = 24
_TICK_COLUMNS = 16
_DAY_SECONDS = 86_400
_ID_LENGTH = 64
_SHORT_SECONDS = 600


class _Mark(NamedTuple):
    label: str
    seconds: float
    sign: str
    #: the line from then on, "" if it stays
    line: str
    #: whether it ran until then
    ran: bool


class Chart(NamedTuple):
    """Lines of a chart: times, objects with their signs, and what the signs stand for."""

    times: str
    rows: Sequence[tuple[str, str]]
    legend: Sequence[str]


class Timeline:
    """The events of objects, and their chart."""

    def __init__(self) -> None:
        self._marks: deque[_Mark] = deque(maxlen=_MAX_MARKS)
        #: the time of the newest event
        self.latest_seconds = 0.0

    def add(self, event: Json) -> None:
        """Add an event, as `event.modern` returns it; those that change no list are left out."""
        action = event["Action"]
        if not changes_a_list(event) or action in _IGNORED:
            return
        nanoseconds = event.get("timeNano") or (event.get("time") or 0) * 10**9
        seconds = nanoseconds / 10**9
        self.latest_seconds = max(self.latest_seconds, seconds)
        sign, line = _ACTIONS.get(action, ("*", ""))
        is_container = event["Type"] == "container"
        if is_container and action == "die" and _exit_status(event) not in ("0", ""):
            sign = "X"
        ran = is_container and action.partition(":")[0] in _AFTER_START
        line = line if is_container else ""
        self._marks.append(_Mark(_label(event), seconds, sign, line, ran))

    def chart(
        self, start_seconds: float, end_seconds: float, columns: int, max_rows: int | None = None
    ) -> Chart:
        """Return the chart between two times; of more than `max_rows` objects the latest."""
        by_label: dict[str, list[_Mark]] = {}
        for mark in self._marks:
            if mark.seconds <= end_seconds:
                by_label.setdefault(mark.label, []).append(mark)
        by_label = {
            label: marks for label, marks in by_label.items() if marks[-1].seconds >= start_seconds
        }
        labels = list(by_label)
        if max_rows is not None and len(labels) > max_rows:
            latest = sorted(labels, key=lambda label: by_label[label][-1].seconds)
            labels = [label for label in labels if label in latest[len(latest) - max_rows :]]
        width = min(_LABEL_COLUMNS, columns // 3, max(map(display_width, labels), default=0))
        cells = max(1, columns - width - 1)
        span = _Span(start_seconds, max(end_seconds, start_seconds + 1), cells)
        rows = [(_padded(label, width), _row(by_label[label], span)) for label in labels]
        shown = {sign for _, row in rows for sign in row}
        legend = [f"{sign} {text}" for sign, text in SIGNS.items() if sign in shown]
        return Chart(" " * (width + 1) + span.times(), rows, legend)


class _Span(NamedTuple):
    start: float
    end: float
    columns: int

    def column(self, seconds: float) -> int:
        share = (seconds - self.start) / (self.end - self.start)
        return min(self.columns - 1, int(share * self.columns))

    def times(self) -> str:
        """Return times at equal distances, each at the column of its sign |."""
        count = max(1, self.columns // _TICK_COLUMNS)
        text = ""
        for tick in range(count):
            column = self.columns * tick // count
            seconds = self.start + (self.end - self.start) * column / self.columns
            text = text.ljust(column) + f"|{self._time(seconds)}"
        return text[: self.columns]

    def _time(self, seconds: float) -> str:
        text = local(int(seconds)).rfc3339()
        span = self.end - self.start
        if span > _DAY_SECONDS:
            return f"{text[5:10]} {text[11:16]}"
        return text[11:19] if span < _SHORT_SECONDS else text[11:16]


def _row(marks: Sequence[_Mark], span: _Span) -> str:
    """Return the signs of an object, between lines for the times when it ran."""
    cells = [STOPPED] * span.columns
    line, since = (RUNNING if marks[0].ran else STOPPED), 0
    for mark in marks:
        column = max(0, span.column(mark.seconds))
        cells[since:column] = [line] * (column - since)
        since, line = column, mark.line or line
    cells[since:] = [line] * (span.columns - since)
    signs: dict[int, str] = {}
    for mark in marks:
        if mark.seconds >= span.start:
            column = span.column(mark.seconds)
            signs[column] = min(mark.sign, signs.get(column, mark.sign), key=_RANKS.__getitem__)
    for column, sign in signs.items():
        cells[column] = sign
    return "".join(cells).rstrip()


def _padded(label: str, width: int) -> str:
    label = ellipsis(label, width)
    return label + " " * (width - display_width(label))


def _exit_status(event: Json) -> str:
    attributes = (event.get("Actor") or {}).get("Attributes") or {}
    # Podman's events have another name for it
    return str(attributes.get("exitCode") or attributes.get("containerExitCode") or "")


def _label(event: Json) -> str:
    """Return the name of an object, after its type unless that is container."""
    actor = event.get("Actor") or {}
    id: str = actor.get("ID") or ""
    name: str = (actor.get("Attributes") or {}).get("name") or ""
    is_id = id.startswith("sha256:") or len(id) == _ID_LENGTH
    if not name or (event["Type"] == "image" and not is_id):
        name = short_id(id) if is_id else id  # that of an image may be its name with a tag
    name = safe_line(name)
    return name if event["Type"] == "container" else f"{event['Type']} {name}".rstrip()
