"""Events of the engine as lines and as values of templates."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydock.golang.reflect import Field, Int64, Map, Struct, named_text
from pydock.golang.time.instant import local

Json = Mapping[str, Any]

#: actions that change no list
_SILENT = (
    *("archive-path", "attach", "commit", "copy", "detach", "export", "extract-to-dir"),
    *("exec_create", "exec_detach", "exec_die", "exec_start", "resize", "save", "top"),
)


def changes_a_list(event: Json) -> bool:
    """Return whether an event may change a list of objects."""
    return event["Action"].partition(":")[0] not in _SILENT


def modern(event: Json) -> Json:
    """Return the event with `Type`, `Action` and `Actor` (before API 1.22, Podman's volumes)."""
    if "Type" in event:
        event = {**event, "Action": (event.get("Action") or "")}
        actor = event.get("Actor") or {}
        if event["Type"] == "volume" and not actor.get("ID"):
            name = (actor.get("Attributes") or {}).get("name") or ""
            return {**event, "Actor": {**actor, "ID": name}}
        return event
    attributes = {"image": event["from"]} if event.get("from") else {}
    actor = {"ID": (event.get("id") or ""), "Attributes": attributes}
    kind = "container" if attributes else "image"
    return {**event, "Type": kind, "Action": (event.get("status") or ""), "Actor": actor}


def event_line(event: Json) -> str:
    """Return time, type, action, ID and attributes, as docker prints them."""
    nanoseconds = event.get("timeNano") or (event.get("time") or 0) * 1_000_000_000
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    actor = event.get("Actor") or {}
    line = f"{_padded(seconds, rest)} {event['Type']} {event['Action']} {actor.get('ID') or ''}"
    attributes = sorted((actor.get("Attributes") or {}).items())
    if attributes:
        line += f" ({', '.join(f'{key}={value}' for key, value in attributes)})"
    return line


def _padded(seconds: int, nanoseconds: int) -> str:
    """Return the local time in RFC 3339, always with nanoseconds."""
    before, after = _minute(seconds // 60)
    return f"{before}{seconds % 60:02}.{nanoseconds:09}{after}"


@lru_cache(maxsize=64)
def _minute(minute: int) -> tuple[str, str]:
    """Return what precedes and follows the seconds in the times of a minute since 1970."""
    text = local(minute * 60).rfc3339()
    return text[:17], text[19:]


def event_struct(event: Json) -> Struct:
    """Return the event as Go's events.Message, with the former Status, ID and From."""
    actor = event.get("Actor") or {}
    attributes = actor.get("Attributes")
    fields = [
        Field("ID", str(actor.get("ID") or ""), "ID"),
        Field(
            "Attributes",
            Map(attributes or {}, "map[string]string", is_nil=attributes is None),
            "Attributes",
        ),
    ]
    image = ((attributes or {}).get("image") or "") if event["Type"] == "container" else ""
    id_ = str(actor.get("ID") or "")
    return Struct(
        "*events.Message",
        [
            Field("Type", named_text(event["Type"], "events.Type"), "Type"),
            Field("Action", named_text(event["Action"], "events.Action"), "Action"),
            Field("Actor", Struct("events.Actor", fields), "Actor"),
            Field("Scope", event.get("scope") or "", "scope", omit_empty=True),
            Field("Time", Int64(event.get("time") or 0), "time", omit_empty=True),
            Field("TimeNano", Int64(event.get("timeNano") or 0), "timeNano", omit_empty=True),
        ],
        hidden={"Status": event["Action"], "ID": id_, "From": event.get("from", image)},
    )
