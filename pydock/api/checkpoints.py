"""Checkpoints: /containers/ID/checkpoints of the Engine API (experimental, since 1.25)."""

from pydock.api.engine import Engine, path
from pydock.api.types.containers import Checkpoint


def ls(engine: Engine, container: str, *, directory: str = "") -> list[Checkpoint]:
    """GET /containers/ID/checkpoints: `[{"Name": ...}]`; `directory` is one of the engine's."""
    query = {"dir": directory}
    return engine.request_json(
        list[Checkpoint], "GET", path("containers", container, "checkpoints"), query
    )


def create(engine: Engine, container: str, name: str, *, directory: str = "", end: bool) -> None:
    """POST /containers/ID/checkpoints: `end` stops the container when its state is saved."""
    body = {"CheckpointID": name, "CheckpointDir": directory, "Exit": end}
    engine.request("POST", path("containers", container, "checkpoints"), None, body)


def rm(engine: Engine, container: str, name: str, *, directory: str = "") -> None:
    """DELETE /containers/ID/checkpoints/NAME."""
    query = {"dir": directory}
    engine.request("DELETE", path("containers", container, "checkpoints", name), query)
