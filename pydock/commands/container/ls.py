"""`docker ps`: list containers."""

from collections.abc import Iterable
from itertools import islice

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerSummary
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option, own_option
from pydock.commands.shared.listing import (
    ListFilters,
    filter_option,
    format_option,
    in_order,
    list_format,
    quiet_option,
    sort_option,
    watch_option,
    window_columns,
)
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import STRINGS, SWITCH, Choice, Int
from pydock.views.container import ContainerView
from pydock.views.listing import Listing, column

_CONFLICTS = (
    *(("tree", "format"), ("tree", "quiet")),
    *(("contexts", "tree"), ("contexts", "watch")),
)


@define("[OPTIONS]", no_arguments)
@option("all", "a", SWITCH, "Show all containers (default: running ones only)")
@filter_option
@format_option
@option("last", "n", Int(-1), "Show the last N created containers (all states)")
@option("latest", "l", SWITCH, "Show the last created container (all states)")
@option("no-trunc", "", SWITCH, "Do not truncate output")
@quiet_option("Show container IDs only")
@option("size", "s", SWITCH, "Include file sizes")
@own_option(
    "contexts",
    "",
    STRINGS,
    "List the containers of these contexts (CONTEXT[,CONTEXT])",
    complete="contexts",
)
@sort_option("command created health id image names networks ports size state status")
@own_option(
    "tree", "", Choice("project", "network", "image"), "Group by Compose project, or as named"
)
@watch_option
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
    contexts: list[str],
    sort: list[str],
    tree: str,
    watch: float | None,
) -> int:
    """List containers.

    Filters with != leave out what those with = select: ancestor, exited, health, id, label, name,
    network, status and volume. --sort compares the values of columns, not their texts; by size it
    includes the sizes. --watch draws the list in place until interrupted, and requires a terminal.
    Besides docker's fields, templates have .IPs, the addresses of containers, and with --contexts
    .Context.

    Examples:
      pydock ps -a
      pydock ps -q --filter status=exited
      pydock ps --format 'table {{.Names}}\\t{{.Status}}'
      pydock ps -a --sort state,-created --filter 'label!=ci'
      pydock ps --watch --sort names
      pydock ps -a --tree=network
      pydock ps --contexts default,server --sort -created
    """
    given = {"format": format, "quiet": quiet, "tree": tree, "watch": watch, "contexts": contexts}
    for one, other in _CONFLICTS:
        if given[one] and given[other]:
            raise PydockError(f"conflicting options: --{one} and --{other}")
    if tree and not sort:
        sort = ["names"]
    if format and quiet:
        app.warn("WARNING: Ignoring custom format, because both --format and --quiet are set.")
    format = list_format(app, format, "psFormat", quiet=quiet)
    if format:
        template_size = ".Size" in format if contexts else _uses_size(format)
        size = size or (template_size and not quiet and not app.given("size"))
    size = size or "size" in sort or "-size" in sort
    limit = 1 if latest and last == -1 else last
    columns = window_columns(app, no_trunc=no_trunc)
    listing = _listing(format, quiet, size, columns, tree=tree, has_contexts=bool(contexts))
    selection = ListFilters("container", filter)
    truncate = not no_trunc

    def found(engine: Engine) -> Iterable[ContainerSummary]:
        return _found(engine, selection, all=all, size=size, limit=limit if limit > 0 else None)

    def rows() -> Iterable[ContainerView]:
        views = (ContainerView(item, truncate=truncate) for item in found(app.engine))
        return in_order(views, "container", sort)

    if contexts:
        from pydock.commands.shared.context.containers import containers_of

        views, status = containers_of(app, contexts, found, truncate=truncate)
        app.write(listing.text(in_order(views, "container", sort)))
        return status
    if watch:
        from pydock.commands.shared.monitoring.watch import watch_rows

        watch_rows(app, watch, ("container", "network"), listing, rows)
    app.write(listing.text(rows()))
    return 0


def _found(
    engine: Engine, selection: ListFilters, *, all: bool, size: bool, limit: int | None
) -> Iterable[ContainerSummary]:
    """Return the containers; `limit` counts those that the filters select, of any state."""
    if not selection.excluded:
        return containers.ls(engine, all=all, size=size, limit=limit, filters=selection.sent)
    # as engines do for status=
    all = all or limit is not None or "status!" in selection.excluded
    found = containers.ls(engine, all=all, size=size, filters=selection.sent)
    return islice(selection.kept(found), limit)


def _listing(
    format: str, quiet: bool, size: bool, window_columns: int, *, tree: str, has_contexts: bool
) -> Listing:
    if tree:
        from pydock.views.container_tree import TreeListing

        return TreeListing(tree, window_columns)
    view: type[ContainerView] = ContainerView
    if has_contexts:
        from pydock.views.context_container import ContextContainerView

        view = ContextContainerView
    if quiet and format != "raw":
        format = "table"
    return Listing(
        view,
        format,
        quiet=quiet,
        columns=(*view.default_columns, "Size") if size else (),
        raw_lines=(*view.raw_lines, ("size", "Size")) if size else (),
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
