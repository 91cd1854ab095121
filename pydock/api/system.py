"""The engine itself: /version, /info, /system/df and /events."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pydock.api.engine import Engine, Filters, Json, Query, decode
from pydock.api.types.system import DiskUsage, EventMessage, SystemInfo, SystemVersion
from pydock.errors import ProtocolError
from pydock.golang.unmarshal import UnmarshalError, fit

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

#: filter of events -> the API version that has it
_FILTERS = {
    "container": "1.16",
    "event": "1.16",
    "image": "1.16",
    "label": "1.21",
    "daemon": "1.22",
    "network": "1.22",
    "type": "1.22",
    "volume": "1.22",
    "plugin": "1.25",
    "node": "1.30",
    "scope": "1.30",
    "secret": "1.30",
    "service": "1.30",
    "config": "1.31",
}


#: of an engine whose images are in containerd's store
_CONTAINERD_STORE = ["driver-type", "io.containerd.snapshotter.v1"]
#: content types of events, the preferred first: of API 1.53 and 1.52
_JSON_LINES = "application/jsonl, application/x-ndjson;q=0.9"

#: fields of info that are truths since API 1.19
_ONCE_NUMBERS: tuple[Literal["Debug", "IPv4Forwarding", "MemoryLimit", "SwapLimit"], ...] = (
    "Debug",
    "IPv4Forwarding",
    "MemoryLimit",
    "SwapLimit",
)


def version(engine: Engine) -> SystemVersion:
    """GET /version: versions of the engine and its components."""
    return engine.request_json(SystemVersion, "GET", "/version")


def has_containerd_store(facts: SystemInfo) -> bool:
    """Return whether the engine of these facts keeps images in containerd's store."""
    return _CONTAINERD_STORE in (facts.get("DriverStatus") or [])


def info(engine: Engine) -> SystemInfo:
    """GET /info: the engine's state, figures and configuration; its truths are booleans."""
    found = engine.request_json(SystemInfo, "GET", "/info")
    for name in _ONCE_NUMBERS:
        if name in found:
            found[name] = bool(found[name])
    return found


def disk_usage(engine: Engine, *, verbose: bool = False, kind: str = "") -> DiskUsage:
    """GET /system/df (API 1.25): disk usage; since API 1.52 objects only if `verbose`.

    `kind` ("container", "image", "volume", "build-cache") limits it since API 1.42.
    """
    query: Query = {"verbose": verbose, "type": kind if engine.at_least("1.42") else ""}
    return engine.request_json(DiskUsage, "GET", "/system/df", query)


def decode_event(line: bytes) -> EventMessage:
    """Decode a line of GET /events. Raises ProtocolError."""
    return decode(EventMessage, line, "GET /events")


def checked_events(batches: Iterable[Sequence[Json]]) -> Iterator[Json]:
    """Yield the events of the stream of GET /events; ProtocolError for one of another shape."""
    for batch in batches:
        try:
            fit(list[EventMessage], batch, fill=False)
        except UnmarshalError:
            yield from map(_checked_event, batch)  # up to the one that does not fit
        else:
            yield from batch


def _checked_event(event: Json) -> Json:
    try:
        fit(EventMessage, event, fill=False)
    except UnmarshalError as error:
        raise ProtocolError(f"invalid response from engine: GET /events: {error}") from None
    return event


def new_events(engine: Engine, types: Sequence[str]) -> StreamResponse:
    """GET /events, those of types of objects from before this call on; all before API 1.22.

    Engines begin their response before they subscribe to events, so that it starts with the
    past ones since the second of the first response.
    """
    from email.utils import parsedate_to_datetime

    date = engine.ping.date
    since = str(int(parsedate_to_datetime(date).timestamp())) if date else ""
    filters = {"type": types} if engine.supports("1.22") else None
    return events(engine, since=since, filters=filters)


def events(
    engine: Engine, *, since: str = "", until: str = "", filters: Filters | None = None
) -> StreamResponse:
    """GET /events: a stream of JSON objects, a line each, without end unless `until` is given.

    The content type is negotiated since API 1.52.

    `since` and `until` are seconds since 1970, with a fraction of nanoseconds where known.
    Podman loses events if `until` is sent: it is left out, and the caller has to end in time;
    a stream of past events ends by itself.
    """
    loses = bool(until) and engine.is_podman
    ends_now = loses and float(until) <= time.time()
    query = {
        "since": since,
        "until": "" if loses else until,
        "stream": "false" if ends_now else "",
        "filters": engine.filters(filters, _FILTERS),
    }
    return engine.stream("GET", "/events", query, headers={"Accept": _JSON_LINES})
