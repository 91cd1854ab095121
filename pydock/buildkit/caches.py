"""Caches in folders of this machine (`type=local`), which the engine reads and writes by way of
the session."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from pydock.buildkit.layout import Layout
from pydock.buildkit.request import BuildRequest, Cache
from pydock.buildkit.services.content import Store
from pydock.errors import PydockError

_LOCAL = "local"
_DEFAULT_TAG = "latest"
#: what the exporters say of a cache that has been written
_WRITTEN = "cache.manifest"


def with_digests(request: BuildRequest) -> BuildRequest:
    """The request with the digest of each cache in a folder that is read.

    A folder without such a cache is left out, as the first build with it has none.
    """
    found = []
    for cache in request.cache_from:
        if cache.type == _LOCAL and not cache.attrs.get("digest"):
            digest = Layout(cache.attrs["src"]).tagged(cache.attrs.get("tag", _DEFAULT_TAG))
            if not digest:
                continue
            cache = Cache(_LOCAL, {**cache.attrs, "digest": digest})
        found.append(cache)
    return replace(request, cache_from=tuple(found))


def stores(request: BuildRequest) -> dict[str, Store]:
    """The folders with caches, by the ids that the engine knows them by."""
    found = {}
    for caches, key, is_writable in (
        (request.cache_from, "src", False),
        (request.cache_to, "dest", True),
    ):
        for cache in caches:
            if cache.type == _LOCAL:
                folder = cache.attrs[key]
                found[f"local:{folder}"] = Store(Layout(folder), is_writable)
    return found


def tag_written(request: BuildRequest, response: Mapping[str, str]) -> None:
    """Note in the folders' indexes what has been written. PydockError when that is impossible."""
    if not response.get(_WRITTEN):
        return
    try:
        descriptor = json.loads(response[_WRITTEN])
        for cache in request.cache_to:
            if cache.type == _LOCAL:
                tag = cache.attrs.get("tag", _DEFAULT_TAG)
                Layout(cache.attrs["dest"]).put_tag(tag, descriptor)
    except (OSError, ValueError, TypeError) as error:
        raise PydockError(f"the cache has no index: {error}") from None
