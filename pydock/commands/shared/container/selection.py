"""The containers that filters select, now and as new ones start."""

from collections.abc import Iterable

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerSummary
from pydock.commands.shared.listing import ListFilters
from pydock.options.filters import Filters


class ContainerSelection:
    """The containers of an engine that `ps` lists with filters."""

    def __init__(self, engine: Engine, filters: Filters, *, all: bool) -> None:
        """Stopped ones are among them with `all`. Raises PydockError for an invalid filter."""
        self._engine = engine
        self._all = all
        self._selection = ListFilters("container", filters)

    def found(self) -> Iterable[ContainerSummary]:
        """Return the containers, newest first."""
        return self._listed(self._selection.sent)

    def takes(self, id: str) -> bool:
        """Return whether a container is among them."""
        sent = self._selection.sent
        filters = sent if "id" in sent else {**sent, "id": [id]}
        return any(summary["Id"] == id for summary in self._listed(filters))

    def _listed(self, filters: Filters) -> Iterable[ContainerSummary]:
        return self._selection.kept(containers.ls(self._engine, all=self._all, filters=filters))
