"""What happens to an object of a project: "Container web-1", "Starting"."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

WORKING, DONE, WARNING, ERROR = "working", "done", "warning", "error"

DRY_RUN = " DRY-RUN MODE - "


class Event(NamedTuple):
    """What happens to an object now: `id` is "Container web-1", `status` "Starting"."""

    id: str
    status: str
    state: str = WORKING
    #: between the two
    text: str = ""


#: displays an event, in any thread
Show = Callable[[Event], None]
