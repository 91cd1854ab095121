"""Requests of the OCI distribution API: tags, manifests and blobs of a registry."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from pydock.golang.unmarshal import load
from pydock.oci.blobs import digest_of
from pydock.oci.manifest_list import INDEX_TYPES, MANIFEST_TYPES
from pydock.oci.reference import InvalidReference, Reference, check_digest

_TAGS_OF_A_PAGE = 1000
_NEXT_PAGE = re.compile(r"""<([^>]*)>\s*;[^,]*\brel="?next\b""", re.IGNORECASE)
_TOO_MANY_REQUESTS = 429
_ACCEPTED = {"Accept": ", ".join((*MANIFEST_TYPES, *INDEX_TYPES))}


class Response(Protocol):
    """A complete HTTP response; the names of `headers` are lower case."""

    @property
    def status(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...


class Transport(Protocol):
    """HTTP to one registry, with authentication."""

    def request(
        self,
        method: str,
        path: str,
        scopes: tuple[str, ...],
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Response:
        """Send a request authorized for `scopes` ("repository:team/app:pull")."""


class Manifest(NamedTuple):
    """A manifest as the registry stores it; `digest` is that of `raw`."""

    media_type: str
    raw: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.raw)


class RegistryError(Exception):
    """A registry refused a request, or its response is invalid."""

    means_missing = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DigestMismatch(RegistryError):
    """The content that a registry sent has another digest than requested."""


class RegistryRefused(RegistryError):
    """A registry refused a request; `code` is the error code of its response, or empty."""

    def __init__(self, message: str, status: int, code: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    @property
    def means_missing(self) -> bool:  # type: ignore[override]
        """Whether the content is missing, or missing for this user."""
        return self.code in ("MANIFEST_UNKNOWN", "NAME_UNKNOWN", "UNAUTHORIZED") or not self.code


def tags(transport: Transport, repository: Reference) -> Iterator[str]:
    """GET /v2/NAME/tags/list: yield the tags of a repository, page by page.

    Raises RegistryRefused, and RegistryError for an invalid list.
    """
    first = f"/v2/{repository.path}/tags/list"
    page = f"{first}?n={_TAGS_OF_A_PAGE}"
    pages: set[str] = set()
    while page:
        pages.add(page)
        response = transport.request("GET", page, (_scope(repository, "pull"),))
        if response.status == 400 and len(pages) == 1 and page != first:
            page = first  # the registry limits the size of a page
            pages.clear()
            continue
        _check(response, "GET", 200)
        yield from _tags_of(response.body)
        page = _next_page(page, response.headers.get("link", ""))
        if page in pages:
            raise RegistryError("the list of tags has no end: its pages repeat")


def _tags_of(body: bytes) -> list[str]:
    try:
        found = load(body)["tags"] or []
    except (ValueError, TypeError, KeyError):
        found = None
    if not isinstance(found, list) or not all(isinstance(tag, str) for tag in found):
        raise RegistryError("the registry sent an invalid list of tags")
    return found


def _next_page(page: str, link: str) -> str:
    """Return path and query of the next page, always in the same registry; "" after the last."""
    match = _NEXT_PAGE.search(link)
    if match is None:
        return ""
    try:
        parts = urlsplit(urljoin(page, match[1]))
    except ValueError:
        raise RegistryError("the registry names an invalid next page") from None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def manifest_digest(transport: Transport, image: Reference) -> str:
    """HEAD /v2/NAME/manifests/REFERENCE: return the digest of a manifest or an index.

    GET where the registry does not send the digest. Raises as `get_manifest`.
    """
    target = f"/v2/{image.path}/manifests/{image.tag or _checked(image.digest)}"
    response = transport.request("HEAD", target, (_scope(image, "pull"),), _ACCEPTED)
    digest = response.headers.get("docker-content-digest", "")
    if response.status == 200 and digest:
        return _checked(digest)
    if response.status == _TOO_MANY_REQUESTS:
        _check(response, "HEAD", 200)
    return get_manifest(transport, image).digest  # whose error has a body


def get_manifest(transport: Transport, image: Reference) -> Manifest:
    """GET /v2/NAME/manifests/REFERENCE: return a manifest, or an index of manifests.

    Raises RegistryRefused and DigestMismatch.
    """
    reference = image.tag or _checked(image.digest)
    response = transport.request(
        "GET", f"/v2/{image.path}/manifests/{reference}", (_scope(image, "pull"),), _ACCEPTED
    )
    _check(response, "GET", 200)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip()
    manifest = Manifest(media_type, response.body)
    if image.digest and manifest.digest != image.digest:
        raise DigestMismatch(f"manifest verification failed for digest {image.digest}")
    return manifest


def get_blob(transport: Transport, image: Reference, digest: str) -> bytes:
    """GET /v2/NAME/blobs/DIGEST: return a small blob, such as the configuration of an image.

    Raises RegistryRefused and DigestMismatch.
    """
    _checked(digest)
    scopes = (_scope(image, "pull"),)
    response = transport.request("GET", f"/v2/{image.path}/blobs/{digest}", scopes)
    _check(response, "GET", 200)
    algorithm, _, expected = digest.partition(":")
    if hashlib.new(algorithm, response.body).hexdigest() != expected:
        raise DigestMismatch(f"image config verification failed for digest {digest}")
    return response.body


def mount_blob(transport: Transport, target: Reference, source: Reference, digest: str) -> bool:
    """POST /v2/NAME/blobs/uploads/: mount another repository's blob; False to upload instead."""
    scopes = (_scope(target, "pull,push"), _scope(source, "pull"))
    query = urlencode({"from": source.path, "mount": digest})
    response = transport.request("POST", f"/v2/{target.path}/blobs/uploads/?{query}", scopes)
    if response.status == 202:
        if upload := response.headers.get("location"):
            transport.request("DELETE", upload, scopes)
        return False
    _check(response, "POST", 201)
    return True


def put_manifest(transport: Transport, image: Reference, manifest: Manifest) -> str:
    """PUT /v2/NAME/manifests/REFERENCE: upload a manifest; its digest. RegistryRefused."""
    reference = image.tag or image.digest
    response = transport.request(
        "PUT",
        f"/v2/{image.path}/manifests/{reference}",
        (_scope(image, "pull,push"),),
        {"Content-Type": manifest.media_type},
        manifest.raw,
    )
    _check(response, "PUT", 201)
    return response.headers.get("docker-content-digest") or manifest.digest


def _scope(image: Reference, actions: str) -> str:
    return f"repository:{image.path}:{actions}"


def _checked(digest: str) -> str:
    """Return a digest of the registry; DigestMismatch when it is malformed."""
    try:
        check_digest(digest)
    except InvalidReference as error:
        raise DigestMismatch(f"{digest}: {error}") from None
    return digest


def _check(response: Response, method: str, expected: int) -> None:
    """Raise RegistryRefused unless the response has the expected status."""
    if response.status == expected:
        return
    errors = []
    try:
        document = load(response.body)
        errors = [(str(item["code"]), str(item.get("message", ""))) for item in document["errors"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    if not errors:
        message = f"unexpected status from {method} request: {response.status} {response.reason}"
        raise RegistryRefused(message.rstrip(), response.status, "")
    message = "\n".join(f"{code.lower().replace('_', ' ')}: {text}" for code, text in errors)
    raise RegistryRefused(message, response.status, errors[0][0])
