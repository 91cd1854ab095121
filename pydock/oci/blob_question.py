"""A question to an engine's containerd store: which of these blobs does it have?

No endpoint answers it. But `load` takes an index of manifests without their layers, and `inspect`
with `manifests=1` (API 1.48) then says of each manifest whether all its blobs are there. The
manifests are attestations, which no engine unpacks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydock.oci.docker_layout import blob_path

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_INDEX = "application/vnd.oci.image.index.v1+json"
_NO_PLATFORM = {"architecture": "unknown", "os": "unknown"}


class Question(NamedTuple):
    """An archive to load and what `inspect` of its image then shows."""

    image_id: str
    #: name -> content
    files: Mapping[str, bytes]
    #: manifest -> the blob that it needs
    blobs: Mapping[str, str]


def question(digests: Iterable[str]) -> Question:
    """Return the question whether an engine has blobs with these digests."""
    files: dict[str, bytes] = {}

    def descriptor(media_type: str, value: Any) -> dict[str, Any]:
        data = _json(value)
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        files[blob_path(digest)] = data
        return {"mediaType": media_type, "digest": digest, "size": len(data)}

    rootfs = {"type": "layers", "diff_ids": list[str]()}
    config = {**_NO_PLATFORM, "config": {}, "rootfs": rootfs}
    config_descriptor = descriptor("application/vnd.oci.image.config.v1+json", config)
    annotations = {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": config_descriptor["digest"],
    }
    blobs: dict[str, str] = {}
    manifests = []
    for digest in digests:
        layer = {"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": digest, "size": 1}
        manifest = descriptor(
            _MANIFEST,
            {
                "schemaVersion": 2,
                "mediaType": _MANIFEST,
                "config": config_descriptor,
                "layers": [layer],
            },
        )
        blobs[manifest["digest"]] = digest
        manifests.append({**manifest, "platform": _NO_PLATFORM, "annotations": annotations})
    index = descriptor(_INDEX, _index(manifests))
    files["index.json"] = _json(_index([index]))
    files["oci-layout"] = _json({"imageLayoutVersion": "1.0.0"})
    return Question(index["digest"], files, blobs)


def _index(manifests: list[dict[str, Any]]) -> dict[str, Any]:
    return {"schemaVersion": 2, "mediaType": _INDEX, "manifests": manifests}


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
