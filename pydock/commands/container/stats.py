"""`docker stats`: show a live table of the resource usage of containers."""

from __future__ import annotations

import time
from threading import Thread

from pydock.api import containers, system
from pydock.api.engine import Engine
from pydock.api.types.system import EventMessage
from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.listing import format_option, window_columns
from pydock.commands.shared.stats_collector import StatsCollector
from pydock.errors import ApiError, ConnectionLost, PydockError
from pydock.options.value_types import SWITCH
from pydock.views.listing import Listing
from pydock.views.stats import StatsView

REFRESH_SECONDS = 0.5
NOT_FOUND = 404

HOME, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"


@define("[OPTIONS] [CONTAINER...]", any_number, complete="containers:running", engine_since="1.17")
@option("all", "a", SWITCH, "Show all containers (default: running ones only)")
@format_option
@option("no-stream", "", SWITCH, "Print the first result and exit")
@option("no-trunc", "", SWITCH, "Do not truncate output")
def command(
    app: App, arguments: tuple[str, ...], *, all: bool, format: str, no_stream: bool, no_trunc: bool
) -> None:
    """Show the CPU, memory, network and disk usage of containers, of all running ones by default.

    The table is updated until the command is interrupted.
    """
    listing = Listing(StatsView, format or app.config.text("statsFormat"))
    listing.window_columns = window_columns(app, no_trunc=no_trunc)
    if listing.is_custom:
        listing.text([StatsView("", None)])  # what the template lacks is reported before a wait
    collector = StatsCollector(app.engine, stream=not no_stream)
    follower = None
    if arguments:
        for name in arguments:
            collector.add(name)
    else:
        if not no_stream:
            follower = EventFollower(app.engine, collector, all=all)
            follower.start()
        for container in containers.ls(app.engine, all=all):
            collector.add(container["Id"])
    collector.wait_for_all()
    _check(collector, named=bool(arguments))
    if no_stream:
        app.write(listing.text(collector.views(not no_trunc)))
    else:
        _show_until_the_end(app, collector, follower, listing, truncate=not no_trunc)


def _check(collector: StatsCollector, *, named: bool) -> None:
    """Raise the errors of all containers; a container that is gone is an error if it was named."""
    errors = collector.errors()
    if not named:
        collector.drop(lambda followed: followed.error is not None)
        errors = [error for error in errors if not _is_gone(error)]
    if errors:
        raise PydockError("\n".join(error.message for error in errors))


def _is_gone(error: PydockError) -> bool:
    return isinstance(error, ApiError) and error.status == NOT_FOUND


def _show_until_the_end(
    app: App,
    collector: StatsCollector,
    follower: EventFollower | None,
    listing: Listing,
    *,
    truncate: bool,
) -> None:
    """Redraw the table until there is no container left to follow."""
    while collector.followed or follower:
        if listing.window_columns:
            listing.window_columns = window_columns(app)  # the user may resize the window
        lines = app.safe(listing.text(collector.views(truncate))).rstrip("\n").split("\n")
        drawn = "".join(f"{line}{CLEAR_LINE}\n" for line in lines)
        app.stdout.write(f"{HOME}{drawn}{CLEAR_BELOW}")
        app.stdout.flush()
        time.sleep(REFRESH_SECONDS)
        ended = [followed for followed in collector.followed if followed.ended]
        for followed in ended:
            if followed.error and not _is_gone(followed.error):
                raise followed.error
        collector.drop(ended.__contains__)
        if follower and follower.error:
            raise follower.error


class EventFollower(Thread):
    """Adds containers to the collector as they start, and removes those that stop."""

    def __init__(self, engine: Engine, collector: StatsCollector, *, all: bool) -> None:
        super().__init__(daemon=True)
        self.error: PydockError | None = None
        self._collector = collector
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
        if action in self._added:
            self._collector.add(container)
        elif action in self._removed:
            self._collector.remove(container)
