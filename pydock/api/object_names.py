"""Names of the engine's objects, for completion.

The lists are requested without a version and over the light connection of long streams:
no negotiation, and none of the libraries that take long to load.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydock.errors import ApiError
from pydock.golang.unmarshal import load

if TYPE_CHECKING:
    from pydock.transport import Transport

Json = dict[str, Any]

#: which containers a source of completion means: states, or none for all of them
_STATES = {
    "": (),
    "created": ("created",),
    "paused": ("paused",),
    "running": ("running", "paused", "restarting"),
    "startable": ("created", "exited"),
    "stoppable": ("running", "paused", "restarting"),
    "stopped": ("created", "exited", "dead"),
}


def names(transport: Transport, source: str) -> Iterator[str]:
    """Return the names of a source such as "volumes". Raises KeyError and engine errors."""
    kind, _, state = source.partition(":")
    if kind == "containers":
        return _containers(transport, state)
    if kind == "container-paths":
        return (f"{name}:" for name in _containers(transport, ""))
    if state:
        return _SELECTED[source](transport)
    if kind == "joinable":  # what --network, --ipc and --pid take
        return (f"container:{name}" for name in _containers(transport, "running"))
    return _SIMPLE[kind](transport)


def _containers(transport: Transport, state: str) -> Iterator[str]:
    query = {"status": _STATES[state]} if _STATES[state] else {}
    for item in _get(transport, f"/containers/json?all=1&filters={_quoted(query)}"):
        for name in item.get("Names") or [item["Id"][:12]]:
            if "/" not in name[1:]:
                yield name.removeprefix("/")


def _images(transport: Transport) -> Iterator[str]:
    for item in _get(transport, "/images/json"):
        for name in item.get("RepoTags") or ():
            if name != "<none>:<none>":
                yield name


def _networks(transport: Transport, query: str = "") -> Iterator[str]:
    return (item["Name"] for item in _get(transport, f"/networks{query}"))


def _custom_networks(transport: Transport) -> Iterator[str]:
    return _networks(transport, f"?filters={_quoted({'type': ('custom',)})}")


def _volumes(transport: Transport, query: str = "") -> Iterator[str]:
    return (item["Name"] for item in _get(transport, f"/volumes{query}")["Volumes"] or ())


def _unused_volumes(transport: Transport) -> Iterator[str]:
    return _volumes(transport, f"?filters={_quoted({'dangling': ('true',)})}")


def _plugins(transport: Transport, *states: bool) -> Iterator[str]:
    for item in _get(transport, "/plugins"):
        if item["Enabled"] in (states or (True, False)):
            yield item["Name"]


def _down_nodes(transport: Transport) -> Iterator[str]:
    for item in _get(transport, "/nodes"):
        if item["Status"]["State"] == "down":
            yield item["ID"]


def _nodes(transport: Transport) -> Iterator[str]:
    names = {item["ID"]: item["Description"]["Hostname"] for item in _get(transport, "/nodes")}
    count = Counter(names.values())
    for id, name in names.items():
        yield name if count[name] == 1 else id
    yield "self"


def _by_spec(path: str) -> Callable[[Transport], Iterator[str]]:
    """Return the function for objects of a swarm that have their name in their specification."""
    return lambda transport: (item["Spec"]["Name"] for item in _get(transport, path))


def _stacks(transport: Transport) -> Iterator[str]:
    label = "com.docker.stack.namespace"
    services = _get(transport, f"/services?filters={_quoted({'label': (label,)})}")
    return iter(sorted({item["Spec"]["Labels"][label] for item in services}))


_SIMPLE: Mapping[str, Callable[[Transport], Iterator[str]]] = {
    "configs": _by_spec("/configs"),
    "images": _images,
    "networks": _networks,
    "nodes": _nodes,
    "plugins": _plugins,
    "secrets": _by_spec("/secrets"),
    "services": _by_spec("/services"),
    "stacks": _stacks,
    "volumes": _volumes,
}

_SELECTED: Mapping[str, Callable[[Transport], Iterator[str]]] = {
    "networks:custom": _custom_networks,
    "nodes:down": _down_nodes,
    "plugins:disabled": lambda transport: _plugins(transport, False),
    "plugins:enabled": lambda transport: _plugins(transport, True),
    "volumes:unused": _unused_volumes,
}


def _quoted(filters: dict[str, tuple[str, ...]]) -> str:
    from urllib.parse import quote

    return quote(json.dumps({key: list(values) for key, values in filters.items()}))


def _get(transport: Transport, target: str) -> Any:
    with transport.stream("GET", target, {}) as answer:
        body = b"".join(answer.chunks())
    if answer.status != 200:
        raise ApiError(answer.status, body.decode("utf-8", "replace"))
    return load(body)
