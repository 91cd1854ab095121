"""Commands over several objects: all are tried, whatever fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydock.cli.app import App
from pydock.errors import PydockError


def for_each(app: App, names: Iterable[str], act: Callable[[str], None]) -> int:
    """Act on each name in order; each error is told as it comes, and the status is then 1."""
    status = 0
    for name in names:
        try:
            act(name)
        except PydockError as error:
            app.warn(error.message)
            status = 1
    return status
