"""`pydock [OPTIONS] __complete SOURCE`: names of the engine's objects, for completion."""

import os
import signal
from collections.abc import Iterable

from pydock.cli.app import App
from pydock.errors import PydockError

#: the user waits at the prompt meanwhile
LIMIT_SECONDS = 0.5


def print_names(app: App, source: str = "") -> None:
    """Print the values of a source, a line each; nothing when the engine does not answer.

    Ends the process where that takes longer than half a second.
    """
    signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
    signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
    try:
        found = values(app, source)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    app.print(*found)


def values(app: App, source: str) -> list[str]:
    """Return the values of a source, sorted; none when the engine does not answer."""
    kind, _, text = source.partition(":")
    if kind == "choices":
        return text.split(",")
    try:
        return sorted(set(_names(app, source)))
    except (PydockError, KeyError, TypeError, ValueError):
        return []


def _names(app: App, source: str) -> Iterable[str]:
    if source == "contexts":
        return ["default", *(context.name for context in app.endpoint_resolver.store.all())]
    from pydock.api.object_names import names

    return names(app.engine.transport, source)
