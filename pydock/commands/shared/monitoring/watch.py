"""Lists that are redrawn in place when events change them: `--watch`."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from queue import Empty
from typing import TYPE_CHECKING, NoReturn

from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.commands.shared.monitoring.container_events import MainThreadCalls, follow_events_of
from pydock.errors import PydockError
from pydock.golang.tabwriter import display_width
from pydock.progress.screen_region import Line, Region
from pydock.views.event import changes_a_list
from pydock.views.shorten import ellipsis

if TYPE_CHECKING:
    from pydock.views.listing import Listing, View

#: returns a list, for seconds since the engine's answer and columns of the window
Draw = Callable[[float, int], str]

#: ages are drawn again as time passes, without a request
_TICK_SECONDS = 1.0
#: ages of engines are rounded: the list is requested so often without events
_OLDEST_SECONDS = 60.0
_STYLE = re.compile(r"\x1b\[[\d;]*m")


def watch_list(
    app: App, least_seconds: float, types: Sequence[str], load: Callable[[], Draw]
) -> NoReturn:
    """Draw a list until interrupted: at events of types of objects, and as time passes.

    `load` requests the list; it is called at first and after events.
    """
    region = open_region(app)
    calls = MainThreadCalls()
    is_changed = False

    def on_event(event: Json) -> None:
        nonlocal is_changed
        if event["Type"] in types and changes_a_list(event):
            is_changed = True

    follow_events_of(app.engine, types, calls, on_event)
    draw, loaded_at, drawn_at = load(), time.monotonic(), 0.0
    while True:
        due = drawn_at + (least_seconds if is_changed else max(least_seconds, _TICK_SECONDS))
        now = time.monotonic()
        if now < due:
            with suppress(Empty):
                calls.run_next(due - now)
            continue
        if is_changed or now - loaded_at >= _OLDEST_SECONDS:
            is_changed = False
            draw, loaded_at = load(), time.monotonic()
        draw_text(app, region, partial(draw, time.monotonic() - loaded_at))
        drawn_at = time.monotonic()


def watch_rows(
    app: App,
    least_seconds: float,
    types: Sequence[str],
    listing: Listing,
    rows: Callable[[], Iterable[View]],
) -> NoReturn:
    """Draw rows as a list until interrupted; `rows` requests them."""
    fits = bool(listing.window_columns)

    def load() -> Draw:
        found = list(rows())

        def draw(seconds: float, columns: int) -> str:
            listing.window_columns = columns if fits else 0
            return listing.text(row.later(seconds) for row in found)

        return draw

    watch_list(app, least_seconds, types, load)


def open_region(app: App) -> Region:
    """Return the lines of the terminal that are redrawn; PydockError without a terminal."""
    if not app.is_terminal("stdout") or app.environ.get("TERM") == "dumb":
        raise PydockError("--watch requires a terminal as standard output")
    return Region(app.stdout, app.environ)


def draw_text(app: App, region: Region, text: Callable[[int], str]) -> None:
    """Draw what `text` returns for the columns of the window."""
    window = region.window()
    region.draw(screen_lines(app.safe(text(window.columns - 1)), window), window.columns)


def screen_lines(text: str, window: os.terminal_size) -> list[Line]:
    """Return the lines that the window has room for, and how many more there are."""
    lines = text.rstrip("\n").split("\n")
    room = max(1, window.lines - 1)
    if len(lines) > room:
        hidden = len(lines) - room + 1
        lines = [*lines[: room - 1], f"... {hidden} more lines"]
    return [_line(line.expandtabs().rstrip(), window.columns - 1) for line in lines]


def _line(text: str, columns: int) -> Line:
    """Return a line of at most `columns` columns; one that is too long loses its colours."""
    plain = _STYLE.sub("", text)
    if display_width(plain) > columns:
        text = plain = ellipsis(plain, columns)
    return Line(text, display_width(plain))
