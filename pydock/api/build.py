"""Builds: /build of the Engine API, /session and /grpc."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Filters, Query
from pydock.api.types.system import BuildPrune
from pydock.errors import ApiError

if TYPE_CHECKING:
    from pydock.transport import ByteStream, Headers, Hijacked, StreamResponse

#: statuses for a missing endpoint or an unknown upgrade
_MISSING = (400, 404, 405, 501)


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


class BuildKitEndpoints:
    """The engine's endpoints for builds by BuildKit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open_grpc(self) -> ByteStream | None:
        """POST /grpc (API 1.39): BuildKit's own API, over HTTP/2; None where the engine lacks it.

        The endpoint is deprecated since API 1.53: an engine without it has that API on every
        connection that begins with HTTP/2, which docker 29.7 does not take over TLS.
        """
        connection = self._hijack("/grpc", {})
        if connection is None and self._engine.supports("1.53"):
            return self._engine.transport.connect_http2()
        return connection

    def open_session(self, headers: Headers) -> Hijacked | None:
        """POST /session (API 1.31): the engine calls services of the client; None without it."""
        return self._hijack("/session", headers)

    def build(self, query: Query) -> StreamResponse:
        """POST /build, version 2 (API 1.39): build with what a session serves.

        `query` has `session` and `buildid`; the response is the progress. Closing it cancels the
        build.
        """
        return self._engine.stream("POST", "/build", {**query, "version": 2})

    def cancel(self, build_id: str) -> None:
        """POST /build/cancel (API 1.39): cancel a build of version 2."""
        self._engine.request("POST", "/build/cancel", {"id": build_id})

    def _hijack(self, path: str, headers: Headers) -> Hijacked | None:
        try:
            return self._engine.hijack("POST", path, headers={"Upgrade": "h2c", **headers})
        except ApiError as error:
            if error.status in _MISSING:
                return None
            raise


def prune(engine: Engine, filters: Filters, *, all: bool, keep_bytes: int = 0) -> BuildPrune:
    """POST /build/prune (API 1.31): `{"CachesDeleted": [...], "SpaceReclaimed": bytes}`.

    `all`, `filters` and `keep_bytes`, the space that the cache may keep, since API 1.39.
    """
    query = {"all": all, "filters": engine.filters(filters), "keep-storage": keep_bytes or None}
    return engine.request_json(BuildPrune, "POST", "/build/prune", query)
