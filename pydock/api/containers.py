"""Containers: /containers of the Engine API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Filters, Json, Query, logs_query, parse_version, path
from pydock.api.types.containers import (
    ContainerCreateResponse,
    ContainerInspect,
    ContainerPrune,
    ContainerSummary,
    ContainerTop,
    ContainerUpdateResponse,
    FilesystemChange,
    IDResponse,
)
from pydock.errors import ApiError, PydockError

if TYPE_CHECKING:
    from pydock.transport import Hijacked, StreamResponse

#: filter of a list of containers -> the API version that has it
_FILTERS = {
    "exited": "1.12",
    "status": "1.14",
    "label": "1.18",
    "id": "1.18",
    "name": "1.18",
    "ancestor": "1.22",
    "before": "1.22",
    "since": "1.22",
    "isolation": "1.22",
    "volume": "1.22",
    "network": "1.24",
    "health": "1.25",
    "is-task": "1.25",
    "expose": "1.28",
    "publish": "1.28",
}


def _path(container: str, *rest: str) -> str:
    """Return the path of a container; PydockError for an invalid name."""
    if not container.strip():
        raise PydockError("invalid container name or ID: value is empty")
    return path("containers", container, *rest)


def ls(
    engine: Engine,
    *,
    all: bool = False,
    limit: int | None = None,
    size: bool = False,
    filters: Filters | None = None,
) -> Iterator[ContainerSummary]:
    """GET /containers/json: the containers, newest first (with sizes only if requested)."""
    query = {"all": all, "limit": limit, "size": size, "filters": engine.filters(filters, _FILTERS)}
    return engine.request_each(list[ContainerSummary], "GET", "/containers/json", query)


def create(
    engine: Engine, body: Json, *, name: str = "", platform: str = ""
) -> ContainerCreateResponse:
    """POST /containers/create: ApiError 404 for a missing image, 409 for a name in use."""
    query = {"name": name, "platform": platform}
    return engine.request_json(ContainerCreateResponse, "POST", "/containers/create", query, body)


def inspect(
    engine: Engine, container: str, *, size: bool = False, raw: bool = False
) -> ContainerInspect:
    """GET /containers/ID/json: one container, `raw` as the engine sent it; ApiError 404."""
    query = {"size": size}
    target = _path(container, "json")
    return engine.request_json(ContainerInspect, "GET", target, query, fill=not raw)


#: the last API version that reports the hardware address that a running container was given
_MAC_ADDRESS_API = "1.51"


def inspect_as_given(engine: Engine, container: str) -> ContainerInspect:
    """Return a container as `inspect` does, raw, with Config.MacAddress where it was given."""
    found = inspect(engine, container, raw=True)
    state: Mapping[str, object] = found.get("State") or {}
    if (
        engine.api_version > parse_version(_MAC_ADDRESS_API)
        and "Config" in found
        and state.get("Running")
    ):
        try:
            older = inspect(Engine(engine.transport, _MAC_ADDRESS_API), found["Id"], raw=True)
        except ApiError:  # of an engine that requires a newer version
            return found
        address = older["Config"].get("MacAddress", "")
        found["Config"] = {**found["Config"], "MacAddress": address}
    return found


def create_accepts_host_config(engine: Engine) -> bool:
    """Return whether POST /containers/create has the HostConfig (API 1.15), or `start`."""
    return engine.supports("1.15")


def start(
    engine: Engine, container: str, *, checkpoint: str = "", checkpoint_dir: str = "",
    detach_keys: str = "", host_config: Json | None = None,
) -> bool:  # fmt: skip
    """POST /containers/ID/start, with `host_config` before API 1.15; False if it was running."""
    query = {"checkpoint": checkpoint, "checkpoint-dir": checkpoint_dir, "detachKeys": detach_keys}
    return engine.request("POST", _path(container, "start"), query, host_config).status != 304


def stop(
    engine: Engine, container: str, *, signal: str = "", timeout_seconds: int | None = None
) -> bool:
    """POST /containers/ID/stop: False if it was stopped already; `signal` since API 1.42."""
    query = _grace(engine, signal, timeout_seconds)
    return engine.request("POST", _path(container, "stop"), query).status != 304


def restart(
    engine: Engine, container: str, *, signal: str = "", timeout_seconds: int | None = None
) -> None:
    """POST /containers/ID/restart; `signal` since API 1.42."""
    engine.request("POST", _path(container, "restart"), _grace(engine, signal, timeout_seconds))


def _grace(engine: Engine, signal: str, timeout_seconds: int | None) -> dict[str, str | int | None]:
    """The signal and timeout of a stop; an engine before API 1.42 chooses the signal itself."""
    known = signal if engine.at_least("1.42") else ""
    return {"t": timeout_seconds, "signal": known}


def kill(engine: Engine, container: str, signal: str = "") -> None:
    """POST /containers/ID/kill: SIGKILL unless another signal is named."""
    engine.request("POST", _path(container, "kill"), {"signal": signal})


def rm(
    engine: Engine,
    container: str,
    *,
    force: bool = False,
    volumes: bool = False,
    link: bool = False,
) -> None:
    """DELETE /containers/ID: `volumes` takes its anonymous volumes with it."""
    query = {"force": force, "v": volumes, "link": link}
    engine.request("DELETE", _path(container), query)


def wait(engine: Engine, container: str, condition: str = "") -> StreamResponse:
    """POST /containers/ID/wait: the head comes at once, JSON at the end; `condition` (API 1.30)."""
    query = {"condition": condition}
    return engine.stream("POST", _path(container, "wait"), query)


def logs(
    engine: Engine, container: str, *, follow: bool = False, since: str = "", until: str = "",
    timestamps: bool = False, tail: str = "", details: bool = False,
) -> StreamResponse:  # fmt: skip
    """GET /containers/ID/logs: framed, or raw when the container has a terminal."""
    query = logs_query(
        follow=follow, since=since, until=until, timestamps=timestamps, tail=tail, details=details
    )
    return engine.stream("GET", _path(container, "logs"), query)


def attach(
    engine: Engine, container: str, *, stdin: bool, stdout: bool, stderr: bool,
    logs: bool = False, detach_keys: str = "",
) -> Hijacked:  # fmt: skip
    """POST /containers/ID/attach: the container's streams on a hijacked connection."""
    query: Query = {
        "stream": True,
        "stdin": stdin,
        "stdout": stdout,
        "stderr": stderr,
        "logs": logs,
        "detachKeys": detach_keys,
    }
    return engine.hijack("POST", _path(container, "attach"), query)


