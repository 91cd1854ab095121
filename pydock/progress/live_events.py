"""Events on a terminal: one line an object, redrawn in place."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from pydock.golang.units import human_size
from pydock.progress.events import DONE, DRY_RUN, ERROR, WARNING, WORKING, Event
from pydock.progress.plain_text import transfer_text
from pydock.progress.refresher import Refresher
from pydock.progress.screen_region import Line, Region
from pydock.terminal.sanitize import safe_line

_RESET = "\x1b[0m"
_BLUE, _YELLOW, _CYAN = "\x1b[34m", "\x1b[33m", "\x1b[36m"
_COLOURS = {DONE: "\x1b[32m", WARNING: "\x1b[33;1m", ERROR: "\x1b[31;1m"}
_MARKS = {DONE: "✔", WARNING: "!", ERROR: "✘"}
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
#: signs for the received part of a layer, from nothing to all
_FILLED = "⠀⡀⣀⣄⣤⣦⣶⣷⣿"
_INDENT = "  "
_SPINNER_STEP_SECONDS = 0.1


@dataclass
class _Shown:
    """The last event of an object, and the times of its first and its final one.

    The bytes of a layer count what has been transferred, extracted or not.
    """

    event: Event
    began_at: float
    ended_at: float | None = None
    bytes: int = 0
    total_bytes: int = 0

    def update(self, event: Event, now: float) -> None:
        self.event = event
        self.ended_at = None if event.state == WORKING else self.ended_at or now
        if event.progress is not None:
            self.total_bytes = max(self.total_bytes, event.progress.total)
            current = self.total_bytes if event.state == DONE else event.progress.current
            self.bytes = max(self.bytes, current)


class LiveEvents:
    """One line an object, redrawn in place."""

    def __init__(self, out: TextIO, environ: Mapping[str, str], title: str, dry_run: bool) -> None:
        self._region = Region(out, environ)
        self._has_colour = not environ.get("NO_COLOR")
        self._title = title
        self._prefix = DRY_RUN if dry_run else ""
        #: by ID, below the ID of what it is a part of
        self._shown: dict[str, dict[str, _Shown]] = {"": {}}
        self._refresher = Refresher(self._draw)

    def __enter__(self) -> LiveEvents:
        self._refresher.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._refresher.stop()
        self._draw()
        self._region.leave()

    def show(self, event: Event) -> None:
        event = event._replace(
            id=safe_line(event.id),
            status=safe_line(event.status),
            text=safe_line(event.text),
            parent=safe_line(event.parent),
        )
        now = time.monotonic()
        with self._refresher.lock:
            siblings = self._shown.setdefault(event.parent, {})
            siblings.setdefault(event.id, _Shown(event, now)).update(event, now)
            self._refresher.changed()

    def _draw(self) -> None:
        whole = list(self._shown[""].values())
        if not whole:
            return
        window = self._region.window()
        everyone = [one for siblings in self._shown.values() for one in siblings.values()]
        done = sum(one.ended_at is not None for one in everyone)
        header = f"[+] {self._title} {done}/{len(everyone)}"
        colour = _BLUE if done == len(everyone) else ""
        lines = [Line(self._coloured(header, colour), len(header))]
        room = max(window.lines - 2, 1)
        if len(everyone) <= room:
            whole = [part for one in whole for part in (one, *self._parts(one))]
        elif len(whole) > room:  # running ones are shown first
            whole.sort(key=lambda one: one.ended_at is not None)
            whole = whole[:room]
        subjects = [self._subject(one) for one in whole]
        width = max(map(len, subjects))
        now = time.monotonic()
        lines += [
            self._line(one, subject.ljust(width), window.columns, now)
            for one, subject in zip(whole, subjects, strict=True)
        ]
        self._region.draw(lines, window.columns)

    def _parts(self, shown: _Shown) -> list[_Shown]:
        """Return the layers of an image."""
        return list(self._shown.get(shown.event.id, {}).values()) if shown.event.id else []

    def _subject(self, shown: _Shown) -> str:
        """Return the start of a line; for a pulled image the progress of its layers."""
        event = shown.event
        parts = self._parts(shown)
        if not parts or event.state != WORKING:
            return f"{event.id} {event.text}"
        steps = [(len(_FILLED) - 1) * part.event.percent // 100 for part in parts]
        total_bytes = sum(part.total_bytes for part in parts)
        counts = ""
        if total_bytes:
            current = human_size(sum(part.bytes for part in parts))
            counts = f" {current:>7} / {human_size(total_bytes):<7}"
        return f"{event.id} [{''.join(_FILLED[step] for step in steps)}]{counts} {event.text}"

    def _line(self, shown: _Shown, subject: str, columns: int, now: float) -> Line:
        event = shown.event
        elapsed = (now if shown.ended_at is None else shown.ended_at) - shown.began_at
        timer = f"{elapsed:.1f}s "
        step = int(now / _SPINNER_STEP_SECONDS) % len(_SPINNER)
        mark = _MARKS.get(event.state, _SPINNER[step])
        status = event.status
        if event.progress is not None:
            status = transfer_text(event.progress, columns)
        if event.parent:
            mark = _INDENT + mark
            subject = subject.removesuffix(" " * len(_INDENT))
        room = columns - len(f"  {mark} {self._prefix}{subject} ") - len(timer) - 1
        if len(status) > room:
            status = f"{status[: room - 3]}..."
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
