"""Options that `run`, `create` and services have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from pydock.cli.command import option
from pydock.commands.shared.dotenv_files import dotenv_file_option
from pydock.options.environment import VARIABLES
from pydock.options.hosts import DNS_SERVERS, SEARCH_DOMAINS
from pydock.options.value_types import LIST, STRING, SWITCH, Int, Kind

Declare = Callable[[Any], Any]

ENVIRONMENT = (
    option("env", "e", VARIABLES, "Environment variable (NAME=VALUE, or NAME to copy its value)",
           complete="env"),
    option("env-file", "", LIST, "Read environment variables from a file", complete="files"),
    dotenv_file_option,
)  # fmt: skip

CONTAINER = (
    option("user", "u", STRING, "User to run as (name or id, with optional :group)"),
    option("tty", "t", SWITCH, "Allocate a terminal"),
    option("workdir", "w", STRING, "Working directory in the container"),
    option("read-only", "", SWITCH, "Mount the root file system read-only"),
    option("oom-score-adj", "", Int(), "OOM score adjustment (-1000 to 1000)"),
    option("cap-add", "", LIST, "Add a Linux capability", complete="capabilities"),
    option("cap-drop", "", LIST, "Drop a Linux capability", complete="capabilities"),
    option("isolation", "", STRING, "Isolation technology (Windows)", complete="isolations"),
)

DNS = (
    option("dns", "", DNS_SERVERS, "DNS server"),
    option("dns-search", "", SEARCH_DOMAINS, "DNS search domain"),
)


def health_options(duration: Kind, default_text: str, what: str) -> Sequence[Declare]:
    """Return the options of the health check of `what`, a container or a task."""
    durations = (
        ("interval", "Interval of health checks"),
        ("timeout", "Timeout of a health check"),
        ("start-period", "Start period in which failures do not count"),
        ("start-interval", "Interval of health checks in the start period"),
    )
    return (
        option("health-cmd", "", STRING, "Health check command"),
        option("health-retries", "", Int(), f"Consecutive failures of an unhealthy {what}"),
        option("no-healthcheck", "", SWITCH, "Disable the health check of the image"),
        *(option(f"health-{name}", "", duration, text, default_text=default_text)
          for name, text in durations),
    )  # fmt: skip
