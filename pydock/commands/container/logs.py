"""`docker logs`: show the logs of a container."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.logs import copy_multiplexed, parse_since
from pydock.commands.shared.streams import copy_response
from pydock.options.value_types import SWITCH, String
from pydock.spec.version_rules import CONTAINER_LOGS


@define("[OPTIONS] CONTAINER", exactly(1), complete="containers", rules=CONTAINER_LOGS)
@option("details", "", SWITCH, "Include extra attributes of the log driver")
@option("follow", "f", SWITCH, "Follow the log output")
@option("since", "", help="Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)")
@option("tail", "n", String("all"), "Number of lines from the end")
@option("timestamps", "t", SWITCH, "Include timestamps")
@option("until", "", help="Newest log line: timestamp or age")
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
) -> None:
    """Show the logs of a container.

    Examples:
      pydock logs -f --tail 20 web
      pydock logs --since 10m -t web
    """
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
