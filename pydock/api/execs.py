"""Commands run in running containers: /exec of the Engine API (since 1.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Json, path
from pydock.api.types.containers import ExecInspect, IDResponse

if TYPE_CHECKING:
    from pydock.transport import Hijacked


def create(engine: Engine, container: str, body: Json) -> str:
    """POST /containers/ID/exec: the id of the exec; ApiError 404 or 409 (not running)."""
    target = path("containers", container, "exec")
    created = engine.request_json(IDResponse, "POST", target, None, body)
    return str(created["Id"])


def start(engine: Engine, exec_id: str, body: Json) -> None:
    """POST /exec/ID/start with Detach: returns as soon as the command runs."""
    engine.request("POST", path("exec", exec_id, "start"), None, body)


def attach(engine: Engine, exec_id: str, body: Json) -> Hijacked:
    """POST /exec/ID/start: starts the command; its streams on the hijacked connection."""
    return engine.hijack("POST", path("exec", exec_id, "start"), None, body)


def inspect(engine: Engine, exec_id: str) -> ExecInspect:
    """GET /exec/ID/json (API 1.16): `Running`, `ExitCode` and what was run."""
    return engine.request_json(ExecInspect, "GET", path("exec", exec_id, "json"))


def resize(engine: Engine, exec_id: str, height: int, width: int) -> None:
    """POST /exec/ID/resize: the terminal's size in characters."""
    engine.request("POST", path("exec", exec_id, "resize"), {"h": height, "w": width})
