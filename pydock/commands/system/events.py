"""`docker events`: show events of the engine as they happen."""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pydock.api import system
from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import filter_option, format_option
from pydock.errors import ExitStatus, PydockError
from pydock.options.filters import Filters

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_PIECE_BYTES = 64 << 10


@define("[OPTIONS]", no_arguments)
@filter_option
@format_option
@option("since", help="Oldest event: timestamp or age (1h30m)")
@option("until", help="Newest event: timestamp or duration from now")
def command(
    app: App, arguments: tuple[str, ...], *, filter: Filters, format: str, since: str, until: str
) -> None:
    """Show events of the engine as they happen, until interrupted."""
    from pydock.options.timestamps import timestamp
    from pydock.progress.json_stream import batches

    shown = _formatter(format)
    try:
        start, end = timestamp(since), timestamp(until)
    except ValueError as error:
        raise PydockError(str(error)) from None
    deadline = float(end) if end and app.engine.is_podman else None
    is_future = deadline is not None and deadline > time.time()
    with system.events(app.engine, since=start, until=end, filters=filter) as stream:
        lines: list[str] = []

        def written() -> Iterator[bytes]:
            for chunk in _chunks(stream, deadline if is_future else None):
                yield chunk
                app.print(*lines)
                app.stdout.flush()
                lines.clear()

        try:
            for event in system.checked_events(batches(written())):
                if deadline is None or event.get("time", 0) <= deadline:
                    lines.append(shown(event))
        finally:
            app.print(*lines)


def _chunks(stream: StreamResponse, deadline: float | None) -> Iterator[bytes]:
    """Chunks of a stream until its end or the deadline."""
    waits = not stream.pending()
    while deadline is None or not waits or _ready_before(stream, deadline):
        chunk = stream.read1(_PIECE_BYTES)
        if not chunk:
            return
        yield chunk
        waits = len(chunk) < _PIECE_BYTES  # a full read means that more may be buffered


def _ready_before(stream: StreamResponse, deadline: float) -> bool:
    ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.time()))
    return bool(ready)


def _formatter(format: str) -> Callable[[Json], str]:
    from pydock.views.event import event_line, event_struct, modern

    if not format:
        return lambda event: event_line(modern(event))
    if format == "json":
        from pydock.golang.gojson import encode

        return lambda event: encode(event_struct(modern(event)))
    from pydock.golang.template import Template, TemplateError

    def rendered(event: Json) -> str:
        try:
            return template.render(event_struct(modern(event)))
        except TemplateError as error:
            raise _invalid_format(error.message) from None

    try:
        template = Template(format)
    except TemplateError as error:
        raise _invalid_format(error.message) from None
    rendered({"Type": "", "Action": ""})  # an unknown field fails before the first event
    return rendered


def _invalid_format(problem: str) -> PydockError:
    return PydockError(f"Error parsing format: {problem}", ExitStatus.INVALID_TEMPLATE)
