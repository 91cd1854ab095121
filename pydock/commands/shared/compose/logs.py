"""The logs of a project's containers, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydock.api.types.containers import ContainerInspect, ContainerSummary
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.container.selection import ContainerSelection
from pydock.commands.shared.monitoring.many_logs import (
    ContainerLog,
    LogPrinter,
    LogsRequest,
    ManyLogs,
)
from pydock.compose.observed import short_name
from pydock.compose.requests import labels
from pydock.options.filters import Filters
from pydock.views.compose_log import ContainerLineFormat
from pydock.views.log_lines import Line, LineFilter


class OneStreamPrinter(LogPrinter):
    """Writes the lines of both streams to standard output."""

    def __init__(self, scope: Scope, format: ContainerLineFormat, *, colour: bool) -> None:
        super().__init__(scope.app, format, LineFilter((), ()))
        self._output = scope.app.out
        self._colour = colour

    def write(self, lines: Iterable[tuple[ContainerLog, Line]]) -> None:
        for log, line in lines:
            self._output.write(self.format.shown(log.name, line, colour=self._colour))
        self._output.flush()


class ServiceSelection(ContainerSelection):
    """The containers of some services of a project, of all of them without names."""

    def __init__(self, scope: Scope, services: Sequence[str], number: int) -> None:
        label_filters = [
            f"{labels.PROJECT}={scope.name}",
            labels.CONFIG_HASH,
            f"{labels.ONE_OFF}=False",
        ]
        if number:
            label_filters.append(f"{labels.CONTAINER_NUMBER}={number}")
        super().__init__(scope.engine, {"label": label_filters}, all=True)
        self._services = services

    def _listed(self, filters: Filters) -> Iterable[ContainerSummary]:
        for one in super()._listed(filters):
            service = (one.get("Labels") or {}).get(labels.SERVICE)
            if not self._services or service in self._services:
                yield one


class ProjectLogs(ManyLogs):
    """The logs of services, which are followed until all their containers have stopped."""

    def __init__(
        self,
        scope: Scope,
        request: LogsRequest,
        printer: LogPrinter,
        services: Sequence[str],
        number: int = 0,
    ) -> None:
        super().__init__(scope.app, request, printer, (), None)
        self._selection = ServiceSelection(scope, services, number)

    def _add(self, found: ContainerInspect, request: LogsRequest) -> ContainerLog:
        marked = (found.get("Config") or {}).get("Labels") or {}
        name = short_name(found["Name"].lstrip("/"), marked)
        return super()._add({**found, "Name": name}, request)

    def _goes_on(self) -> bool:
        return any(log.is_open for log in self._list())
