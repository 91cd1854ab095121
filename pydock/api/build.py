"""Builds: /build of the Engine API, with the classic builder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydock.api.engine import Engine, Query

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

Json = dict[str, Any]


def build(
    engine: Engine, query: Query, context: Iterable[bytes], registry_config: str
) -> StreamResponse:
    """POST /build: build an image from a context, a tar; the answer is the progress.

    `query` is as pydock.options.build makes it, with `dockerfile`, the file's path in the
    context. `registry_config` is the X-Registry-Config header (API 1.9). Closing the answer
    cancels the build (API 1.18).
    """
    headers = {"Content-Type": "application/x-tar", "X-Registry-Config": registry_config}
    return engine.stream("POST", "/build", query, context, headers)


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
