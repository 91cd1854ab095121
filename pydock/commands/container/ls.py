"""List containers."""

from __future__ import annotations

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import filter_option, format_option, quiet_option, wanted_format
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH, Int
from pydock.views.container import RAW_LINES, ContainerView
from pydock.views.listing import Listing, column


@define("[OPTIONS]", no_arguments)
@option("all", "a", SWITCH, "Show all containers, not only those that run")
@filter_option
@format_option
@option("last", "n", Int(-1), "Show the last N that were created, in any state", default_text="-1")
@option("latest", "l", SWITCH, "Show the last one that was created, in any state")
@option("no-trunc", "", SWITCH, "Show everything in full")
@quiet_option("Show ids only")
@option("size", "s", SWITCH, "Show how large their files are")
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
    """List the containers that run.

    Examples:
      pydock ps -a
      pydock ps -q --filter status=exited
      pydock ps --format 'table {{.Names}}\\t{{.Status}}'
    """
    if format and quiet:
        app.warn("WARNING: Ignoring custom format, because both --format and --quiet are set.")
    format = wanted_format(app, format, "psFormat", quiet=quiet)
    if format:
        shows_size = _asks_for_size(format)
        size = size or (shows_size and not quiet and not app.given("size"))
    limit = 1 if latest and last == -1 else last
    listing = _listing(format, quiet, size)
    found = containers.ls(
        app.engine, all=all, size=size, limit=limit if limit > 0 else None, filters=filter
    )
    app.stdout.write(listing.text(ContainerView(item, truncate=not no_trunc) for item in found))


def _listing(format: str, quiet: bool, size: bool) -> Listing:
    if quiet and format != "raw":
        format = "table"
    return Listing(
        ContainerView,
        format,
        quiet=quiet,
        columns=(*ContainerView.default_columns, "Size") if size else (),
        raw_lines=(*RAW_LINES, ("size", "Size")) if size else (),
    )


def _asks_for_size(format: str) -> bool:
    """Does the template show sizes, which the engine finds out only when asked?

    PydockError when it cannot be read, or be carried out on a container without any facts.
    """
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
    return probe.size_was_asked


class _Probe(ContainerView):
    """A container that knows nothing, and notices when its size is asked for."""

    size_was_asked = False

    @column("SIZE")
    def Size(self) -> str:
        self.size_was_asked = True
        return ""
