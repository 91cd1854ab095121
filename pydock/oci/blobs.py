"""Blobs of images: digests, descriptors and paths in the OCI layout."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest_of(data: bytes) -> str:
    """Return `sha256:HEX` of a blob."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def blob_path(digest: str) -> str:
    """Return the path of a blob in the OCI layout."""
    return f"blobs/{digest.replace(':', '/')}"


def descriptor(media_type: str, data: bytes) -> dict[str, Any]:
    """Return the descriptor of a blob."""
    return {"mediaType": media_type, "digest": digest_of(data), "size": len(data)}


def compact_json(value: Any) -> bytes:
    """Return a manifest, configuration or index as it is stored."""
    return json.dumps(value, separators=(",", ":")).encode()
