"""Wait for the tasks of a service to converge."""

import select
import signal
import time
from collections.abc import Iterator

from pydock.api import services, tasks
from pydock.cli.app import App
from pydock.commands.shared.swarm.id_resolver import active_nodes
from pydock.progress.display import display_messages
from pydock.progress.json_stream import Message
from pydock.progress.service_convergence import Convergence
from pydock.terminal.signals import SignalWatch

_PAUSE_SECONDS = 0.2


class Interruption(SignalWatch):
    """Ctrl-C between two polls of the swarm; the second one ends the program."""

    def __init__(self) -> None:
        super().__init__({signal.SIGINT: self._note})
        self.seen = False

    def _note(self, number: int) -> bool:
        if self.seen:
            raise KeyboardInterrupt
        self.seen = True
        return True

    def within(self, seconds: float) -> bool:
        """Whether ctrl-C was pressed before or within this time."""
        if not self.seen:
            select.select([self], [], [], seconds)
        return self.seen


def wait_for_tasks(app: App, service: str, *, quiet: bool = False) -> None:
    """Show progress until a service has converged, or ctrl-C; PydockError if the update fails."""
    with Interruption() as interruption:
        messages = _messages(app, service, interruption)
        if quiet:
            for _ in messages:
                pass
            return
        terminal = app.is_terminal("stdout")
        display_messages(
            messages, app.stdout, terminal=terminal, environ=app.environ, of_tasks=True
        )


def _messages(app: App, service: str, interruption: Interruption) -> Iterator[Message]:
    convergence = Convergence(service, time.monotonic, app.program)
    while True:
        yield from convergence.update_service(services.inspect(app.engine, service))
        if convergence.ended:
            return
        present = {"service": [service], "_up-to-date": ["true"]}
        found = tasks.ls(app.engine, present)
        yield from convergence.update_tasks(found, active_nodes(app.engine))
        if convergence.ended:
            return
        if interruption.within(_PAUSE_SECONDS):
            yield from convergence.interrupted()
            return
