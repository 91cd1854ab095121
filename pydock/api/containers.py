"""Containers: /containers of the Engine API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydock.api.engine import Engine, path

if TYPE_CHECKING:
    from pydock.transport import Hijacked, StreamResponse

Json = dict[str, Any]


def ls(
    engine: Engine,
    *,
    all: bool = False,
    limit: int | None = None,
    size: bool = False,
    filters: Mapping[str, Iterable[str]] | None = None,
) -> list[Json]:
    """GET /containers/json: the containers, newest first (sizes only when asked for)."""
    query = {
        "all": True if all else None,
        "limit": limit,
        "size": True if size else None,
        "filters": engine.filters(filters or {}),
    }
    found: list[Json] = engine.call("GET", "/containers/json", query)
    return found


def create(engine: Engine, body: Json, *, name: str = "", platform: str = "") -> Json:
    """POST /containers/create: `{"Id": ..., "Warnings": [...]}`.

    ApiError 404 when the image is missing, 409 when the name is taken.
    """
    query = {"name": name or None, "platform": platform or None}
    created: Json = engine.call("POST", "/containers/create", query, body)
    return created


def inspect(engine: Engine, container: str, *, size: bool = False) -> Json:
    """GET /containers/ID/json: everything about one container; ApiError 404 if missing."""
    query = {"size": True if size else None}
    found: Json = engine.call("GET", path("containers", container, "json"), query)
    return found


def start(
    engine: Engine, container: str, *, checkpoint: str = "", checkpoint_dir: str = "",
    detach_keys: str = "",
) -> bool:  # fmt: skip
    """POST /containers/ID/start: False when it was running already (304, API 1.13)."""
    query = {
        "checkpoint": checkpoint or None,
        "checkpoint-dir": checkpoint_dir or None,
        "detachKeys": detach_keys or None,
    }
    return engine.send("POST", path("containers", container, "start"), query).status != 304


def stop(
    engine: Engine, container: str, *, signal: str = "", timeout_seconds: int | None = None
) -> bool:
    """POST /containers/ID/stop: False when it was stopped already (304, API 1.13).

    `signal` since API 1.42; without `timeout_seconds` the container's own grace applies.
    """
    query = {"t": timeout_seconds, "signal": signal or None}
    return engine.send("POST", path("containers", container, "stop"), query).status != 304


def restart(
    engine: Engine, container: str, *, signal: str = "", timeout_seconds: int | None = None
) -> None:
    """POST /containers/ID/restart; `signal` since API 1.42."""
    query = {"t": timeout_seconds, "signal": signal or None}
    engine.call("POST", path("containers", container, "restart"), query)


def kill(engine: Engine, container: str, signal: str = "") -> None:
    """POST /containers/ID/kill: SIGKILL unless another signal is named."""
    engine.call("POST", path("containers", container, "kill"), {"signal": signal or None})


def rm(
    engine: Engine,
    container: str,
    *,
    force: bool = False,
    volumes: bool = False,
    link: bool = False,
) -> None:
    """DELETE /containers/ID: `volumes` takes its anonymous volumes with it."""
    query = {
        "force": True if force else None,
        "v": True if volumes else None,
        "link": True if link else None,
    }
    engine.call("DELETE", path("containers", container), query)


def wait(engine: Engine, container: str, condition: str = "") -> StreamResponse:
    """POST /containers/ID/wait: the head comes at once, the JSON when the container ends.

    `condition` (next-exit, removed, not-running) since API 1.30.
    """
    query = {"condition": condition or None}
    return engine.stream("POST", path("containers", container, "wait"), query)


def logs(
    engine: Engine, container: str, *, follow: bool = False, since: str = "", until: str = "",
    timestamps: bool = False, tail: str = "", details: bool = False,
) -> StreamResponse:  # fmt: skip
    """GET /containers/ID/logs: framed, or raw when the container has a terminal."""
    query = {
        "stdout": True,
        "stderr": True,
        "follow": True if follow else None,
        "since": since or None,
        "until": until or None,
        "timestamps": True if timestamps else None,
        "tail": tail or None,
        "details": True if details else None,
    }
    return engine.stream("GET", path("containers", container, "logs"), query)


def attach(
    engine: Engine, container: str, *, stdin: bool, stdout: bool, stderr: bool,
    logs: bool = False, detach_keys: str = "",
) -> Hijacked:  # fmt: skip
    """POST /containers/ID/attach: the container's streams on a hijacked connection."""
    query = {
        "stream": True,
        "stdin": True if stdin else None,
        "stdout": True if stdout else None,
        "stderr": True if stderr else None,
        "logs": True if logs else None,
        "detachKeys": detach_keys or None,
    }
    return engine.hijack("POST", path("containers", container, "attach"), query)


def resize(engine: Engine, container: str, height: int, width: int) -> None:
    """POST /containers/ID/resize: the terminal's size in characters."""
    engine.call("POST", path("containers", container, "resize"), {"h": height, "w": width})
