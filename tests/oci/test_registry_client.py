"""Requests to a registry: their paths, scopes and headers, and refusals."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from pydock.oci.manifest_list import DOCKER_MANIFEST
from pydock.oci.reference import parse
from pydock.oci.registry_client import (
    DigestMismatch,
    Manifest,
    RegistryRefused,
    get_blob,
    get_manifest,
    mount_blob,
    put_manifest,
)
from pydock.transport import Response

IMAGE = parse("localhost:5000/team/app:1")
RAW = b'{"schemaVersion": 2}'
DIGEST = f"sha256:{hashlib.sha256(RAW).hexdigest()}"


class FakeRegistry:
    def __init__(self, status: int, body: bytes = RAW, **headers: str) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = Response(status, "Reason", names, body)
        self.requests: list[tuple[Any, ...]] = []

    def request(self, *request: Any) -> Response:
        self.requests.append(request)
        return self.answer


def test_a_manifest_by_its_tag() -> None:
    registry = FakeRegistry(200, content_type=f"{DOCKER_MANIFEST}; charset=utf-8")
    manifest = get_manifest(registry, IMAGE)
    assert manifest == Manifest(DOCKER_MANIFEST, RAW)
    assert manifest.digest == DIGEST
    method, path, scopes, headers = registry.requests[0]
    assert (method, path) == ("GET", "/v2/team/app/manifests/1")
    assert scopes == ("repository:team/app:pull",)
    assert "application/vnd.oci.image.index.v1+json" in headers["Accept"]


def test_a_manifest_by_its_digest_is_verified() -> None:
    registry = FakeRegistry(200)
    right = parse(f"localhost:5000/team/app@{DIGEST}")
    assert get_manifest(registry, right).raw == RAW
    assert registry.requests[0][1] == f"/v2/team/app/manifests/{DIGEST}"
    wrong = right._replace(digest=f"sha256:{'0' * 64}")
    with pytest.raises(DigestMismatch, match="manifest verification failed for digest sha256:0000"):
        get_manifest(registry, wrong)


def test_a_blob_is_verified() -> None:
    assert get_blob(FakeRegistry(200), IMAGE, DIGEST) == RAW
    with pytest.raises(DigestMismatch, match="image config verification failed"):
        get_blob(FakeRegistry(200, b"other"), IMAGE, DIGEST)


@pytest.mark.parametrize("digest", ["None", "shake_128:00", "md5:00", "sha256:"])
def test_a_blob_without_a_usable_digest_is_not_requested(digest: str) -> None:
    registry = FakeRegistry(200)
    with pytest.raises(DigestMismatch):
        get_blob(registry, IMAGE, digest)
    assert registry.requests == []


def test_a_blob_is_mounted_or_not() -> None:
    source = parse("localhost:5000/base")
    registry = FakeRegistry(201)
    assert mount_blob(registry, IMAGE, source, DIGEST)
    method, path, scopes = registry.requests[0]
    assert method == "POST"
    assert path.startswith("/v2/team/app/blobs/uploads/?from=base&mount=sha256%3A")
    assert scopes == ("repository:team/app:pull,push", "repository:base:pull")
    registry = FakeRegistry(202, location="/v2/team/app/blobs/uploads/1")
    assert not mount_blob(registry, IMAGE, source, DIGEST)
    assert registry.requests[1][:2] == ("DELETE", "/v2/team/app/blobs/uploads/1")


def test_a_manifest_is_put() -> None:
    registry = FakeRegistry(201, docker_content_digest="sha256:theirs")
    assert put_manifest(registry, IMAGE, Manifest(DOCKER_MANIFEST, RAW)) == ("sha256:theirs")
    assert registry.requests[0][3:] == ({"Content-Type": DOCKER_MANIFEST}, RAW)
    assert put_manifest(FakeRegistry(201), IMAGE, Manifest("", RAW)) == DIGEST


@pytest.mark.parametrize(
    ("status", "errors", "words", "means_missing"),
    [
        (404, [("MANIFEST_UNKNOWN", "no such thing")], "manifest unknown: no such thing", True),
        (401, [("UNAUTHORIZED", "log in")], "unauthorized: log in", True),
        (403, [("DENIED", "no")], "denied: no", False),
        (400, [("A_B", "x"), ("C", "y")], "a b: x\nc: y", False),
        (500, None, "unexpected status from GET request: 500 Reason", True),
    ],
)
def test_a_refusal_in_the_registry_s_words(
    status: int, errors: list[tuple[str, str]] | None, words: str, means_missing: bool
) -> None:
    body = b"<html>"
    if errors:
        items = [{"code": code, "message": message} for code, message in errors]
        body = json.dumps({"errors": items}).encode()
    with pytest.raises(RegistryRefused) as refusal:
        get_manifest(FakeRegistry(status, body), IMAGE)
    assert (refusal.value.message, refusal.value.status) == (words, status)
    assert refusal.value.means_missing is means_missing


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"errors": []}', b'{"errors": [1]}'])
def test_a_refusal_without_words(body: bytes) -> None:
    with pytest.raises(RegistryRefused, match="unexpected status"):
        get_manifest(FakeRegistry(502, body), IMAGE)
