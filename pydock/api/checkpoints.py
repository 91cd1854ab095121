"""Checkpoints: /containers/ID/checkpoints of the Engine API (experimental, since 1.25)."""

from __future__ import annotations

from typing import Any

from pydock.api.engine import Engine, path

Json = dict[str, Any]


def ls(engine: Engine, container: str, *, folder: str = "") -> list[Json]:
    """GET /containers/ID/checkpoints: `[{"Name": ...}]`; `folder` is one of the engine's."""
    query = {"dir": folder or None}
    found: list[Json] | None = engine.call(
        "GET", path("containers", container, "checkpoints"), query
    )
    return found or []


def create(engine: Engine, container: str, name: str, *, folder: str = "", end: bool) -> None:
    """POST /containers/ID/checkpoints: `end` stops the container when its state is saved."""
    body = {"CheckpointID": name, "CheckpointDir": folder, "Exit": end}
    engine.send("POST", path("containers", container, "checkpoints"), None, body)


def rm(engine: Engine, container: str, name: str, *, folder: str = "") -> None:
    """DELETE /containers/ID/checkpoints/NAME."""
    query = {"dir": folder or None}
    engine.send("DELETE", path("containers", container, "checkpoints", name), query)
