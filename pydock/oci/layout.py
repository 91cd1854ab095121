"""The OCI image layout: a directory of blobs by digest, with an index of tagged manifests."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from pydock.golang.unmarshal import unmarshal
from pydock.oci.blobs import blob_path
from pydock.oci.docker_layout import index_of

_TAG = "org.opencontainers.image.ref.name"
_NAME = "io.containerd.image.name"
_INDEX_LIMIT_BYTES = 16 << 20
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class BlobMismatch(ValueError):
    """A blob has another digest or size than expected."""


class Layout:
    """A directory in the OCI image layout; it is created on the first write."""

    def __init__(self, directory: str) -> None:
        self._directory = Path(directory)

    def find(self, digest: str) -> Path | None:
        """Return the path of a blob, or None if it is missing or the digest is malformed."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self._directory / blob_path(digest)
        return path if path.is_file() else None

    def tagged(self, tag: str) -> str:
        """Return the digest of the manifest with a tag, or ""."""
        for descriptor in self._manifests():
            if _annotations(descriptor).get(_TAG) == tag:
                return str(descriptor.get("digest") or "")
        return ""

    def only_one(self) -> str:
        """Return the digest of the only manifest of the index, or "" if there are none or many."""
        manifests = self._manifests()
        return str(manifests[0].get("digest") or "") if len(manifests) == 1 else ""

    def put(self, descriptor: dict[str, Any], tag: str, name: str = "") -> None:
        """Add a descriptor to the index, replacing one of its tag or name. Raises OSError."""
        key, value = (_NAME, name) if name else (_TAG, tag)
        annotations = {**_annotations(descriptor), _TAG: tag, key: value}
        others = [one for one in self._manifests() if _annotations(one).get(key) != value]
        index = index_of([*others, {**descriptor, "annotations": annotations}])
        self._write("oci-layout", {"imageLayoutVersion": "1.0.0"})
        self._write("index.json", index)

    def new_blob(self) -> NewBlob:
        """Open a new blob for writing. Raises OSError."""
        blobs = self._directory / "blobs/sha256"
        blobs.mkdir(parents=True, exist_ok=True)
        return NewBlob(blobs)

    def _manifests(self) -> list[dict[str, Any]]:
        """Return the descriptors of the index, none if it is missing or malformed."""
        file = self._directory / "index.json"
        try:
            if not file.is_file() or file.stat().st_size > _INDEX_LIMIT_BYTES:
                return []
            index = unmarshal(dict[str, Any], file.read_bytes(), fill=False)
        except (OSError, ValueError):
            return []
        manifests = (index or {}).get("manifests")
        if not isinstance(manifests, list):
            return []
        return [one for one in manifests if isinstance(one, dict)]

    def _write(self, name: str, value: Any) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        file, temporary = tempfile.mkstemp(dir=self._directory, prefix=".pydock-")
        with os.fdopen(file, "w") as opened:
            json.dump(value, opened, separators=(",", ":"))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(self._directory / name)


def _annotations(descriptor: dict[str, Any]) -> dict[str, Any]:
    annotations = descriptor.get("annotations")
    return annotations if isinstance(annotations, dict) else {}


class NewBlob:
    """A blob being written; it appears in the layout when it is committed."""

    def __init__(self, blobs: Path) -> None:
        self._blobs = blobs
        file, self._temporary = tempfile.mkstemp(dir=blobs, prefix=".pydock-")
        self._file = os.fdopen(file, "wb")
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def commit(self, total: int, expected: str) -> str:
        """Move the blob into the layout and return its digest. Raises BlobMismatch."""
        digest = f"sha256:{self._hash.hexdigest()}"
        if (total > 0 and total != self.size) or expected not in ("", digest):
            raise BlobMismatch(
                f"unexpected blob: got {digest} of {self.size} bytes, expected {expected}"
            )
        self._file.close()
        temporary = Path(self._temporary)
        temporary.chmod(0o444)
        temporary.replace(self._blobs / digest.removeprefix("sha256:"))
        return digest

    def drop(self) -> None:
        """Delete the blob, unless it is committed."""
        self._file.close()
        Path(self._temporary).unlink(missing_ok=True)
