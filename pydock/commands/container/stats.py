"""`docker stats`: show a live table of the resource usage of containers."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from threading import Thread

from pydock.api import system
from pydock.api.engine import Engine
from pydock.api.types.system import EventMessage
from pydock.cli.app import App
from pydock.cli.command import any_number, define, option, own_option
from pydock.commands.shared.container.selection import ContainerSelection
from pydock.commands.shared.listing import format_option, in_order, sort_option, window_columns
from pydock.commands.shared.monitoring.stats_collector import ConnectionBudget, StatsCollector
from pydock.errors import ConnectionLost, NotFound, PydockError
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import SWITCH, Seconds
from pydock.views.listing import Listing
from pydock.views.stats import StatsView

REFRESH_SECONDS = 0.5

HOME, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"


@define(
    "[OPTIONS] [CONTAINER...]",
    any_number,
    selected_by=("filter",),
    complete="containers:running",
    engine_since="1.17",
)
@option("all", "a", SWITCH, "Show all containers (default: running ones only)")
@format_option
@option("no-stream", "", SWITCH, "Print the first result and exit")
@option("no-trunc", "", SWITCH, "Do not truncate output")
@own_option("filter", "", FILTERS, "Select containers, as ps does (name=value)", complete="filters")
@sort_option("cpu disk id memory name network pids")
@own_option("watch", "", Seconds(), "Redraw the table in place every second, or every SECONDS")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    format: str,
    no_stream: bool,
    no_trunc: bool,
    filter: Filters,
    sort: list[str],
    watch: float | None,
) -> None:
    """Show the CPU, memory, network and disk usage of containers, of all running ones by default.

    The table is updated until the command is interrupted. It begins at the top of the terminal, and
    with --watch at the current line, so that what is above stays there.

    Examples:
      pydock stats web db
      pydock stats --no-stream --sort -memory --filter 'label!=ci'
    """
    if watch and no_stream:
        raise PydockError("conflicting options: --no-stream and --watch")
    show = partial(_draw, app)
    if watch:
        from pydock.commands.shared.monitoring.watch import draw_text, open_region

        show = partial(draw_text, app, open_region(app))
    listing = Listing(StatsView, format or app.config.text("statsFormat"))
    listing.window_columns = window_columns(app, no_trunc=no_trunc)
    if listing.is_custom:
        listing.text([StatsView("", None)])  # what the template lacks is reported before a wait
    connections = ConnectionBudget.to(app.endpoint.url)
    collector = StatsCollector(app.engine, connections, stream=not no_stream)
    follower = None
    if arguments:
        for name in arguments:
            collector.add(name)
    else:
        selection = ContainerSelection(app.engine, filter, all=all)
        if not no_stream:
            follower = EventFollower(
                app.engine, collector, all=all, takes=selection.takes if filter else None
            )
            follower.start()
        for container in selection.found():
            collector.add(container["Id"])
    collector.wait_for_all()
    collector.check(named=bool(arguments))

    def text(columns: int = 0) -> str:
        """Return the table for a window, which the user may resize."""
        listing.window_columns = columns if listing.window_columns else 0
        return listing.text(in_order(collector.views(not no_trunc), "stats", sort))

    if no_stream:
        app.write(text(listing.window_columns))
        return
    _show_until_the_end(collector, follower, partial(show, text), watch or REFRESH_SECONDS)


def _draw(app: App, text: Callable[[int], str]) -> None:
    """Draw the table over what the terminal shows, as docker does."""
    lines = app.safe(text(window_columns(app))).rstrip("\n").split("\n")
    drawn = "".join(f"{line}{CLEAR_LINE}\n" for line in lines)
    app.stdout.write(f"{HOME}{drawn}{CLEAR_BELOW}")
    app.stdout.flush()


def _show_until_the_end(
    collector: StatsCollector,
    follower: EventFollower | None,
    show: Callable[[], None],
    seconds: float,
) -> None:
    """Redraw the table until there is no container left to follow."""
    while collector.followed or follower:
        show()
        time.sleep(seconds)
        ended = [followed for followed in collector.followed if followed.ended]
        for followed in ended:
            if followed.error and not isinstance(followed.error, NotFound):
                raise followed.error
        collector.drop(ended.__contains__)
        if follower and follower.error:
            raise follower.error


class EventFollower(Thread):
    """Adds containers to the collector as they start, and removes those that stop."""

    def __init__(
        self,
        engine: Engine,
        collector: StatsCollector,
        *,
        all: bool,
        takes: Callable[[str], bool] | None = None,
    ) -> None:
        """`takes` returns whether filters select a container."""
        super().__init__(daemon=True)
        self.error: PydockError | None = None
        self._collector = collector
        self._takes = takes
        self._added = {"start", "create"} if all else {"start"}
        self._removed = {"destroy"} if all else {"die", "destroy"}
        filters = {"type": ["container"]} if engine.supports("1.22") else {}
        self._events = system.events(engine, filters=filters)

    def run(self) -> None:
        try:
            for line in self._events.lines():
                if line.strip():
                    self._take(system.decode_event(line))
            self.error = ConnectionLost("event stream of the engine ended")
        except PydockError as error:
            self.error = error

    def _take(self, event: EventMessage) -> None:
        """Follow or drop the container of an event."""
        action = event.get("Action") or event.get("status", "")
        container = event.get("Actor", {}).get("ID") or event.get("id", "")
        if action in self._added and (self._takes is None or self._takes(container)):
            self._collector.add(container)
        elif action in self._removed:
            self._collector.remove(container)
