"""A probe for blobs in an engine's containerd store.

No endpoint reports which blobs are there. But `load` takes an index of manifests without their
layers, and `inspect` with `manifests=1` (API 1.48) then reports of each manifest whether all its
blobs are there. The manifests are attestations, which no engine unpacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydock.oci.blobs import blob_path, compact_json, descriptor
from pydock.oci.docker_layout import OCI_CONFIG, OCI_LAYER, index_of, layout_files
from pydock.oci.manifest_list import OCI_INDEX, OCI_MANIFEST

_NO_PLATFORM = {"architecture": "unknown", "os": "unknown"}


class Probe(NamedTuple):
    """An archive to load and what `inspect` of its image then shows."""

    image_id: str
    #: name -> content
    files: Mapping[str, bytes]
    #: manifest -> the blob that it needs
    blobs: Mapping[str, str]


def probe(digests: Iterable[str]) -> Probe:
    """Return what to load to learn whether an engine has blobs with these digests."""
    files: dict[str, bytes] = {}

    def added(media_type: str, value: Any) -> dict[str, Any]:
        data = compact_json(value)
        found = descriptor(media_type, data)
        files[blob_path(found["digest"])] = data
        return found

    rootfs = {"type": "layers", "diff_ids": list[str]()}
    config = {**_NO_PLATFORM, "config": {}, "rootfs": rootfs}
    config_descriptor = added(OCI_CONFIG, config)
    annotations = {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": config_descriptor["digest"],
    }
    blobs: dict[str, str] = {}
    manifests = []
    for digest in digests:
        layer = {"mediaType": OCI_LAYER, "digest": digest, "size": 1}
        manifest = added(
            OCI_MANIFEST,
            {
                "schemaVersion": 2,
                "mediaType": OCI_MANIFEST,
                "config": config_descriptor,
                "layers": [layer],
            },
        )
        blobs[manifest["digest"]] = digest
        manifests.append({**manifest, "platform": _NO_PLATFORM, "annotations": annotations})
    index = added(OCI_INDEX, index_of(manifests))
    files |= layout_files([index])
    return Probe(index["digest"], files, blobs)
