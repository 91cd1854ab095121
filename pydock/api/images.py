"""Images: /images of the Engine API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Filters, Json, Query, path, registry_auth_header
from pydock.api.types.images import (
    Attestation,
    ImageDeleteItem,
    ImageHistoryItem,
    ImageInspect,
    ImagePrune,
    ImageSearchItem,
    ImageSummary,
)
from pydock.errors import ApiError, NotSupported, PydockError

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

#: filter of a list of images -> the API version that has it
_FILTERS = {
    "dangling": "1.12",
    "label": "1.18",
    "before": "1.24",
    "since": "1.24",
    "reference": "1.25",
    "until": "1.44",
}
#: the API version in which `inspect` reports the available content of each platform
MANIFESTS_API = "1.48"
#: limit of the output of `load` for one image
_LOADED_LIMIT_BYTES = 64 << 10
#: as pydock.oci.platform reads it: os, architecture, variant
Platform = Mapping[str, str]


def ls(
    engine: Engine,
    *,
    all: bool = False,
    filters: Filters | None = None,
    manifests: bool = False,
    shared_sizes: bool = False,
) -> list[ImageSummary]:
    """GET /images/json: the images, newest first; `all` has the layers of builds too.

    `manifests` (API 1.47) adds what each image has for each platform, `shared_sizes` (API 1.42)
    the size that it shares with others. Before API 1.25 only
    one `reference` can be requested, beside the other filters.
    """
    requested = dict(filters or {})
    reference = None
    if "reference" in requested and not engine.at_least("1.25"):
        references = list(requested.pop("reference"))
        if len(references) > 1:
            raise NotSupported(f"more than one reference {engine.requirement('1.25')}")
        reference = next(iter(references), None)
    query = {
        "all": all,
        "filter": reference,
        "filters": engine.filters(requested, _FILTERS),
        "manifests": manifests,
        "shared-size": shared_sizes,
    }
    return engine.request_json(list[ImageSummary], "GET", "/images/json", query)


def inspect(
    engine: Engine,
    image: str,
    *,
    platform: Platform | None = None,
    manifests: bool = False,
    raw: bool = False,
) -> ImageInspect:
    """GET /images/NAME/json: one image; `platform` since API 1.49. ApiError 404.

    `manifests` (API 1.48) adds what the image has for each platform, in a containerd store.
    """
    query = {"platform": _json(platform), "manifests": manifests}
    target = _path(image, "json")
    return engine.request_json(ImageInspect, "GET", target, query, fill=not raw)


def layers(engine: Engine, images: Iterable[str]) -> Iterator[list[str]]:
    """Yield the diff ids of the layers of each image (API 1.22); GET /images/NAME/json."""
    for image in images:
        with suppress(ApiError):  # removed in the meantime
            yield diff_ids(inspect(engine, image))


def diff_ids(image: ImageInspect) -> list[str]:
    """Return the digests of an image's layers, uncompressed, lowest first."""
    return (image.get("RootFS") or {}).get("Layers") or []


def available_manifests(image: ImageInspect) -> frozenset[str]:
    """Return the digests of the manifests that a containerd store has in full (MANIFESTS_API)."""
    return frozenset(
        one["ID"]
        for one in image.get("Manifests") or ()
        if one.get("Available") and one.get("Kind") == "image"
    )


def attestations(
    engine: Engine, image: str, *, platform: Platform | None = None
) -> list[Attestation]:
    """GET /images/NAME/attestations (API 1.55): in-toto statements. ApiError 404, 501.

    Of the engine's own platform, unless another one is given.
    """
    query = {"platform": _json(platform), "statement": True}
    target = _path(image, "attestations")
    return engine.request_json(list[Attestation], "GET", target, query, fill=False)


def history(
    engine: Engine, image: str, *, platform: Platform | None = None
) -> list[ImageHistoryItem]:
    """GET /images/NAME/history: the layers, newest first; `platform` since API 1.48."""
    query = {"platform": _json(platform)}
    target = _path(image, "history")
    return engine.request_json(list[ImageHistoryItem], "GET", target, query)


def tag(engine: Engine, image: str, repository: str, name: str) -> None:
    """POST /images/NAME/tag: give an image another repository and tag. ApiError 404, 409."""
    query: Query = {
        "repo": engine.repository(repository),
        "tag": name,
        "force": not engine.at_least("1.24"),
    }
    engine.request("POST", _path(image, "tag"), query)


def rm(
    engine: Engine,
    image: str,
    *,
    force: bool = False,
    prune: bool = True,
    platforms: Iterable[Platform] = (),
) -> list[ImageDeleteItem]:
    """DELETE /images/NAME: names untagged, IDs deleted; `platforms` API 1.50. ApiError 404, 409."""
    query: Query = {
        "force": force,
        "noprune": not prune,
        "platforms": [json.dumps(platform) for platform in platforms],
    }
    return engine.request_json(list[ImageDeleteItem], "DELETE", _path(image), query)


def prune(engine: Engine, filters: Filters) -> ImagePrune:
    """POST /images/prune (API 1.25): `{"ImagesDeleted": [...], "SpaceReclaimed": bytes}`."""
    query = {"filters": engine.filters(filters)}
    return engine.request_json(ImagePrune, "POST", "/images/prune", query)


