"""Inspection of objects of any kind by name."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from pydock.api.engine import Engine, Json, Query, path, require_name
from pydock.errors import PydockError

#: kind -> path of its endpoint; module and name of the shape of its response
_ENDPOINTS: dict[str, tuple[tuple[str, ...], str]] = {
    "container": (("containers", "json"), "containers.ContainerInspect"),
    "image": (("images", "json"), "images.ImageInspect"),
    "network": (("networks",), "networks.NetworkInspect"),
    "volume": (("volumes",), "volumes.Volume"),
    "service": (("services",), "swarm.Service"),
    "task": (("tasks",), "swarm.Task"),
    "node": (("nodes",), "swarm.Node"),
    "plugin": (("plugins", "json"), "plugins.Plugin"),
    "secret": (("secrets",), "swarm.Secret"),
    "config": (("configs",), "swarm.Config"),
}

#: all kinds, in the order in which a name is looked for among them
KINDS = tuple(_ENDPOINTS)

#: the kinds that exist on a manager of a swarm only
SWARM_KINDS = frozenset(("service", "task", "node", "secret", "config"))


def inspect(engine: Engine, kind: str, name: str, *, size: bool = False) -> Json:
    """GET /containers/NAME/json (with `size`), /networks/NAME, ...: ApiError 404 for none."""
    if kind == "image" and not name.strip():
        raise PydockError(f"Error: No such image: {name}")
    shape = _shape(_ENDPOINTS[kind][1])
    found: Json = engine.request_json(shape, "GET", *_request(kind, name, size), fill=False)
    return found


def prefetch(engine: Engine, kind: str, names: Sequence[str], *, size: bool = False) -> None:
    """Announce that `inspect` follows for each of the names, in this order.

    Fewer than 16 are not worth it, and their requests stay in docker's order if one is missing.
    """
    if len(names) < 16:
        return
    targets = []
    for name in names:
        with suppress(PydockError):  # invalid names, which `inspect` reports
            targets.append(engine.target(*_request(kind, name, size)))
    engine.transport.prefetch(targets)


def _request(kind: str, name: str, size: bool) -> tuple[str, Query]:
    collection, *rest = _ENDPOINTS[kind][0]
    query = {"size": size and kind == "container", "insertDefaults": kind == "service"}
    return path(collection, require_name(kind, name), *rest), query


@cache
def _shape(name: str) -> Any:
    """Return a shape; the others, which take long to load, are not loaded."""
    module, _, shape = name.partition(".")
    return getattr(import_module(f"pydock.api.types.{module}"), shape)
