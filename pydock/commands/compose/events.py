"""`docker compose events`: show the events of a project's containers."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.errors import reported_value_errors
from pydock.options.value_types import SWITCH


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("json", "", SWITCH, "Print a JSON object for each event")
@option("since", help="Oldest event: timestamp or age (1h30m)")
@option("until", help="Newest event: timestamp or duration from now")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, json: bool, since: str, until: str
) -> None:
    """Show what happens to the containers of services, until interrupted."""
    from pydock.commands.shared.compose.events import event_json, event_text, project_events
    from pydock.commands.shared.compose.opening import name_scope
    from pydock.options.timestamps import timestamp

    with reported_value_errors():
        start, end = timestamp(since), timestamp(until)
    scope = name_scope(app, dry_run=dry_run)
    shown = event_json if json else event_text
    for event in project_events(scope, arguments, start, end):
        app.print(shown(event))
        app.stdout.flush()
