"""Volumes: /volumes of the Engine API (since 1.21)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Filters, Json, path
from pydock.api.types.volumes import Volume, VolumeListResponse, VolumePrune

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_PODMAN_EXPORT = (5, 6)


def ls(engine: Engine, filters: Filters | None = None) -> VolumeListResponse:
    """GET /volumes: `{"Volumes": [...], "Warnings": [...]}`."""
    return engine.request_json(
        VolumeListResponse, "GET", "/volumes", {"filters": engine.filters(filters)}
    )


def create(engine: Engine, body: Json) -> Volume:
    """POST /volumes/create: the volume, the existing one if the name is taken."""
    return engine.request_json(Volume, "POST", "/volumes/create", None, body)


def inspect(engine: Engine, volume: str) -> Volume:
    """GET /volumes/NAME: one volume; ApiError 404 if missing."""
    return engine.request_json(Volume, "GET", path("volumes", volume))


def update(engine: Engine, volume: str, version: int, spec: Json) -> None:
    """PUT /volumes/NAME (API 1.42): change a cluster volume at `version`, its index."""
    engine.request("PUT", path("volumes", volume), {"version": version}, {"Spec": spec})


def rm(engine: Engine, volume: str, *, force: bool = False) -> None:
    """DELETE /volumes/NAME: ApiError 409 while in use; `force` since API 1.25."""
    engine.request("DELETE", path("volumes", volume), {"force": force})


def export_reports_owners(engine: Engine) -> bool:
    """Return whether owners of files are in `export` (Podman 5.6), or in /containers/ID/archive."""
    found = re.match(r"Libpod/(\d+)\.(\d+)", engine.ping.server)
    return found is None or tuple(map(int, found.groups())) >= _PODMAN_EXPORT


def export(engine: Engine, volume: str) -> StreamResponse:
    """GET /libpod/volumes/NAME/export (Podman 5.6): its files as a tar stream, to be closed."""
    return engine.stream("GET", path("libpod", "volumes", volume, "export"))


def prune(engine: Engine, filters: Filters | None = None) -> VolumePrune:
    """POST /volumes/prune (API 1.25): anonymous ones since API 1.42, unless filtered by `all`."""
    query = {"filters": engine.filters(filters)}
    return engine.request_json(VolumePrune, "POST", "/volumes/prune", query)
