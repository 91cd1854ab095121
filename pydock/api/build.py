"""Builds: /build of the Engine API, /session and /grpc."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydock.api.engine import Engine, Query

if TYPE_CHECKING:
    from pydock.transport import Headers, Hijacked, StreamResponse

Json = dict[str, Any]


def build(
    engine: Engine, query: Query, context: Iterable[bytes], registry_config: str
) -> StreamResponse:
    """POST /build: build an image from a context, a tar; the answer is the progress.

    `query` is as pydock.spec.classic_build makes it, with `dockerfile`, the file's path in the
    context. `registry_config` is the X-Registry-Config header (API 1.9). Closing the answer
    cancels the build (API 1.18).
    """
    headers = {"Content-Type": "application/x-tar", "X-Registry-Config": registry_config}
    return engine.stream("POST", "/build", query, context, headers)


def build_in_session(engine: Engine, query: Query) -> StreamResponse:
    """POST /build, version 2 (API 1.39): let BuildKit build, with what a session serves.

    `query` has `session` and `buildid`; the answer is the progress. Closing it cancels the build.
    """
    return engine.stream("POST", "/build", {**query, "version": 2})


def cancel(engine: Engine, build_id: str) -> None:
    """POST /build/cancel (API 1.39): end a build of version 2."""
    engine.request("POST", "/build/cancel", {"id": build_id})


def open_session(engine: Engine, headers: Headers) -> Hijacked:
    """POST /session (API 1.31): a connection on which the engine calls the client's services.

    `headers` name the session and its methods. The connection speaks HTTP/2, and the client is
    the server.
    """
    return engine.hijack("POST", "/session", headers={"Upgrade": "h2c", **headers})


def open_buildkit(engine: Engine) -> Hijacked:
    """POST /grpc (API 1.39): a connection to BuildKit's own services, which speaks HTTP/2."""
    return engine.hijack("POST", "/grpc", headers={"Upgrade": "h2c"})


def prune(
    engine: Engine, filters: Mapping[str, Iterable[str]], *, all: bool, keep_bytes: int = 0
) -> Json:
    """POST /build/prune (API 1.31): `{"CachesDeleted": [...], "SpaceReclaimed": bytes}`.

    `all`, `filters` and `keep_bytes`, the space that the cache may keep, since API 1.39.
    """
    query = {
        "all": True if all else None,
        "filters": engine.filters(filters),
        "keep-storage": keep_bytes or None,
    }
    done: Json = engine.call("POST", "/build/prune", query)
    return done
