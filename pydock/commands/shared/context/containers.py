"""Containers of several engines: `ps --contexts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerSummary
from pydock.cli.app import App
from pydock.commands.shared.batch import for_each
from pydock.views.context_container import ContextContainerView


def containers_of(
    app: App,
    contexts: Sequence[str],
    found: Callable[[Engine], Iterable[ContainerSummary]],
    *,
    truncate: bool,
) -> tuple[list[ContextContainerView], int]:
    """Return the rows of all contexts in their order, and status 1 if one could not be listed."""
    rows: list[ContextContainerView] = []

    def add(context: str) -> None:
        with closing(app.other_engine(context)) as engine:
            items = list(found(engine))
        rows.extend(ContextContainerView(context, item, truncate=truncate) for item in items)

    status = for_each(app, dict.fromkeys(contexts), add)
    return rows, status
