"""The engine's objects of any kind, inspected by name."""

from functools import cache
from importlib import import_module
from typing import Any

from pydock.api.engine import Engine, Json, path, require_name
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
    (collection, *rest), shape = _ENDPOINTS[kind]
    query = {
        "size": True if size and kind == "container" else None,
        "insertDefaults": True if kind == "service" else None,
    }
    target = path(collection, require_name(kind, name), *rest)
    found: Json = engine.request_json(_shape(shape), "GET", target, query, fill=False)
    return found


@cache
def _shape(name: str) -> Any:
    """Return a shape; the others, which take long to load, are not loaded."""
    module, _, shape = name.partition(".")
    return getattr(import_module(f"pydock.api.types.{module}"), shape)
