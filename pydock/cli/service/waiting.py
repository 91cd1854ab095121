"""Waiting until the tasks of a service are as they should be."""

from __future__ import annotations

import time
from collections.abc import Iterator

from pydock.api import services, tasks
from pydock.cli.app import App
from pydock.cli.resolving import active_nodes
from pydock.progress.messages import Message
from pydock.progress.show import show_messages
from pydock.progress.tasks import Convergence

_PAUSE_SECONDS = 0.2


def wait_for_tasks(app: App, service: str, *, quiet: bool = False) -> None:
    """Show how the tasks of a service come to be as they should, until they are.

    Ctrl-C ends the waiting, not the change. PydockError when the swarm gives up.
    """
    messages = _messages(app, service)
    if quiet:
        for _ in messages:
            pass
        return
    terminal = app.is_terminal("stdout")
    show_messages(messages, app.stdout, terminal=terminal, environ=app.environ, of_tasks=True)


def _messages(app: App, service: str) -> Iterator[Message]:
    convergence = Convergence(service, time.monotonic, app.program)
    try:
        while True:
            yield from convergence.see_service(services.inspect(app.engine, service))
            if convergence.ended:
                return
            present = {"service": [service], "_up-to-date": ["true"]}
            found = tasks.ls(app.engine, present)
            yield from convergence.see_tasks(found, active_nodes(app.engine))
            if convergence.ended:
                return
            time.sleep(_PAUSE_SECONDS)
    except KeyboardInterrupt:
        yield from convergence.interrupted()
