"""Events of a project's containers, and how `compose events` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydock.api import system
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.monitoring.event_stream import EventStream
from pydock.compose.requests import labels
from pydock.golang.gojson import encode
from pydock.golang.time.instant import local
from pydock.progress.json_stream import batches
from pydock.views.event import modern

_SECOND = 10**9


class ProjectEvent(NamedTuple):
    """An event: nanoseconds since 1970, what happened to which container, and its attributes."""

    time: int
    action: str
    container: str
    service: str
    attributes: dict[str, str]


def project_events(
    scope: Scope, services: Sequence[str], since: str, until: str
) -> Iterator[ProjectEvent]:
    """Yield the events of a project's containers, but those of `run`; of some services."""
    filters = {"type": ["container"], "label": [f"{labels.PROJECT}={scope.name}"]}
    with EventStream(scope.engine, since=since, until=until, filters=filters) as stream:
        for event in map(modern, system.checked_events(batches(stream.chunks()))):
            actor = event.get("Actor") or {}
            marked = actor.get("Attributes") or {}
            service = marked.get(labels.SERVICE, "")
            is_shown = event.get("Type") == "container" and stream.includes(event)
            if not is_shown or marked.get(labels.ONE_OFF) == "True":
                continue
            if not services or service in services:
                yield ProjectEvent(
                    event.get("timeNano") or (event.get("time") or 0) * _SECOND,
                    event.get("Action") or "",
                    actor.get("ID") or "",
                    service,
                    {key: marked[key] for key in sorted(marked) if key not in _OWN},
                )


#: labels that are left out of the attributes
_OWN = frozenset(
    value
    for value in vars(labels).values()
    if isinstance(value, str) and value.startswith("com.docker.compose.")
)


def event_text(event: ProjectEvent) -> str:
    """Return an event as docker compose prints it: a line and an empty one."""
    seconds, rest = divmod(event.time, _SECOND)
    time = f"{str(local(seconds))[:19]}.{rest // 1000:06}"
    attributes = ", ".join(f"{key}={value}" for key, value in event.attributes.items())
    return f"{time} container {event.action} {event.container} ({attributes})\n"


def event_json(event: ProjectEvent) -> str:
    """Return an event as a JSON object."""
    seconds, rest = divmod(event.time, _SECOND)
    return encode(
        {
            "time": local(seconds, rest).rfc3339(),
            "type": "container",
            "service": event.service,
            "id": event.container,
            "action": event.action,
            "attributes": event.attributes,
        },
        html=True,
    )
