"""Networks: /networks of the Engine API (since 1.21)."""

from pydock.api.engine import Engine, Filters, Json, path, require_name
from pydock.api.types.containers import IDResponse
from pydock.api.types.networks import NetworkInspect, NetworkPrune


def ls(engine: Engine, filters: Filters | None = None) -> list[NetworkInspect]:
    """GET /networks: the networks, in no order."""
    return engine.request_json(
        list[NetworkInspect], "GET", "/networks", {"filters": engine.filters(filters)}
    )


def create(engine: Engine, body: Json) -> IDResponse:
    """POST /networks/create: `{"Id": ..., "Warning": ...}`; ApiError 409 if the name is taken."""
    if not engine.at_least("1.44"):  # which check anyway
        body = {**body, "CheckDuplicate": True}
    return engine.request_json(IDResponse, "POST", "/networks/create", None, body)


def inspect(
    engine: Engine, network: str, *, verbose: bool = False, scope: str = "", raw: bool = False
) -> NetworkInspect:
    """GET /networks/ID: one network in detail; `verbose` (API 1.28) adds a swarm's services."""
    query = {"verbose": "true" if verbose else "", "scope": scope}
    target = path("networks", network)
    return engine.request_json(NetworkInspect, "GET", target, query, fill=not raw)


def rm(engine: Engine, network: str) -> None:
    """DELETE /networks/ID: ApiError 403 for a network of the engine or one in use."""
    engine.request("DELETE", path("networks", network))


def connect(engine: Engine, network: str, container: str, endpoint: Json | None) -> None:
    """POST /networks/ID/connect; `endpoint` is an EndpointSettings (API 1.22)."""
    named = require_name("container", container)
    body = {"Container": named, **({"EndpointConfig": endpoint} if endpoint else {})}
    engine.request("POST", path("networks", network, "connect"), None, body)


def disconnect(engine: Engine, network: str, container: str, *, force: bool = False) -> None:
    """POST /networks/ID/disconnect; `force` (API 1.22) also without the container's engine."""
    body = {"Container": require_name("container", container), "Force": force}
    engine.request("POST", path("networks", network, "disconnect"), None, body)


def prune(engine: Engine, filters: Filters | None = None) -> NetworkPrune:
    """POST /networks/prune (API 1.25): `{"NetworksDeleted": [names]}`."""
    query = {"filters": engine.filters(filters)}
    return engine.request_json(NetworkPrune, "POST", "/networks/prune", query)
