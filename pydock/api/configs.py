"""Configs of a swarm: /configs of the Engine API (since 1.30). Managers alone answer."""

from collections.abc import Iterable, Mapping

from pydock.api.engine import Engine, Json, path, require_name
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import Config, CreatedObject


def ls(engine: Engine, filters: Mapping[str, Iterable[str]] | None = None) -> list[Config]:
    """GET /configs: the configs with their data, in no order."""
    query = {"filters": engine.filters(filters or {})}
    return engine.request_json(list[Config], "GET", "/configs", query)


def create(engine: Engine, spec: Json) -> str:
    """POST /configs/create: the new id; `Data` is base64. ApiError 409 if the name is taken."""
    created = engine.request_json(CreatedObject, "POST", "/configs/create", None, spec)
    return str(created["ID"])


def inspect(engine: Engine, config: str) -> Config:
    """GET /configs/ID: one config by id or name; ApiError 404 for none."""
    return engine.request_json(Config, "GET", path("configs", require_name("config", config)))


def update(engine: Engine, config: str, version: int, spec: Json) -> None:
    """POST /configs/ID/update: change the labels at `version`, its index; nothing else can be."""
    send_update(
        engine,
        path("configs", require_name("config", config), "update"),
        version,
        spec,
        f'config "{config}"',
    )


def rm(engine: Engine, config: str) -> None:
    """DELETE /configs/ID: ApiError 404 for none, 400 while a service uses it."""
    engine.request("DELETE", path("configs", require_name("config", config)))
