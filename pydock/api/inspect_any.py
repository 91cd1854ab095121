"""The engine's objects of any kind, inspected by name."""

from typing import Any

from pydock.api.engine import Engine, Json, path, require_name
from pydock.api.types.containers import ContainerInspect
from pydock.api.types.images import ImageInspect
from pydock.api.types.networks import NetworkInspect
from pydock.api.types.plugins import Plugin
from pydock.api.types.swarm import Config, Node, Secret, Service, Task
from pydock.api.types.volumes import Volume
from pydock.errors import PydockError

#: kind -> path of its endpoint, and the shape of its response
_ENDPOINTS: dict[str, tuple[tuple[str, ...], Any]] = {
    "container": (("containers", "json"), ContainerInspect),
    "image": (("images", "json"), ImageInspect),
    "network": (("networks",), NetworkInspect),
    "volume": (("volumes",), Volume),
    "service": (("services",), Service),
    "task": (("tasks",), Task),
    "node": (("nodes",), Node),
    "plugin": (("plugins", "json"), Plugin),
    "secret": (("secrets",), Secret),
    "config": (("configs",), Config),
}

#: all kinds, in the order in which a name is looked for among them
KINDS = tuple(_ENDPOINTS)

#: the kinds that exist on a manager of a swarm only
SWARM_KINDS = frozenset(("service", "task", "node", "secret", "config"))


def inspect(engine: Engine, kind: str, name: str, *, size: bool = False) -> Json:
    """GET /containers/NAME/json (with `size`), /networks/NAME, ...: ApiError 404 for none."""
    if kind == "image" and not name.strip():
        raise PydockError(f"Error: No such image: {name}")
    (collection, *rest), shape = _ENDPOINTS[kind]
    query = {
        "size": True if size and kind == "container" else None,
        "insertDefaults": True if kind == "service" else None,
    }
    target = path(collection, require_name(kind, name), *rest)
    found: Json = engine.request_json(shape, "GET", target, query, fill=False)
    return found
