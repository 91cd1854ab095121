"""`docker compose ls`: list the projects of the engine."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.compose.errors import ComposeError
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import SWITCH, String

_HEADS = ("NAME", "STATUS", "CONFIG FILES")


@define("[OPTIONS]", no_arguments)
@option("all", "a", SWITCH, "Include projects whose containers have all stopped")
@dry_run_option
@option("filter", "", FILTERS, "Select projects (name=value)")
@option(
    "format", "", String("table"), "Format of the output: table or json",
    complete="choices:table,json",
)  # fmt: skip
@option("quiet", "q", SWITCH, "Print names only")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    dry_run: bool,
    filter: Filters,
    format: str,
    quiet: bool,
) -> None:
    """List the projects with running containers, with -a all projects."""
    from pydock.commands.shared.compose.projects import list_projects
    from pydock.commands.shared.compose.scope import engine_for_compose
    from pydock.commands.shared.compose.tables import print_rows

    unknown = next((name for name in filter if name != "name"), "")
    if unknown:
        raise ComposeError(f"invalid filter '{unknown}'")
    found = list_projects(engine_for_compose(app), all=all, names=filter.get("name", []))
    if quiet:
        app.print(*(one.name for one in found))
        return
    fields = ("Name", "Status", "ConfigFiles")
    print_rows(app, format, _HEADS, [(one, dict(zip(fields, one, strict=True))) for one in found])
