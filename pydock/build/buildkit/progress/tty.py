"""The steps of a build as lines of a terminal, laid out by rich to fit the window."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.color import Color, ColorParseError
from rich.text import Text

from pydock.build.buildkit.messages.control import VertexStatus
from pydock.build.buildkit.progress.sizes import transfer_size
from pydock.build.buildkit.progress.trace import Step, Trace
from pydock.golang.time.duration import SECOND
from pydock.progress.render import rendered
from pydock.progress.screen_region import Line
from pydock.terminal.sanitize import bare

#: log lines of a running step, unless BUILDKIT_TTY_LOG_LINES is set
_LOG_LINES = 6
_MAX_COLUMNS = 160
#: far more steps than any Dockerfile has
_LAST_STEPS = 10_000
_TIME_COLUMNS = 7


class Colours(NamedTuple):
    """The styles of steps that are done, canceled and failed, and of the log."""

    done: str = "blue"
    canceled: str = "yellow"
    failed: str = "red"
    log: str = "dim"


PLAIN_COLOURS = Colours("", "", "", "")

_COLOUR_KEYS = {"run": "done", "cancel": "canceled", "error": "failed"}


def colours(environ: Mapping[str, str]) -> Colours:
    """Return the colours of BUILDKIT_COLORS (`run=green:error=255,0,0`); none with NO_COLOR."""
    if environ.get("NO_COLOR"):
        return PLAIN_COLOURS
    found = Colours()
    for part in environ.get("BUILDKIT_COLORS", "").split(":"):
        name, _, value = part.partition("=")
        key, style = _COLOUR_KEYS.get(name, ""), _style(value)
        if key and style:
            found = found._replace(**{key: style})
    return found


def _style(text: str) -> str:
    """Return rich's name of a colour, from its name or its RGB values; "" for an invalid one."""
    name = text.strip().lower()
    name = f"rgb({name})" if "," in name else name.replace("light", "bright_", 1)
    try:
        Color.parse(name)
    except ColorParseError:
        return ""
    return name


def log_lines(environ: Mapping[str, str]) -> int:
    """Return how many lines of its log a running step displays."""
    text = environ.get("BUILDKIT_TTY_LOG_LINES", "")
    return int(text) if text.isascii() and text.isdigit() else _LOG_LINES


class Tree:
    """Renders a trace. `now` is the engine's time in nanoseconds."""

    def __init__(
        self, trace: Trace, colours: Colours, builder: str, log_lines: int = _LOG_LINES
    ) -> None:
        self._trace = trace
        self._colours = colours
        self._builder = builder
        self._log_lines = log_lines

    def lines(self, columns: int, rows: int, now: int) -> list[Line]:
        """Return the steps in no more lines than a window shows with the cursor below them.

        Running steps are shown with their counters and the end of their log; of the others the
        latest as long as there is room.
        """
        steps = self._shown_steps()
        room = max(1, rows - 2)
        details: dict[Step, list[Line]] = {}
        running = [step for step in steps if not step.is_completed]
        chosen = set(running[-room:])
        left = room - len(chosen)
        logs: dict[Step, list[Line]] = {}
        for step in running:
            if step in chosen:
                details[step] = self._details(step, columns, now)[: max(0, left)]
                left -= len(details[step])
        for number, step in enumerate([step for step in running if step in chosen]):
            share = max(0, left) // max(1, len(chosen) - number)
            logs[step] = self._log(step, columns, min(share, self._log_lines))
            left -= len(logs[step])
        for step in reversed(steps):
            if step.is_completed and left > 0:
                chosen.add(step)
                left -= 1
        lines = [self._headline(columns, now, is_over=False)]
        for step in steps:
            if step in chosen:
                lines += [
                    self._line(step, columns, now),
                    *details.get(step, []),
                    *logs.get(step, []),
                ]
        return lines[: max(1, rows - 1)]

    def last_lines(self, columns: int, now: int, *, is_canceled: bool = False) -> list[Line]:
        """Return all steps in their final state, without logs."""
        lines = [self._headline(columns, now, is_over=True, is_canceled=is_canceled)]
        steps = self._shown_steps()
        if len(steps) > _LAST_STEPS:
            omitted = len(steps) - _LAST_STEPS
            lines.append(_row(f" => {omitted} steps omitted", "", "", columns))
        for step in steps[-_LAST_STEPS:]:
            lines += [self._line(step, columns, now), *self._details(step, columns, now)]
        return lines

    def _shown_steps(self) -> list[Step]:
        return [step for step in self._trace.started if not step.is_hidden]

    def _headline(
        self, columns: int, now: int, *, is_over: bool, is_canceled: bool = False
    ) -> Line:
        steps = [step for step in self._trace.steps.values() if not step.is_hidden]
        done = sum(step.is_completed for step in steps)
        is_canceled |= any(step.is_canceled for step in steps)
        finished = is_over and done == len(steps) and not is_canceled
        begin = min((step.started for step in self._shown_steps()), default=now)
        if is_over:
            now = max((step.ended or now for step in self._shown_steps()), default=now)
        text = f"[+] Building {max(0, now - begin) / SECOND:.1f}s ({done}/{len(steps)})"
        return _row(text + (" FINISHED" if finished else ""), self._builder, "", columns)

    def _line(self, step: Step, columns: int, now: int) -> Line:
        state, style = "", ""
        if step.is_completed:
            style = self._colours.done
            if step.is_canceled:
                state, style = "CANCELED ", self._colours.canceled
            elif step.error:
                state, style = "ERROR ", self._colours.failed
            elif step.is_cached:
                state = "CACHED "
        name = bare(step.name.encode("utf-8", "surrogateescape"))
        return _row(f" => {state}{name}", f"{step.busy_seconds(now):.1f}s", style, columns)

    def _details(self, step: Step, columns: int, now: int) -> list[Line]:
        lines = []
        for status in step.counters.values():
            style = self._colours.done if status.completed is not None else ""
            end = now if status.completed is None else status.completed
            seconds = (end - (status.started or end)) / SECOND
            text = f" => => {_counter(status)}"
            lines.append(_row(text, f"{max(0.0, seconds):.1f}s", style, columns))
        return lines

    def _log(self, step: Step, columns: int, count: int) -> list[Line]:
        """Return the end of the log, without the times, which the step's own line has."""
        found = []
        for line in list(step.last_lines)[-count:] if count else []:
            text = bare(line.partition(b" ")[2])
            found.append(_row(f" => => # {text}", "", self._colours.log, columns))
        return found


def _counter(status: VertexStatus) -> str:
    text = bare(status.id.encode("utf-8", "surrogateescape"))
    if status.total:
        return f"{text} {transfer_size(status.current)} / {transfer_size(status.total)}"
    return f"{text} {transfer_size(status.current)}" if status.current else text


def _row(text: str, right: str, style: str, window_columns: int) -> Line:
    """Return one line: a text, truncated to fit, and another one at the right end."""
    columns = min(window_columns - 1, _MAX_COLUMNS)
    room = columns - max(len(right), _TIME_COLUMNS if right else 0) - 1
    if room < _TIME_COLUMNS:
        right, room = "", columns
    left = Text(text, style=style, no_wrap=True, overflow="ellipsis")
    left.truncate(max(1, room), overflow="ellipsis", pad=bool(right))
    if right:
        left.append(f" {right:>{columns - room - 1}}")
    (line,) = rendered(left, columns)
    return line
