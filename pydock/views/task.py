"""Rows of `service ps`, `node ps` and `stack ps`: tasks of a swarm."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydock.oci.reference import without_digest
from pydock.views.columns import time_ago, time_of
from pydock.views.listing import View, column
from pydock.views.natural_order import natural_key
from pydock.views.shorten import ellipsis, short_id

Json = Mapping[str, Any]

ERROR_WIDTH = 30
#: precedes the name of a replaced task in tables
HISTORY_MARK = r" \_ "


class NamedTask(NamedTuple):
    """A task with its name ("web.1") and the name of its node."""

    task: Json
    name: str
    node: str


def in_order(tasks: Iterable[NamedTask]) -> list[NamedTask]:
    """Sort by name, tasks of one name newest first."""
    newest_first = sorted(tasks, key=lambda one: _created(one.task), reverse=True)
    return sorted(newest_first, key=lambda one: natural_key(one.name))


def with_history_marked(tasks: Iterable[NamedTask]) -> Iterator[NamedTask]:
    """Yield sorted tasks; all but the newest of one name get a mark before the name."""
    previous = ""
    for one in tasks:
        yield one._replace(name=HISTORY_MARK + one.name) if one.name == previous else one
        previous = one.name


def _created(task: Json) -> tuple[int, int]:
    created = time_of(task.get("CreatedAt"))
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

    def __init__(self, named: NamedTask, *, truncate: bool) -> None:
        self.task, self.name, self.node = named
        self.status: Json = self.task.get("Status") or {}
        self.truncate = truncate

    @column("CURRENT STATE")
    def CurrentState(self) -> str:
        """State and its age: "Running 5 minutes ago"."""
        age = time_ago(self.status.get("Timestamp")).lower()
        return f"{_capitalized(self.status.get('State') or '')} {age}"

    @column("DESIRED STATE")
    def DesiredState(self) -> str:
        return _capitalized(self.task.get("DesiredState") or "")

    @column("ERROR")
    def Error(self) -> str:
        error = str(self.status.get("Err") or "")
        if self.truncate:
            error = ellipsis(error, ERROR_WIDTH)
        return f'"{error}"' if error else ""

    @column("ID")
    def ID(self) -> str:
        id = str(self.task.get("ID") or "")
        return short_id(id) if self.truncate else id

    @column("IMAGE")
    def Image(self) -> str:
        container = (self.task.get("Spec") or {}).get("ContainerSpec") or {}
        image = str(container.get("Image") or "")
        return without_digest(image) if self.truncate else image

    @column("NAME")
    def Name(self) -> str:
        return self.name

    @column("NODE")
    def Node(self) -> str:
        return self.node

    @column("PORTS")
    def Ports(self) -> str:
        """Ports that the task publishes on its node: "*:8080->80/tcp"."""
        ports = (self.status.get("PortStatus") or {}).get("Ports") or ()
        return ",".join(
            f"*:{port.get('PublishedPort') or 0}->{port.get('TargetPort') or 0}"
            f"/{port.get('Protocol') or ''}"
            for port in ports
        )


def _capitalized(state: str) -> str:
    return state[:1].upper() + state[1:].lower()
