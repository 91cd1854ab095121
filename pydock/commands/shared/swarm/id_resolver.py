"""Resolve IDs of nodes and services to names."""

from pydock.api import nodes, services, system
from pydock.api.engine import Engine
from pydock.errors import PydockError

#: the engine's own node, in arguments
SELF = "self"


class IDResolver:
    """Cached names of nodes and services by ID."""

    def __init__(self, engine: Engine, *, resolve: bool = True) -> None:
        """Without `resolve`, IDs are returned unchanged."""
        self.engine = engine
        self.resolve = resolve
        self.names: dict[tuple[str, str], str] = {}

    def node(self, id: str) -> str:
        """Name of a node, else its host name, else its ID."""
        return self._resolved("node", id)

    def service(self, id: str) -> str:
        """Name of a service, or its ID if it is gone."""
        return self._resolved("service", id)

    def _resolved(self, kind: str, id: str) -> str:
        if not self.resolve:
            return id
        if (kind, id) not in self.names:
            try:
                found = _node_name if kind == "node" else _service_name
                self.names[kind, id] = found(self.engine, id) or id
            except PydockError:
                self.names[kind, id] = id
        return self.names[kind, id]


def _node_name(engine: Engine, id: str) -> str:
    node = nodes.inspect(engine, id)
    own = (node.get("Spec") or {}).get("Name")
    return str(own or (node.get("Description") or {}).get("Hostname") or "")


def _service_name(engine: Engine, id: str) -> str:
    return str(services.inspect(engine, id)["Spec"]["Name"])


def active_nodes(engine: Engine) -> set[str]:
    """IDs of the nodes that are not down."""
    return {
        node["ID"] for node in nodes.ls(engine) if (node.get("Status") or {}).get("State") != "down"
    }


def node_reference(engine: Engine, text: str) -> str:
    """Return the node argument, `self` as the ID of the engine's own node; PydockError without."""
    if text != SELF:
        return text
    own = (system.info(engine).get("Swarm") or {}).get("NodeID")
    if not own:
        nodes.ls(engine)  # raises the engine's error
        raise PydockError("node ID not found in /info")
    return str(own)
