"""The engine's objects of any kind, inspected by name."""

from __future__ import annotations

from typing import Any

from pydock.api.engine import Engine, path, require_name
from pydock.errors import PydockError

Json = dict[str, Any]

#: kind -> where it is, and the API version that has it
_PATHS: dict[str, tuple[str, ...]] = {
    "container": ("containers", "json"),
    "image": ("images", "json"),
    "network": ("networks",),
    "volume": ("volumes",),
    "service": ("services",),
    "task": ("tasks",),
    "node": ("nodes",),
    "plugin": ("plugins", "json"),
    "secret": ("secrets",),
    "config": ("configs",),
}

#: all kinds, in the order in which a name is looked for among them
KINDS = tuple(_PATHS)

#: the kinds that exist on a manager of a swarm only
SWARM_KINDS = frozenset(("service", "task", "node", "secret", "config"))


def inspect(engine: Engine, kind: str, name: str, *, size: bool = False) -> Json:
    """GET /containers/NAME/json, /networks/NAME, ...: ApiError 404 if there is none.

    `size` is for containers alone: what its files take.
    """
    if kind == "image" and not name.strip():
        raise PydockError(f"Error: No such image: {name}")
    collection, *rest = _PATHS[kind]
    query = {
        "size": True if size and kind == "container" else None,
        "insertDefaults": "true" if kind == "service" else None,
    }
    found: Json = engine.call("GET", path(collection, require_name(kind, name), *rest), query)
    return found
