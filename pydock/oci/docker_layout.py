"""Docker's layout of archives, `manifest.json`, translated into the OCI layout's index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from pydock.golang.unmarshal import UnmarshalError, load
from pydock.oci.reference import InvalidReference, parse

_INDEX = "application/vnd.oci.image.index.v1+json"
_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar"


def blob_path(digest: str) -> str:
    """Return the path of a blob in the OCI layout."""
    return f"blobs/{digest.replace(':', '/')}"


def oci_files(
    manifest: bytes, digest_of: Callable[[str], str], sizes: Mapping[str, int]
) -> dict[str, bytes]:
    """Return the index and manifests of the images in a `manifest.json`: path -> content.

    `digest_of` an entry is that of its blob, `sizes` are by digest. Raises ValueError for an entry
    that is unknown and for anything but images.
    """

    def descriptor(media_type: str, path: str) -> dict[str, Any]:
        digest = digest_of(path)
        return {"mediaType": media_type, "digest": digest, "size": sizes[digest]}

    files: dict[str, bytes] = {}
    entries = []
    try:
        for image in load(manifest):
            found = {
                "schemaVersion": 2,
                "mediaType": _MANIFEST,
                "config": descriptor(_CONFIG, image["Config"]),
                "layers": [descriptor(_LAYER, path) for path in image["Layers"]],
            }
            data = _json(found)
            digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
            files[blob_path(digest)] = data
            entry = {"mediaType": _MANIFEST, "digest": digest, "size": len(data)}
            tags = [parse(tag) for tag in image.get("RepoTags") or ()]
            entries += [{**entry, "annotations": _annotations(str(t), t.tag)} for t in tags]
            entries += [] if tags else [entry]
    except (UnmarshalError, InvalidReference, TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"invalid manifest.json: {error}") from None
    files["index.json"] = _json({"schemaVersion": 2, "mediaType": _INDEX, "manifests": entries})
    files["oci-layout"] = _json({"imageLayoutVersion": "1.0.0"})
    return files


def _annotations(name: str, tag: str) -> dict[str, str]:
    return {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": tag}


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
