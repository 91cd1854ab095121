"""Events on a terminal: one line an object, redrawn in place."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from pydock.progress.events import DONE, DRY_RUN, ERROR, WARNING, WORKING, Event
from pydock.progress.refresher import Refresher
from pydock.progress.screen_region import Line, Region
from pydock.terminal.sanitize import safe_line

_RESET = "\x1b[0m"
_BLUE, _YELLOW, _CYAN = "\x1b[34m", "\x1b[33m", "\x1b[36m"
_COLOURS = {DONE: "\x1b[32m", WARNING: "\x1b[33;1m", ERROR: "\x1b[31;1m"}
_MARKS = {DONE: "✔", WARNING: "!", ERROR: "✘"}
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_SPINNER_STEP_SECONDS = 0.1


@dataclass
class _Shown:
    """The last event of an object, and the times of its first and its final one."""

    event: Event
    began_at: float
    ended_at: float | None = None


class LiveEvents:
    """One line an object, redrawn in place."""

    def __init__(self, out: TextIO, environ: Mapping[str, str], title: str, dry_run: bool) -> None:
        self._region = Region(out, environ)
        self._has_colour = not environ.get("NO_COLOR")
        self._title = title
        self._prefix = DRY_RUN if dry_run else ""
        self._shown: dict[str, _Shown] = {}
        self._refresher = Refresher(self._draw)

    def __enter__(self) -> LiveEvents:
        self._refresher.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._refresher.stop()
        self._draw()
        self._region.leave()

    def show(self, event: Event) -> None:
        event = Event(*map(safe_line, event))
        now = time.monotonic()
        with self._refresher.lock:
            shown = self._shown.setdefault(event.id, _Shown(event, now))
            shown.event = event
            shown.ended_at = None if event.state == WORKING else shown.ended_at or now
            self._refresher.changed()

    def _draw(self) -> None:
        if not self._shown:
            return
        window = self._region.window()
        everyone = list(self._shown.values())
        done = sum(one.ended_at is not None for one in everyone)
        header = f"[+] {self._title} {done}/{len(everyone)}"
        colour = _BLUE if done == len(everyone) else ""
        lines = [Line(self._coloured(header, colour), len(header))]
        least = max(window.lines - 2, 1)
        if len(everyone) > least:  # what goes on is shown first
            everyone.sort(key=lambda one: one.ended_at is not None)
            everyone = everyone[:least]
        width = max(len(_subject(one.event)) for one in everyone)
        now = time.monotonic()
        lines += [self._line(one, width, window.columns, now) for one in everyone]
        self._region.draw(lines, window.columns)

    def _line(self, shown: _Shown, width: int, columns: int, now: float) -> Line:
        event = shown.event
        elapsed = (now if shown.ended_at is None else shown.ended_at) - shown.began_at
        timer = f"{elapsed:.1f}s "
        step = int(now / _SPINNER_STEP_SECONDS) % len(_SPINNER)
        mark = _MARKS.get(event.state, _SPINNER[step])
        subject = _subject(event).ljust(width)
        room = columns - len(f"  {mark} {self._prefix}{subject} ") - len(timer) - 1
        status = event.status if len(event.status) <= room else f"{event.status[: room - 3]}..."
        if room < len("..."):
            plain = f" {mark} {subject}"[: columns - 1]
            return Line(plain, len(plain))
        left = f" {mark} {self._prefix}{subject} {status}"
        colour = _COLOURS.get(event.state, "")
        text = (
            f" {self._coloured(mark, colour or _YELLOW)} "
            f"{self._coloured(self._prefix, _CYAN)}{subject} {self._coloured(status, colour)}"
        )
        padding = " " * (columns - 1 - len(left) - len(timer))
        return Line(f"{text}{padding}{self._coloured(timer, _BLUE)}", columns - 1)

    def _coloured(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_RESET}" if text and colour and self._has_colour else text


def _subject(event: Event) -> str:
    return f"{event.id} {event.text}"
