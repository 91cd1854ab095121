"""`pydock monitor`: the resource usage of containers over time, on a screen with keys."""

from __future__ import annotations

from contextlib import ExitStack, closing

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.batch import for_each
from pydock.commands.shared.container.selection import ContainerSelection
from pydock.commands.shared.listing import format_option, in_order, window_columns
from pydock.commands.shared.monitoring.stats_collector import ConnectionBudget, StatsCollector
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import STRINGS, SWITCH, SortColumns
from pydock.views.listing import Listing
from pydock.views.monitor import SORTED_BY, ContextStatsView
from pydock.views.stats import StatsView


@define("[OPTIONS]", no_arguments, engine_since="1.17")
@option(
    "contexts",
    "",
    STRINGS,
    "Monitor the containers of these contexts (CONTEXT[,CONTEXT])",
    complete="contexts",
)
@option("filter", "f", FILTERS, "Select containers, as ps does (name=value)", complete="filters")
@format_option
@option("no-trunc", "", SWITCH, "Do not truncate output")
@option(
    "sort",
    "",
    SortColumns(SORTED_BY),
    "Sort by columns (COLUMN[,COLUMN]), descending after -",
    default_text="-cpu",
    complete=f"choices:{','.join(SORTED_BY)}",
)
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    contexts: list[str],
    filter: Filters,
    format: str,
    no_trunc: bool,
    sort: list[str],
) -> int:
    """Show what running containers use, over the last minute, on a screen with keys.

    CPU, memory, network and disk have a number and a plot of a sample a second, each plot in
    proportion to its own highest value. In a narrow window image, memory in percent, processes and
    the plots are left out first, then disk and network. Keys sort, filter, follow logs, open a
    shell and stop a container; ? lists them. Off a terminal, and with --format, it prints one
    round as "stats --no-stream" does, sorted, and exits.

    Examples:
      pydock monitor
      pydock monitor --contexts default,server --sort -memory
      pydock monitor --filter label=com.docker.compose.project=shop
      pydock monitor --format json --sort -network
    """
    names = list(dict.fromkeys(contexts))
    order = sort or ["-cpu"]
    if not format and app.is_terminal("stdin") and app.can_draw("stdout"):
        from pydock.commands.shared.monitoring.monitor_session import MonitorSession

        MonitorSession(app, names or [""], filter, order).run()
        return 0
    return _print_one_round(app, names, filter, format, order, truncate=not no_trunc)


def _print_one_round(
    app: App, names: list[str], filters: Filters, format: str, order: list[str], *, truncate: bool
) -> int:
    """Print the usage of containers; return 1 if an engine does not answer."""
    columns = window_columns(app, no_trunc=not truncate)
    listing = Listing(ContextStatsView if names else StatsView, format, window_columns=columns)
    if listing.is_custom:
        listing.text([ContextStatsView("", "", None, truncate=truncate)])  # it may be invalid
    collectors: dict[str, StatsCollector] = {}
    rows: list[StatsView] = []
    with ExitStack() as engines:

        def start(name: str) -> None:
            engine = engines.enter_context(closing(app.other_engine(name))) if name else app.engine
            connections = ConnectionBudget.to(app.endpoint_of(name).url)
            collector = StatsCollector(engine, connections, stream=False)
            for summary in ContainerSelection(engine, filters, all=False).found():
                collector.add(summary["Id"])
            collectors[name] = collector

        def finish(name: str) -> None:
            collector = collectors[name]
            collector.wait_for_all()
            collector.check(named=False)
            rows.extend(
                ContextStatsView(name, one.container, one.usage(), truncate=truncate)
                for one in collector.followed
            )

        status = for_each(app, names or [""], start)
        status |= for_each(app, list(collectors), finish)
    if collectors:
        app.write(listing.text(in_order(rows, "stats", order)))
    return status
