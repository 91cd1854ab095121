"""Tasks of a swarm as rows of `service ps`, `node ps` and `stack ps`."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydock.golang.time.instant import Time
from pydock.golang.units import human_duration
from pydock.oci.reference import without_digest
from pydock.views.listing import View, column
from pydock.views.natural_order import natural_key
from pydock.views.shorten import ellipsis, short_id

Json = dict[str, Any]

ERROR_WIDTH = 30
#: stands before the name of a task that another one has replaced, in tables
HISTORY_MARK = r" \_ "


class NamedTask(NamedTuple):
    """A task with its name ("web.1") and the name of its node."""

    task: Json
    name: str
    node: str


def in_order(tasks: Iterable[NamedTask]) -> list[NamedTask]:
    """By name, and of one name the newest first."""
    newest_first = sorted(tasks, key=lambda one: _created(one.task), reverse=True)
    return sorted(newest_first, key=lambda one: natural_key(one.name))


def with_history_marked(tasks: Iterable[NamedTask]) -> Iterator[NamedTask]:
    """The tasks in order, all but the newest of one name with a mark before it."""
    previous = ""
    for one in tasks:
        yield one._replace(name=HISTORY_MARK + one.name) if one.name == previous else one
        previous = one.name


def _created(task: Json) -> tuple[int, int]:
    created = Time.parse(task["CreatedAt"])
    return created.seconds, created.nanoseconds


class TaskView(View):
    go_type = "*task.taskContext"
    default_columns = (
        "ID", "Name", "Image", "Node", "DesiredState", "CurrentState", "Error", "Ports",
    )  # fmt: skip
    raw_blanks = True
    raw_lines = (
        ("id", "ID"),
        ("name", "Name"),
        ("image", "Image"),
        ("node", "Node"),
        ("desired_state", "DesiredState"),
        ("current_state", "CurrentState"),
        ("error", "Error"),
        ("ports", "Ports"),
    )

    def __init__(self, named: NamedTask, *, truncates: bool) -> None:
        self.task, self.name, self.node = named
        self.status: Json = self.task.get("Status") or {}
        self.truncates = truncates

    @column("CURRENT STATE")
    def CurrentState(self) -> str:
        """The state and for how long: "Running 5 minutes ago"."""
        since = Time.parse(self.status["Timestamp"])
        age = time.time() - since.seconds - since.nanoseconds / 1e9
        return f"{_capitalized(self.status.get('State', ''))} {human_duration(age).lower()} ago"

    @column("DESIRED STATE")
    def DesiredState(self) -> str:
        return _capitalized(self.task.get("DesiredState", ""))

    @column("ERROR")
    def Error(self) -> str:
        error = str(self.status.get("Err", ""))
        if self.truncates:
            error = ellipsis(error, ERROR_WIDTH)
        return f'"{error}"' if error else ""

    @column("ID")
    def ID(self) -> str:
        id = str(self.task.get("ID", ""))
        return short_id(id) if self.truncates else id

    @column("IMAGE")
    def Image(self) -> str:
        container = (self.task.get("Spec") or {}).get("ContainerSpec") or {}
        image = str(container.get("Image", ""))
        return without_digest(image) if self.truncates else image

    @column("NAME")
    def Name(self) -> str:
        return self.name

    @column("NODE")
    def Node(self) -> str:
        return self.node

    @column("PORTS")
    def Ports(self) -> str:
        """What the task publishes on its own node: "*:8080->80/tcp"."""
        ports = (self.status.get("PortStatus") or {}).get("Ports") or ()
        return ",".join(
            f"*:{port.get('PublishedPort', 0)}->{port.get('TargetPort', 0)}"
            f"/{port.get('Protocol', '')}"
            for port in ports
        )


def _capitalized(state: str) -> str:
    return state[:1].upper() + state[1:].lower()
