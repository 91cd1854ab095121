"""`docker compose ps`: list the containers of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.compose.errors import ComposeError
from pydock.errors import NotFound
from pydock.options.value_types import LIST, SWITCH, String, Switch

_STATES = ("paused", "restarting", "removing", "running", "dead", "created", "exited")


@define("[OPTIONS] [SERVICE...]", any_number)
@option("all", "a", SWITCH, "Include stopped containers, and those of run")
@dry_run_option
@option("filter", help="Select containers by a property (status=running)")
@option(
    "format", "", String("table"),
    "Output format: 'table', 'table TEMPLATE', 'json' or a Go template",
    complete="choices:table,json",
)  # fmt: skip
@option("no-trunc", "", SWITCH, "Do not truncate output")
@option("orphans", "", Switch(True), "Include services that the files lack")
@option("quiet", "q", SWITCH, "Print IDs only")
@option("services", "", SWITCH, "Print the names of services")
@option("status", "", LIST, f"Select by status: {', '.join(_STATES)}",
        complete=f"choices:{','.join(_STATES)}")  # fmt: skip
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    dry_run: bool,
    filter: str,
    format: str,
    no_trunc: bool,
    orphans: bool,
    quiet: bool,
    services: bool,
    status: list[str],
) -> None:
    """List the running containers of a project, with -a all of them.

    Examples:
      pydock compose ps -a
      pydock compose ps --format json web
    """
    from pydock.api import containers
    from pydock.commands.shared.compose.containers import list_summaries
    from pydock.commands.shared.compose.opening import named_scope
    from pydock.commands.shared.compose.workers import each_of
    from pydock.commands.shared.listing import window_columns
    from pydock.compose.observed import observed
    from pydock.compose.requests import labels
    from pydock.views.compose_container import ComposeContainerView
    from pydock.views.listing import Listing

    states = [*status, *_filtered_states(filter)]
    listing = Listing(
        ComposeContainerView, format, window_columns=window_columns(app, no_trunc=no_trunc)
    )
    scope = named_scope(app, arguments, dry_run=dry_run)
    selected: Sequence[str] = arguments
    if scope.project is not None and not (arguments or orphans):
        selected = list(scope.project.services)
    every = all or bool(states)
    found = list_summaries(scope, selected, all=every, one_off=None if all else False)
    found = [one for one in found if not states or one.get("State") in states]
    found.sort(key=lambda one: observed(one).name)
    if quiet:
        app.print(*(one["Id"] for one in found))
        return
    if services:
        names = dict.fromkeys((one.get("Labels") or {}).get(labels.SERVICE, "") for one in found)
        app.write("\n".join(names) + "\n")
        return
    inspected: dict[str, Mapping[str, Any]] = {}

    def inspect(one: Mapping[str, Any]) -> None:
        try:
            container = containers.inspect(app.engine, one["Id"])
        except NotFound:  # removed meanwhile
            return
        inspected[one["Id"]] = dict(container.get("State") or {})

    if not listing.is_table or listing.is_custom:
        _ = app.engine.api_version
        each_of(found, inspect)
    rows = [
        ComposeContainerView(one, inspected.get(one["Id"], {}), truncate=not no_trunc)
        for one in found
    ]
    app.write(listing.text(rows))


def _filtered_states(text: str) -> list[str]:
    """Return the states of --filter. Raises ComposeError."""
    if not text:
        return []
    key, equals, value = text.partition("=")
    if not equals:
        raise ComposeError("arguments to --filter should be in form KEY=VAL")
    if key == "source":
        raise ComposeError("--filter source is not supported")
    if key != "status":
        raise ComposeError(f"unknown filter {key}")
    return [value]
