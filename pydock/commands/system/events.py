"""`docker events`: show events of the engine as they happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pydock.api import system
from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option, own_option
from pydock.commands.shared.listing import filter_option, format_option
from pydock.commands.shared.monitoring.event_stream import EventStream
from pydock.errors import ExitStatus, PydockError, reported_value_errors
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH


@define("[OPTIONS]", no_arguments)
@filter_option
@format_option
@option("since", help="Oldest event: timestamp or age (1h30m)")
@option("until", help="Newest event: timestamp or duration from now")
@own_option("timeline", "", SWITCH, "Draw what happened when, a line for each object")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    filter: Filters,
    format: str,
    since: str,
    until: str,
    timeline: bool,
) -> None:
    """Show events of the engine as they happen, until interrupted.

    --timeline draws the events since an hour ago, or --since, with time to the right. On a terminal
    it is redrawn as time passes; elsewhere it ends now, or at --until.

    Examples:
      pydock events --filter container=web
      pydock events --timeline --since 10m --filter type=container
    """
    from pydock.options.timestamps import timestamp
    from pydock.progress.json_stream import batches

    shown = _formatter(format)
    if timeline and format:
        raise PydockError("conflicting options: --timeline and --format")
    with reported_value_errors():
        start, end = timestamp(since or ("1h" if timeline else "")), timestamp(until)
    if timeline:
        from pydock.commands.shared.monitoring.event_timeline import show_timeline

        show_timeline(app, start, end, filter)
        return
    with EventStream(app.engine, since=start, until=end, filters=filter) as stream:
        lines: list[str] = []

        def written() -> Iterator[bytes]:
            for chunk in stream.chunks():
                yield chunk
                app.print(*lines)
                app.stdout.flush()
                lines.clear()

        try:
            for event in system.checked_events(batches(written())):
                if stream.includes(event):
                    lines.append(shown(event))
        finally:
            app.print(*lines)


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
