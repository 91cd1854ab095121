"""Local directories of blobs that the engine reads and writes through the session.

They are caches (`type=local`), images used as contexts (`oci-layout://DIRECTORY[:TAG][@DIGEST]`)
and images exported to a directory instead of a tar.
"""

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydock.build.buildkit.services.content import Store
from pydock.errors import PydockError
from pydock.golang.unmarshal import unmarshal
from pydock.oci.layout import Layout
from pydock.options.build.caches import Cache
from pydock.spec.build_request import BuildRequest, Directory, Remote

LAYOUT = "oci-layout://"
_LOCAL = "local"
_EXPORT = "export"
_DEFAULT_TAG = "latest"
#: keys of the exporters' response for a written cache, and a written image
_CACHE = "cache.manifest"
_IMAGE, _NAMES = "containerimage.descriptor", "image.name"


def with_stores(request: BuildRequest) -> tuple[BuildRequest, dict[str, Store]]:
    """Return the request for the engine, and directories by ID. PydockError if missing."""
    stores: dict[str, Store] = {}
    contexts: dict[str, Directory | Remote] = {}
    for name, context in request.contexts.items():
        if isinstance(context, Remote) and context.url.startswith(LAYOUT):
            context = _served_layout(context.url, stores)
        contexts[name] = context
    sources = []
    for cache in request.cache_from:
        served = _served_cache(cache, stores) if cache.type == _LOCAL else cache
        if served:
            sources.append(served)
    for cache in request.cache_to:
        if cache.type == _LOCAL:
            directory = cache.attrs["dest"]
            stores[f"local:{directory}"] = Store(Layout(directory), is_writable=True)
    for export in request.exports:
        if export.is_layout:
            if _EXPORT in stores:
                raise PydockError("only one image can be written to a directory")
            stores[_EXPORT] = Store(Layout(export.destination), is_writable=True)
    return replace(request, contexts=contexts, cache_from=tuple(sources)), stores


def note_written(request: BuildRequest, response: Mapping[str, str]) -> None:
    """Add the written blobs to the indexes of the directories. Raises PydockError."""
    try:
        if text := response.get(_CACHE):
            for cache in request.cache_to:
                if cache.type == _LOCAL:
                    tag = cache.attrs.get("tag", _DEFAULT_TAG)
                    Layout(cache.attrs["dest"]).put(_descriptor(text), tag)
        if text := response.get(_IMAGE):
            descriptor = _descriptor(base64.b64decode(text))
            for export in request.exports:
                if export.is_layout:
                    _note_image(Layout(export.destination), descriptor, response.get(_NAMES, ""))
    except (OSError, ValueError) as error:
        raise PydockError(f"failed to update the index of the result: {error}") from None


def _note_image(layout: Layout, descriptor: dict[str, Any], names: str) -> None:
    if not names:
        layout.put(descriptor, _DEFAULT_TAG)
        return
    for name in names.split(","):
        last = name.rpartition("/")[2]
        layout.put(descriptor, last.partition(":")[2] or _DEFAULT_TAG, name)


def _descriptor(text: str | bytes) -> dict[str, Any]:
    return unmarshal(dict[str, Any], text, fill=False) or {}


def _served_layout(url: str, stores: dict[str, Store]) -> Remote:
    place, _, digest = url.removeprefix(LAYOUT).partition("@")
    directory, _, tag = place.partition(":")
    tag = tag or _DEFAULT_TAG
    layout = Layout(directory)
    digest = digest or layout.tagged(tag) or layout.only_one()
    if not digest:
        raise PydockError(
            f'oci-layout reference "{url.removeprefix(LAYOUT)}" could not be resolved:'
            f" {directory} has no image with the tag {tag}"
        )
    name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:25]
    stores[f"oci:{name}"] = Store(layout, is_writable=False)
    return Remote(f"{LAYOUT}{name}:{tag}@{digest}")


def _served_cache(cache: Cache, stores: dict[str, Store]) -> Cache | None:
    directory = cache.attrs["src"]
    layout = Layout(directory)
    digest = cache.attrs.get("digest") or layout.tagged(cache.attrs.get("tag", _DEFAULT_TAG))
    if not digest:
        return None
    stores[f"local:{directory}"] = Store(layout, is_writable=False)
    return Cache(_LOCAL, {**cache.attrs, "digest": digest})
