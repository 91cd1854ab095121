"""Nodes of a swarm: /nodes of the Engine API (since 1.24). Managers alone answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.api.engine import Engine, path, require_name
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import Node

Json = dict[str, Any]


def ls(engine: Engine, filters: Mapping[str, Iterable[str]] | None = None) -> list[Json]:
    """GET /nodes: the nodes, in no order."""
    query = {"filters": engine.filters(filters or {})}
    found: list[Json] = engine.request_json(list[Node], "GET", "/nodes", query)
    return found


def inspect(engine: Engine, node: str) -> Json:
    """GET /nodes/ID: one node by id, name or the beginning of its id; ApiError 404 for none."""
    found: Json = engine.request_json(Node, "GET", path("nodes", require_name("node", node)))
    return found


def update(engine: Engine, node: str, version: int, spec: Json) -> None:
    """POST /nodes/ID/update: change the node at `version`, its index."""
    send_update(
        engine, path("nodes", require_name("node", node), "update"), version, spec, f'node "{node}"'
    )


def rm(engine: Engine, node: str, *, force: bool = False) -> None:
    """DELETE /nodes/ID: ApiError for one that is not down, unless `force`, or a manager."""
    engine.request(
        "DELETE", path("nodes", require_name("node", node)), {"force": True if force else None}
    )
