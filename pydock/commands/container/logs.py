"""`docker logs`: show the logs of containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, one_or_more, option, own_option
from pydock.commands.shared.monitoring.logs import copy_multiplexed, parse_since
from pydock.commands.shared.streams import copy_response
from pydock.options.value_types import EXPRESSIONS, SWITCH, Fields, String, StringList, Switch
from pydock.spec.version_rules import CONTAINER_LOGS


@define(
    "[OPTIONS] CONTAINER",
    one_or_more,
    own_usages=["[OPTIONS] CONTAINER [CONTAINER...]", "[OPTIONS] --all|--filter FILTER"],
    selected_by=("all", "filter"),
    complete="containers",
    rules=CONTAINER_LOGS,
)
@option("details", "", SWITCH, "Include extra attributes of the log driver")
@option("follow", "f", SWITCH, "Follow the log output")
@option("since", "", help="Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)")
@option("tail", "n", String("all"), "Number of lines from the end")
@option("timestamps", "t", SWITCH, "Include timestamps")
@option("until", "", help="Newest log line: timestamp or age")
@own_option("all", "", SWITCH, "Show the logs of all containers")
@own_option(
    "filter",
    "",
    StringList("filter"),
    "Select containers, as ps -a does (name=value)",
    complete="filters",
)
@own_option("grep", "", EXPRESSIONS, "Show only lines that match a regular expression")
@own_option("grep-v", "", EXPRESSIONS, "Leave out lines that match a regular expression")
@own_option("json-fields", "", Fields(), "Show JSON objects as KEY=VALUE, =A,B these keys only")
@own_option("local-time", "", SWITCH, "Include timestamps, in the local time zone")
@own_option("no-prefix", "", SWITCH, "Do not print the name of the container before each line")
@own_option("restarts", "", Switch(True), "Follow through restarts, until interrupted")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    details: bool,
    follow: bool,
    since: str,
    tail: str,
    timestamps: bool,
    until: str,
    all: bool,
    filter: list[str],
    grep: list[str],
    grep_v: list[str],
    json_fields: list[str] | None,
    local_time: bool,
    no_prefix: bool,
    restarts: bool,
) -> int | None:
    """Show the logs of a container, or of several in the order of time.

    Lines of several containers begin with the container's name. --follow then continues when a
    container restarts or a new one gets its name, and with --filter or --all it adds new containers
    that match. --tail counts the lines of each container, before --grep.

    Examples:
      pydock logs -f --tail 20 web
      pydock logs --since 10m -t web
      pydock logs -f web db
      pydock logs --filter label=com.docker.compose.project=shop --grep '(?i)error'
    """
    if len(arguments) != 1 or command.has_own(app.flags_given):
        from pydock.commands.shared.monitoring.many_logs import (
            LogPrinter,
            LogsRequest,
            ManyLogs,
            parse_filters,
        )
        from pydock.views.log_lines import LineFilter, LineFormat

        format = LineFormat(
            prefix=len(arguments) != 1 and not no_prefix,
            timestamps=timestamps,
            local_time=local_time,
            json_fields=json_fields,
        )
        request = LogsRequest(
            details=details,
            since=parse_since(since, "since"),
            tail=tail,
            until=parse_since(until, "until"),
        )
        printer = LogPrinter(app, format, LineFilter(grep, grep_v))
        filters = parse_filters(filter) if all or filter else None
        logs = ManyLogs(app, request, printer, arguments, filters)
        return logs.follow(restarts=restarts and not until) if follow else logs.show()
    found = containers.inspect(app.engine, arguments[0])
    answer = containers.logs(
        app.engine,
        found["Id"],
        details=details,
        follow=follow,
        since=parse_since(since, "since"),
        tail=tail,
        timestamps=timestamps,
        until=parse_since(until, "until"),
    )
    if (found.get("Config") or {}).get("Tty"):
        copy_response(answer, app.out)
    else:
        copy_multiplexed(app, answer)
    return None
