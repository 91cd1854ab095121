"""What happens to an object of a project: "Container web-1", "Starting"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pydock.progress.json_stream import Progress

WORKING, DONE, WARNING, ERROR = "working", "done", "warning", "error"

DRY_RUN = " DRY-RUN MODE - "


class Event(NamedTuple):
    """What happens to an object now: `id` is "Container web-1", `status` "Starting"."""

    id: str
    status: str
    state: str = WORKING
    #: between the two
    text: str = ""
    #: of a layer: the ID of what it is a part of
    parent: str = ""
    #: of a layer; `status` shows it
    progress: Progress | None = None

    @property
    def percent(self) -> int:
        """How much of a layer has been transferred."""
        if self.progress is None or self.state == DONE:
            return 100 * (self.progress is not None)
        total = self.progress.total
        return self.progress.current * 100 // total if total > 0 else 0


#: displays an event, in any thread
Show = Callable[[Event], None]
