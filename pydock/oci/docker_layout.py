"""Docker's layout of archives, `manifest.json`, translated into the OCI layout's index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydock.golang.unmarshal import UnmarshalError, load
from pydock.oci.blobs import blob_path, compact_json, descriptor
from pydock.oci.manifest_list import OCI_INDEX, OCI_MANIFEST
from pydock.oci.reference import InvalidReference, parse

OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar"


def index_of(manifests: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return an index of the manifests with these descriptors."""
    return {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests}


def layout_files(manifests: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Return the files of an OCI layout beside its blobs: path -> content."""
    return {
        "index.json": compact_json(index_of(manifests)),
        "oci-layout": compact_json({"imageLayoutVersion": "1.0.0"}),
    }


def oci_files(
    manifest: bytes, digest_of: Callable[[str], str], sizes: Mapping[str, int]
) -> dict[str, bytes]:
    """Return the index and manifests of the images in a `manifest.json`: path -> content.

    `digest_of` an entry is that of its blob, `sizes` are by digest. Raises ValueError for an entry
    that is unknown and for anything but images.
    """

    def known(media_type: str, path: str) -> dict[str, Any]:
        digest = digest_of(path)
        return {"mediaType": media_type, "digest": digest, "size": sizes[digest]}

    files: dict[str, bytes] = {}
    entries = []
    try:
        for image in load(manifest):
            found = {
                "schemaVersion": 2,
                "mediaType": OCI_MANIFEST,
                "config": known(OCI_CONFIG, image["Config"]),
                "layers": [known(OCI_LAYER, path) for path in image["Layers"]],
            }
            data = compact_json(found)
            entry = descriptor(OCI_MANIFEST, data)
            files[blob_path(entry["digest"])] = data
            tags = [parse(tag) for tag in image.get("RepoTags") or ()]
            entries += [{**entry, "annotations": _annotations(str(t), t.tag)} for t in tags]
            entries += [] if tags else [entry]
    except (UnmarshalError, InvalidReference, TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"invalid manifest.json: {error}") from None
    return files | layout_files(entries)


def _annotations(name: str, tag: str) -> dict[str, str]:
    return {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": tag}
