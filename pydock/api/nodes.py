"""Nodes of a swarm: /nodes of the Engine API (since 1.24). Managers alone answer."""

from pydock.api.engine import Engine, Filters, Json, path, require_name
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import Node


def ls(engine: Engine, filters: Filters | None = None) -> list[Node]:
    """GET /nodes: the nodes, in no order."""
    query = {"filters": engine.filters(filters)}
    return engine.request_json(list[Node], "GET", "/nodes", query)


def inspect(engine: Engine, node: str) -> Node:
    """GET /nodes/ID: one node by id, name or the beginning of its id; ApiError 404 for none."""
    return engine.request_json(Node, "GET", path("nodes", require_name("node", node)))


def update(engine: Engine, node: str, version: int, spec: Json) -> None:
    """POST /nodes/ID/update: change the node at `version`, its index."""
    send_update(
        engine, path("nodes", require_name("node", node), "update"), version, spec, f'node "{node}"'
    )


def rm(engine: Engine, node: str, *, force: bool = False) -> None:
    """DELETE /nodes/ID: ApiError for one that is not down, unless `force`, or a manager."""
    engine.request("DELETE", path("nodes", require_name("node", node)), {"force": force})
