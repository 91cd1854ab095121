"""`docker ps`: list containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import (
    filter_option,
    format_option,
    list_format,
    quiet_option,
    window_columns,
)
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH, Int
from pydock.views.container import RAW_LINES, ContainerView
from pydock.views.listing import Listing, column


@define("[OPTIONS]", no_arguments)
@option("all", "a", SWITCH, "Show all containers (default: running ones only)")
@filter_option
@format_option
@option("last", "n", Int(-1), "Show the last N created containers (all states)")
@option("latest", "l", SWITCH, "Show the last created container (all states)")
@option("no-trunc", "", SWITCH, "Do not truncate output")
@quiet_option("Show container IDs only")
@option("size", "s", SWITCH, "Include file sizes")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    filter: Filters,
    format: str,
    last: int,
    latest: bool,
    no_trunc: bool,
    quiet: bool,
    size: bool,
) -> None:
    """List containers.

    Examples:
      pydock ps -a
      pydock ps -q --filter status=exited
      pydock ps --format 'table {{.Names}}\\t{{.Status}}'
    """
    if format and quiet:
        app.warn("WARNING: Ignoring custom format, because both --format and --quiet are set.")
    format = list_format(app, format, "psFormat", quiet=quiet)
    if format:
        template_size = _uses_size(format)
        size = size or (template_size and not quiet and not app.given("size"))
    limit = 1 if latest and last == -1 else last
    listing = _listing(format, quiet, size, window_columns(app, no_trunc=no_trunc))
    found = containers.ls(
        app.engine, all=all, size=size, limit=limit if limit > 0 else None, filters=filter
    )
    app.write(listing.text(ContainerView(item, truncate=not no_trunc) for item in found))


def _listing(format: str, quiet: bool, size: bool, window_columns: int) -> Listing:
    if quiet and format != "raw":
        format = "table"
    return Listing(
        ContainerView,
        format,
        quiet=quiet,
        columns=(*ContainerView.default_columns, "Size") if size else (),
        raw_lines=(*RAW_LINES, ("size", "Size")) if size else (),
        window_columns=window_columns,
    )


def _uses_size(format: str) -> bool:
    """Return whether the template uses sizes. PydockError for an invalid or failing one."""
    if format in ("table", "json", "raw"):
        return False
    from pydock.golang.template import Template, TemplateError

    probe = _Probe({})
    try:
        template = Template(format)
    except TemplateError as error:
        raise PydockError(f"failed to parse template: {error.message}") from None
    try:
        template.render(probe)
    except TemplateError as error:
        raise PydockError(f"failed to execute template: {error.message}") from None
    return probe.size_used


class _Probe(ContainerView):
    """An empty container that records whether its size is used."""

    size_used = False

    @column("SIZE")
    def Size(self) -> str:
        self.size_used = True
        return ""
