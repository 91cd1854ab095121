"""Secrets of a swarm: /secrets of the Engine API (since 1.25). Managers alone answer."""

from collections.abc import Iterable, Mapping

from pydock.api.engine import Engine, Json, path, require_name
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import CreatedObject, Secret


def ls(engine: Engine, filters: Mapping[str, Iterable[str]] | None = None) -> list[Secret]:
    """GET /secrets: the secrets without their data, in no order."""
    query = {"filters": engine.filters(filters or {})}
    return engine.request_json(list[Secret], "GET", "/secrets", query)


def create(engine: Engine, spec: Json) -> str:
    """POST /secrets/create: the new id; `Data` is base64. ApiError 409 if the name is taken."""
    created = engine.request_json(CreatedObject, "POST", "/secrets/create", None, spec)
    return str(created["ID"])


def inspect(engine: Engine, secret: str) -> Secret:
    """GET /secrets/ID: one secret by id or name; ApiError 404 for none."""
    return engine.request_json(Secret, "GET", path("secrets", require_name("secret", secret)))


def update(engine: Engine, secret: str, version: int, spec: Json) -> None:
    """POST /secrets/ID/update: change the labels at `version`, its index; nothing else can be."""
    send_update(
        engine,
        path("secrets", require_name("secret", secret), "update"),
        version,
        spec,
        f'secret "{secret}"',
    )


def rm(engine: Engine, secret: str) -> None:
    """DELETE /secrets/ID: ApiError 404 for none, 400 while a service uses it."""
    engine.request("DELETE", path("secrets", require_name("secret", secret)))
