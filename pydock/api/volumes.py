"""Volumes: /volumes of the Engine API (since 1.21)."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.api.engine import Engine, path
from pydock.api.types.volumes import Volume, VolumeListResponse, VolumePrune

Json = dict[str, Any]


def ls(engine: Engine, filters: Mapping[str, Iterable[str]] | None = None) -> Json:
    """GET /volumes: `{"Volumes": [...], "Warnings": [...]}`."""
    found: Json = engine.request_json(
        VolumeListResponse, "GET", "/volumes", {"filters": engine.filters(filters or {})}
    )
    return found


def create(engine: Engine, body: Json) -> Json:
    """POST /volumes/create: the volume, the existing one if the name is taken."""
    created: Json = engine.request_json(Volume, "POST", "/volumes/create", None, body)
    return created


def inspect(engine: Engine, volume: str, *, raw: bool = False) -> Json:
    """GET /volumes/NAME: one volume, `raw` as the engine sent it; ApiError 404 if missing."""
    found: Json = engine.request_json(Volume, "GET", path("volumes", volume), fill=not raw)
    return found


def update(engine: Engine, volume: str, version: int, spec: Json) -> None:
    """PUT /volumes/NAME (API 1.42): change a cluster volume at `version`, its index."""
    engine.request("PUT", path("volumes", volume), {"version": version}, {"Spec": spec})


def rm(engine: Engine, volume: str, *, force: bool = False) -> None:
    """DELETE /volumes/NAME: ApiError 409 while in use; `force` since API 1.25."""
    engine.request("DELETE", path("volumes", volume), {"force": True if force else None})


def prune(engine: Engine, filters: Mapping[str, Iterable[str]] | None = None) -> Json:
    """POST /volumes/prune (API 1.25): `{"VolumesDeleted": [...], "SpaceReclaimed": bytes}`.

    Anonymous volumes alone since API 1.42, unless a filter says `all`.
    """
    query = {"filters": engine.filters(filters or {})}
    pruned: Json = engine.request_json(VolumePrune, "POST", "/volumes/prune", query)
    return pruned
