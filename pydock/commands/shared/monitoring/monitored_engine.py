"""The containers of one engine and their usage, for as long as `monitor` runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from threading import Event
from typing import NoReturn

from pydock.api import system
from pydock.api.engine import Engine, Json
from pydock.api.types.containers import ContainerSummary
from pydock.cli.app import App
from pydock.commands.shared.container.selection import ContainerSelection
from pydock.commands.shared.monitoring.container_events import MainThreadCalls, read_events
from pydock.commands.shared.monitoring.stats_collector import ConnectionBudget, StatsCollector
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.terminal.sanitize import safe_line
from pydock.views.container import ContainerView
from pydock.views.event import changes_a_list
from pydock.views.monitor import Row

#: between two lists, between two attempts to connect, and the oldest list
_LEAST_SECONDS = 1.0
_RETRY_SECONDS = 2.0
_OLDEST_SECONDS = 60.0


class MonitoredEngine:
    """Lists the containers that filters select, at first and after events.

    An engine that disappears is connected to again until it answers. A thread lists, one reads
    events, and each container has one; all else happens in the main thread.
    """

    def __init__(self, app: App, calls: MainThreadCalls, name: str, filters: Filters) -> None:
        """`name` is a context or address, "" for the engine of the command line."""
        self.name = name
        #: why it is not connected, "" while it is
        self.problem: PydockError | None = None
        #: whether its containers have been listed
        self.is_known = False
        self._app = app
        self._calls = calls
        self._filters = filters
        self._collector: StatsCollector | None = None
        self._found: Sequence[ContainerSummary] = ()

    def start(self) -> None:
        self._calls.start(self._run)

    def rows(self) -> list[Row]:
        """Return its containers, with what is known of their usage."""
        return [self._row(summary) for summary in self._found]

    def _row(self, summary: ContainerSummary) -> Row:
        view = ContainerView(summary)
        followed = self._collector.get(summary["Id"]) if self._collector else None
        return Row(
            self.name,
            summary["Id"],
            safe_line(view.Names()),
            safe_line(view.Image()),
            followed.usage() if followed else None,
            list(followed.history.samples) if followed else (),
        )

    def _run(self) -> NoReturn:
        while True:
            try:
                with closing(self._app.quiet_engine(self.name)) as engine:
                    self._follow(engine)
            except PydockError as error:
                self._calls.post(partial(self._on_problem, error))
            time.sleep(_RETRY_SECONDS)

    def _follow(self, engine: Engine) -> NoReturn:
        """List the containers, and again after events; raises the error that ends these."""
        selection = ContainerSelection(engine, self._filters, all=False)
        connections = ConnectionBudget.to(self._app.endpoint_of(self.name).url)
        collector = StatsCollector(engine, connections, stream=True)
        stream = system.new_events(engine, ("container",))
        changed, errors = Event(), list[PydockError]()

        def on_event(event: Json) -> None:
            if changes_a_list(event):
                changed.set()

        def read() -> None:
            try:
                read_events(stream, on_event)
            except PydockError as error:
                errors.append(error)
                changed.set()

        self._calls.start(read)
        while True:
            changed.clear()
            if errors:
                raise errors[0]
            found = list(selection.found())
            self._calls.post(partial(self._on_list, collector, found))
            time.sleep(_LEAST_SECONDS)
            changed.wait(_OLDEST_SECONDS)

    def _on_list(self, collector: StatsCollector, found: Sequence[ContainerSummary]) -> None:
        if self._collector is not collector:
            self._drop_all()
        self.problem, self.is_known = None, True
        self._collector, self._found = collector, found
        ids = {summary["Id"] for summary in found}
        collector.drop(lambda followed: followed.container not in ids)
        for id in ids:
            collector.add(id)

    def _on_problem(self, error: PydockError) -> None:
        self.problem = error
        self._drop_all()

    def _drop_all(self) -> None:
        """End what is followed; the containers stay on the screen, without usage."""
        if self._collector:
            self._collector.drop(lambda followed: True)
            self._collector = None
