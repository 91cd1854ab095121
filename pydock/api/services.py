"""Services of a swarm: /services of the Engine API (since 1.24); managers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api.engine import (
    Engine,
    Filters,
    Json,
    logs_query,
    path,
    registry_auth_header,
    require_name,
)
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import Service, ServiceCreateResponse, ServiceUpdateResponse

if TYPE_CHECKING:
    from pydock.transport import StreamResponse


def _path(service: str, *rest: str) -> str:
    """Return the path of a service; PydockError for an invalid name."""
    return path("services", require_name("service", service), *rest)


def ls(engine: Engine, filters: Filters | None = None, *, status: bool = False) -> list[Service]:
    """GET /services: the services, each with its `ServiceStatus` if `status` (API 1.41)."""
    query = {"filters": engine.filters(filters), "status": "true" if status else ""}
    return engine.request_json(list[Service], "GET", "/services", query)


def inspect(engine: Engine, service: str, *, defaults: bool = False) -> Service:
    """GET /services/ID: one service, with the swarm's `defaults` (API 1.29). ApiError 404."""
    query = {"insertDefaults": defaults}
    return engine.request_json(Service, "GET", _path(service), query, fill=not defaults)


def create(engine: Engine, spec: Json, registry_auth: str = "") -> ServiceCreateResponse:
    """POST /services/create; `registry_auth` is for the nodes. ApiError 409: the name is taken."""
    headers = registry_auth_header(registry_auth)
    return engine.request_json(
        ServiceCreateResponse, "POST", "/services/create", None, spec, headers
    )


def update(
    engine: Engine,
    service: Json,
    spec: Json,
    *,
    registry_auth: str = "",
    registry_auth_from: str = "",
    rollback: str = "",
) -> list[str]:
    """POST /services/ID/update: puts a new specification in place and returns the warnings.

    `service` is the answer of `inspect`: ApiError when the service has changed since.
    `registry_auth_from` is "spec" or "previous-spec". `rollback` (API 1.28): with "previous" the
    swarm itself goes back to the specification before, with "none" it does not.
    """
    query = {"registryAuthFrom": registry_auth_from, "rollback": rollback}
    target = _path(service["ID"], "update")
    answer = send_update(
        engine,
        target,
        service["Version"]["Index"],
        spec,
        f'service "{service["Spec"]["Name"]}"',
        query,
        registry_auth_header(registry_auth),
    )
    if not answer.body.strip():  # before API 1.25
        return []
    found = engine.decoded(ServiceUpdateResponse, "POST", target, answer)
    return found.get("Warnings") or []


def rm(engine: Engine, service: str) -> None:
    """DELETE /services/ID: ApiError 404 if there is none."""
    engine.request("DELETE", _path(service))


def logs(
    engine: Engine, service: str, *, follow: bool = False, since: str = "",
    timestamps: bool = False, tail: str = "", details: bool = False,
) -> StreamResponse:  # fmt: skip
    """GET /services/ID/logs (API 1.29): framed, or raw when the service has a terminal."""
    query = logs_query(
        follow=follow, since=since, timestamps=timestamps, tail=tail, details=details
    )
    return engine.stream("GET", _path(service, "logs"), query)
