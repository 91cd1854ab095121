"""What a registry says itself: manifests and blobs of the OCI distribution API."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple
from urllib.parse import urlencode

from pydock.errors import ProtocolError, PydockError
from pydock.oci.manifest_list import INDEX_TYPES, MANIFEST_TYPES
from pydock.oci.reference import Reference
from pydock.transport import Response
from pydock.transport.registry_http import RegistryTransport


class Manifest(NamedTuple):
    """A manifest as the registry keeps it; its digest is that of `raw`."""

    media_type: str
    raw: bytes

    @property
    def digest(self) -> str:
        return f"sha256:{hashlib.sha256(self.raw).hexdigest()}"


class RegistryRefused(PydockError):
    """The registry's own words; `code` is its word for the kind of refusal, or empty."""

    def __init__(self, message: str, status: int, code: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    @property
    def means_missing(self) -> bool:
        """Is it about something that is not there, or not there for this user?"""
        return self.code in ("MANIFEST_UNKNOWN", "NAME_UNKNOWN", "UNAUTHORIZED") or not self.code


def get_manifest(transport: RegistryTransport, image: Reference) -> Manifest:
    """GET /v2/NAME/manifests/REFERENCE: a manifest, or an index of manifests.

    Raises RegistryRefused, and ProtocolError when it is not what the digest promises.
    """
    wanted = image.tag or image.digest
    headers = {"Accept": ", ".join((*MANIFEST_TYPES, *INDEX_TYPES))}
    answer = transport.request(
        "GET", f"/v2/{image.path}/manifests/{wanted}", (_scope(image, "pull"),), headers
    )
    _check(answer, "GET", 200)
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip()
    manifest = Manifest(media_type, answer.body)
    if image.digest and manifest.digest != image.digest:
        raise ProtocolError(f"manifest verification failed for digest {image.digest}")
    return manifest


def get_blob(transport: RegistryTransport, image: Reference, digest: str) -> bytes:
    """GET /v2/NAME/blobs/DIGEST: a small blob, such as an image's configuration.

    Raises RegistryRefused, and ProtocolError when it is not what the digest promises.
    """
    answer = transport.request("GET", f"/v2/{image.path}/blobs/{digest}", (_scope(image, "pull"),))
    _check(answer, "GET", 200)
    algorithm, _, expected = digest.partition(":")
    if hashlib.new(algorithm, answer.body).hexdigest() != expected:
        raise ProtocolError(f"image config verification failed for digest {digest}")
    return answer.body


def mount_blob(
    transport: RegistryTransport, target: Reference, source: Reference, digest: str
) -> bool:
    """POST /v2/NAME/blobs/uploads/: let a repository use a blob of another one.

    False when the registry would rather have it uploaded. Raises RegistryRefused.
    """
    scopes = (_scope(target, "pull,push"), _scope(source, "pull"))
    query = urlencode({"from": source.path, "mount": digest})
    answer = transport.request("POST", f"/v2/{target.path}/blobs/uploads/?{query}", scopes)
    if answer.status == 202:
        if upload := answer.headers.get("location"):
            transport.request("DELETE", upload, scopes)
        return False
    _check(answer, "POST", 201)
    return True


def put_manifest(transport: RegistryTransport, image: Reference, manifest: Manifest) -> str:
    """PUT /v2/NAME/manifests/REFERENCE: the digest that the registry knows it by now.

    Raises RegistryRefused.
    """
    wanted = image.tag or image.digest
    answer = transport.request(
        "PUT",
        f"/v2/{image.path}/manifests/{wanted}",
        (_scope(image, "pull,push"),),
        {"Content-Type": manifest.media_type},
        manifest.raw,
    )
    _check(answer, "PUT", 201)
    return answer.headers.get("docker-content-digest") or manifest.digest


def _scope(image: Reference, actions: str) -> str:
    return f"repository:{image.path}:{actions}"


def _check(answer: Response, method: str, expected: int) -> None:
    """Raise RegistryRefused unless the answer has the expected status."""
    if answer.status == expected:
        return
    errors = []
    try:
        document = json.loads(answer.body)
        errors = [(str(item["code"]), str(item.get("message", ""))) for item in document["errors"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    if not errors:
        words = f"unexpected status from {method} request: {answer.status} {answer.reason}"
        raise RegistryRefused(words.rstrip(), answer.status, "")
    words = "\n".join(f"{code.lower().replace('_', ' ')}: {message}" for code, message in errors)
    raise RegistryRefused(words, answer.status, errors[0][0])
