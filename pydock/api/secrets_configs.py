"""Secrets and configs of a swarm: /secrets (since API 1.25) and /configs (since API 1.30)."""

from typing import Generic, TypeVar

from pydock.api.engine import Engine, Filters, Json, path, require_name
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import Config, CreatedObject, Secret

T = TypeVar("T")


class ObjectEndpoints(Generic[T]):
    """The endpoints of secrets or of configs; only managers respond."""

    def __init__(self, kind: str, shape: type[T], list_shape: type[list[T]]) -> None:
        self._kind = kind
        self._shape = shape
        self._list_shape = list_shape

    def ls(self, engine: Engine, filters: Filters | None = None) -> list[T]:
        """GET /secrets: the objects in no order; configs with their data."""
        query = {"filters": engine.filters(filters)}
        return engine.request_json(self._list_shape, "GET", f"/{self._kind}s", query)

    def create(self, engine: Engine, spec: Json) -> str:
        """POST /secrets/create: the new ID; `Data` is base64. ApiError 409 if the name is taken."""
        target = f"/{self._kind}s/create"
        return engine.request_json(CreatedObject, "POST", target, None, spec)["ID"]

    def inspect(self, engine: Engine, name: str) -> T:
        """GET /secrets/ID: one object by ID or name; ApiError 404 for none."""
        return engine.request_json(self._shape, "GET", self._path(name))

    def update(self, engine: Engine, name: str, version: int, spec: Json) -> None:
        """POST /secrets/ID/update: change the labels, and nothing else, at a version's index."""
        subject = f'{self._kind} "{name}"'
        send_update(engine, self._path(name, "update"), version, spec, subject)

    def rm(self, engine: Engine, name: str) -> None:
        """DELETE /secrets/ID: ApiError 404 for none, 400 while a service uses it."""
        engine.request("DELETE", self._path(name))

    def _path(self, name: str, *rest: str) -> str:
        return path(f"{self._kind}s", require_name(self._kind, name), *rest)


secrets = ObjectEndpoints("secret", Secret, list[Secret])
configs = ObjectEndpoints("config", Config, list[Config])
