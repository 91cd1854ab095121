"""`docker compose logs`: show the logs of a project."""

from __future__ import annotations

from collections.abc import Sequence

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option
from pydock.compose.errors import ComposeError
from pydock.options.value_types import SWITCH, String


@define("[OPTIONS] [SERVICE...]", any_number)
@dry_run_option
@option("follow", "f", SWITCH, "Follow the log output")
@index_option
@option("no-color", "", SWITCH, "Print no colours")
@option("no-log-prefix", "", SWITCH, "Do not print the name of the container before each line")
@option("since", "", help="Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)")
@option("tail", "n", String("all"), "Number of lines from the end, of each container")
@option("timestamps", "t", SWITCH, "Include timestamps")
@option("until", "", help="Newest log line: timestamp or age")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    dry_run: bool,
    follow: bool,
    index: int,
    no_color: bool,
    no_log_prefix: bool,
    since: str,
    tail: str,
    timestamps: bool,
    until: str,
) -> int:
    """Show the logs of services in the order of time.

    Examples:
      pydock compose logs -f --tail 20 web
      pydock compose logs --since 10m -t
    """
    from pydock.commands.shared.compose.containers import one_container
    from pydock.commands.shared.compose.logs import OneStreamPrinter, ProjectLogs
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.monitoring.logs import parse_since
    from pydock.commands.shared.monitoring.many_logs import LogsRequest
    from pydock.views.compose_log import ContainerLineFormat

    if index > 0 and len(arguments) != 1:
        raise ComposeError("--index requires one service to be selected")
    scope = named_scope(app, arguments, dry_run=dry_run)
    services: Sequence[str] = arguments
    if scope.project is not None and not arguments:
        shown = {name for name, one in scope.project.services.items() if one.get("attach", True)}
        services = sorted(shown or scope.project.services)
    if index > 0:
        one_container(scope, arguments[0], index, all=True, one_off=False)
    format = ContainerLineFormat(prefix=not no_log_prefix, timestamps=timestamps)
    printer = OneStreamPrinter(scope, format, colour=scope.has_colour and not no_color)
    request = LogsRequest(
        details=False,
        since=parse_since(since, "since"),
        tail=tail,
        until=parse_since(until, "until"),
    )
    logs = ProjectLogs(scope, request, printer, services, index)
    return logs.follow(restarts=True) if follow else logs.show()
