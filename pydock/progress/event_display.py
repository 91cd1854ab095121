"""Displays of events: lines that are redrawn, plain lines, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from pydock.progress.events import DRY_RUN, Event, Show
from pydock.terminal.sanitize import safe_line


@contextmanager
def open_events(
    out: TextIO,
    mode: str,
    *,
    title: str,
    environ: Mapping[str, str],
    terminal: bool,
    dry_run: bool = False,
) -> Iterator[Show]:
    """Yield the display of a mode: tty, plain, json, quiet; auto is tty on a terminal."""
    if mode == "quiet":
        yield lambda event: None
    elif mode == "json":
        yield lambda event: _write(out, _json_line(event, dry_run))
    elif mode == "tty" or (mode == "auto" and terminal and environ.get("TERM") != "dumb"):
        from pydock.progress.live_events import LiveEvents

        with LiveEvents(out, environ, title, dry_run) as display:
            yield display.show
    else:
        prefix = DRY_RUN if dry_run else ""

        def show(event: Event) -> None:
            line = f"{prefix} {event.id} {event.text} {event.status}"
            _write(out, safe_line(line) if terminal else line)

        yield show


def _write(out: TextIO, line: str) -> None:
    out.write(f"{line}\n")
    out.flush()


def _json_line(event: Event, dry_run: bool) -> str:
    from pydock.golang.gojson import encode
    from pydock.progress.json_stream import Progress

    progress = event.progress or Progress()
    fields: dict[str, bool | str | int] = {
        "dry-run": dry_run,
        "id": event.id,
        "parent_id": event.parent,
        "text": event.text,
        "status": event.status,
        "current": progress.current,
        "total": progress.total,
        "percent": event.percent,
    }
    return encode(
        {name: value for name, value in fields.items() if value}, html=True, sort_keys=False
    )