def resize(engine: Engine, container: str, height: int, width: int) -> None:
    """POST /containers/ID/resize: the terminal's size in characters."""
    engine.request("POST", _path(container, "resize"), {"h": height, "w": width})


def prune(engine: Engine, filters: Filters | None = None) -> ContainerPrune:
    """POST /containers/prune (API 1.25): `{"ContainersDeleted": [], "SpaceReclaimed": bytes}`."""
    query = {"filters": engine.filters(filters)}
    return engine.request_json(ContainerPrune, "POST", "/containers/prune", query)


def pause(engine: Engine, container: str) -> None:
    """POST /containers/ID/pause (API 1.12): ApiError 409 if it does not run."""
    engine.request("POST", _path(container, "pause"))


def unpause(engine: Engine, container: str) -> None:
    """POST /containers/ID/unpause (API 1.12): ApiError if it is not paused."""
    engine.request("POST", _path(container, "unpause"))


def rename(engine: Engine, container: str, name: str) -> None:
    """POST /containers/ID/rename (API 1.17): ApiError 409 if the name is taken."""
    if container.strip() and not name.strip():
        raise PydockError("new name cannot be blank")
    engine.request("POST", _path(container, "rename"), {"name": name})


def update(engine: Engine, container: str, body: Json) -> list[str]:
    """POST /containers/ID/update (API 1.22): changes its limits; returns the warnings."""
    target = _path(container, "update")
    answer = engine.request_json(ContainerUpdateResponse, "POST", target, None, body)
    return answer.get("Warnings") or []


def top(engine: Engine, container: str, ps_arguments: str = "") -> ContainerTop:
    """GET /containers/ID/top: `{"Titles": [...], "Processes": [[...]]}`."""
    query = {"ps_args": ps_arguments}
    return engine.request_json(ContainerTop, "GET", _path(container, "top"), query)


def changes(engine: Engine, container: str) -> list[FilesystemChange]:
    """GET /containers/ID/changes: `[{"Kind": 0 changed, 1 added, 2 deleted, "Path": ...}]`."""
    target = _path(container, "changes")
    return engine.request_json(list[FilesystemChange], "GET", target)


def run_health_check(engine: Engine, container: str) -> None:
    """GET /libpod/containers/ID/healthcheck (Podman): check it now; ApiError 409 if it is stopped.

    Podman leaves the times of the checks to systemd, and runs none without it.
    """
    engine.request("GET", path("libpod", "containers", container, "healthcheck"))


def export(engine: Engine, container: str) -> StreamResponse:
    """GET /containers/ID/export: its files as a tar archive."""
    return engine.stream("GET", _path(container, "export"))


def commit(
    engine: Engine, container: str, *, repository: str = "", tag: str = "", comment: str = "",
    author: str = "", changes: Iterable[str] = (), pause: bool = True,
) -> str:  # fmt: skip
    """POST /commit: the new image's id; `changes` are instructions of a Dockerfile."""
    query: dict[str, str | bool | list[str] | None] = {
        "container": container,
        "repo": engine.repository(repository),
        "tag": tag,
        "comment": comment,
        "author": author,
        "changes": list(changes),
        "pause": "" if pause else "0",
    }
    if not container.strip():
        raise PydockError("invalid container name or ID: value is empty")
    body: Json | None = {} if engine.is_podman else None  # Podman refuses an empty one
    answer = engine.request_json(IDResponse, "POST", "/commit", query, body)
    return str(answer["Id"])


def stats(engine: Engine, container: str, *, stream: bool) -> StreamResponse:
    """GET /containers/ID/stats (API 1.17): lines of JSON, not ended by engines before API 1.19.

    Without `stream` an engine compares two readings, a second apart.
    """
    query = {"stream": "true" if stream else "false"}
    return engine.stream("GET", _path(container, "stats"), query)