def pull(
    engine: Engine, repository: str, tag: str, *, platform: str = "", auth: str = ""
) -> StreamResponse:
    """POST /images/create: pull a `tag`, digest or all; `platform` API 1.32; progress."""
    if tag.startswith("sha256:"):
        engine.require("1.18", "an image's digest")
    query = {"fromImage": engine.repository(repository), "tag": tag, "platform": platform}
    return engine.stream("POST", "/images/create", query, headers=registry_auth_header(auth))


def push(
    engine: Engine, repository: str, tag: str, *, platform: Platform | None = None, auth: str = ""
) -> StreamResponse:
    """POST /images/NAME/push, progress as the answer; all tags without one; `platform` API 1.46."""
    query = {"tag": tag, "platform": _json(platform)}
    target = _path(engine.repository(repository), "push")
    return engine.stream("POST", target, query, headers=registry_auth_header(auth))


def load(
    engine: Engine,
    archive: Iterable[bytes],
    *,
    quiet: bool = False,
    platforms: Iterable[Platform] = (),
) -> StreamResponse:
    """POST /images/load: the images of a tar archive; progress unless `quiet` (API 1.23).

    Old engines answer text, newer ones JSON, by the Content-Type. One of `platforms` since API
    1.48, several since API 1.52.
    """
    headers = {"Content-Type": "application/x-tar"}
    return engine.stream(
        "POST",
        "/images/load",
        {"quiet": int(quiet), "platform": _list(platforms)},  # without `quiet` engines are quiet
        archive,
        headers,
    )


def save(
    engine: Engine, images: Iterable[str], *, platforms: Iterable[Platform] = ()
) -> StreamResponse:
    """GET /images/get: a tar archive of the images.

    One of `platforms` since API 1.48, several since API 1.52.

    ApiError 404 when one of them does not exist. Several at once since API 1.15.
    """
    names = list(images)
    if len(names) > 1:
        engine.require("1.15", "saving several images at once")
    elif not engine.supports("1.15"):
        return engine.stream("GET", _path(names[0], "get"))
    query = {"names": names, "platform": _list(platforms)}
    return engine.stream("GET", "/images/get", query)


def have_blobs(engine: Engine, digests: Iterable[str]) -> set[str]:
    """Return which of these blobs an engine with the containerd store has.

    POST /images/load, GET /images/ID/json and DELETE /images/ID (API 1.48) of an index of a
    manifest for each blob, which is gone afterwards.
    """
    from pydock.archive.image_archive import archive
    from pydock.oci.blob_probe import probe

    sent = probe(digests)
    with load(engine, [archive(sent.files)], quiet=True) as answer:
        answer.read(_LOADED_LIMIT_BYTES)
    try:
        found = inspect(engine, sent.image_id, manifests=True)
    finally:
        rm(engine, sent.image_id)
    manifests = found.get("Manifests") or []
    return {sent.blobs[one["ID"]] for one in manifests if one.get("Available")}


def import_(
    engine: Engine,
    source: str,
    archive: Iterable[bytes] | None,
    *,
    reference: str = "",
    message: str = "",
    changes: Iterable[str] = (),
    platform: str = "",
) -> StreamResponse:
    """POST /images/create: an image of a tar archive, `source` a URL or "-"; progress."""
    query: Query = {
        "fromSrc": source,
        "repo": reference,
        "message": message,
        "changes": list(changes),
        "platform": platform,
    }
    return engine.stream("POST", "/images/create", query, archive)


def search(
    engine: Engine, term: str, *, filters: Filters, limit: int = 0, auth: str = ""
) -> list[ImageSearchItem]:
    """GET /images/search: images of a registry, the Hub by default, by a term."""
    query = {
        "term": term,
        "limit": limit if limit > 0 else None,
        "filters": engine.filters(filters),
    }
    found = engine.request_json(
        list[ImageSearchItem], "GET", "/images/search", query, headers=registry_auth_header(auth)
    )
    if engine.supports("1.24"):
        return found
    requested = [(name, value) for name, values in filters.items() for value in values]
    found = [item for item in found if all(_has_value(item, *pair) for pair in requested)]
    return found[:limit] if limit > 0 else found


def _has_value(found: Json, name: str, value: str) -> bool:
    """Return whether a result matches a filter, which engines before API 1.24 ignore."""
    if name == "stars" and value.isdecimal():
        return int(found.get("star_count") or 0) >= int(value)
    if name in ("is-official", "is-automated") and value in ("true", "false"):
        return bool(found.get(name.replace("-", "_"))) == (value == "true")
    raise PydockError(f"invalid filter '{name}={value}'")


def _path(image: str, *parts: str) -> str:
    """Return the path of an image's endpoint."""
    return path("images", image, *parts)


def _json(platform: Platform | None) -> str | None:
    return json.dumps(platform, separators=(",", ":")) if platform else None


def _list(platforms: Iterable[Platform]) -> list[str]:
    return [json.dumps(platform, separators=(",", ":")) for platform in platforms]
