"""The engine itself: /version, /info and what else concerns all of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydock.api.engine import Engine

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

Json = dict[str, Any]

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


#: fields of info that are truths since API 1.19
_ONCE_NUMBERS = ("Debug", "IPv4Forwarding", "MemoryLimit", "SwapLimit")


def version(engine: Engine) -> Json:
    """GET /version: versions of the engine and its components."""
    found: Json = engine.call("GET", "/version")
    return found


def info(engine: Engine) -> Json:
    """GET /info: the engine's state, figures and configuration.

    Before API 1.19 some of its truths are numbers; they are given as what they mean.
    """
    found: Json = engine.call("GET", "/info")
    truths = {name: bool(found[name]) for name in _ONCE_NUMBERS if name in found}
    return {**found, **truths}


def disk_usage(engine: Engine, types: Iterable[str] = ()) -> Json:
    """GET /system/df (API 1.25): images, containers, volumes and build cache with their sizes.

    `types` (container, image, volume, build-cache; API 1.42) leaves out the others.
    """
    found: Json = engine.call("GET", "/system/df", {"type": list(types)})
    return found


def events(
    engine: Engine,
    *,
    since: str = "",
    until: str = "",
    filters: Mapping[str, Iterable[str]] | None = None,
) -> StreamResponse:
    """GET /events: a stream of JSON objects, without end unless `until` is given.

    `since` and `until` are seconds since 1970, with a fraction of nanoseconds where known.
    Podman loses events where `until` is given: it is asked without, and the caller has to end
    in time; what was before now comes to an end by itself.
    """
    loses = bool(until) and engine.is_podman
    ends_now = loses and float(until) <= time.time()
    query = {
        "since": since or None,
        "until": None if loses else until or None,
        "stream": "false" if ends_now else None,
        "filters": engine.filters(filters or {}, _FILTERS),
    }
    return engine.stream("GET", "/events", query)
