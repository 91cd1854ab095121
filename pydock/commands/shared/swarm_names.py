"""Ids of a swarm's objects and their names."""

from __future__ import annotations

from typing import Any

from pydock.api import nodes, services, system
from pydock.api.engine import Engine
from pydock.errors import PydockError

Json = dict[str, Any]

#: what a person may write for the node that the engine itself is
SELF = "self"


class Names:
    """Names of nodes and services by their ids; each is asked for once."""

    def __init__(self, engine: Engine, *, resolve: bool = True) -> None:
        """Without `resolve`, ids are left as they are."""
        self.engine = engine
        self.resolve = resolve
        self.known: dict[tuple[str, str], str] = {}

    def node(self, id: str) -> str:
        """The name that a node was given, else the one of its machine, else its id."""
        return self._found("node", id)

    def service(self, id: str) -> str:
        """The name of a service, or its id where there is none any more."""
        return self._found("service", id)

    def _found(self, kind: str, id: str) -> str:
        if not self.resolve:
            return id
        if (kind, id) not in self.known:
            try:
                found = _node_name if kind == "node" else _service_name
                self.known[kind, id] = found(self.engine, id) or id
            except PydockError:
                self.known[kind, id] = id
        return self.known[kind, id]


def _node_name(engine: Engine, id: str) -> str:
    node = nodes.inspect(engine, id)
    own = (node.get("Spec") or {}).get("Name")
    return str(own or (node.get("Description") or {}).get("Hostname") or "")


def _service_name(engine: Engine, id: str) -> str:
    return str(services.inspect(engine, id)["Spec"]["Name"])


def active_nodes(engine: Engine) -> set[str]:
    """The ids of the nodes that are not down."""
    return {
        node["ID"] for node in nodes.ls(engine) if (node.get("Status") or {}).get("State") != "down"
    }


def node_reference(engine: Engine, text: str) -> str:
    """What the engine knows a node by: `self` becomes the id of the engine's own node.

    PydockError where the engine is no node of a swarm.
    """
    if text != SELF:
        return text
    own = (system.info(engine).get("Swarm") or {}).get("NodeID")
    if not own:
        nodes.ls(engine)  # a better error than ours
        raise PydockError("node ID not found in /info")
    return str(own)
