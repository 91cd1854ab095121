"""A folder in the OCI image layout: blobs by digest, and an index of those that have a tag."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from pydock.errors import PydockError

_TAG = "org.opencontainers.image.ref.name"
_NAME = "io.containerd.image.name"
_INDEX = "application/vnd.oci.image.index.v1+json"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Layout:
    """A folder that is one, or becomes one when something is written."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def find(self, digest: str) -> Path | None:
        """The file of a blob that is there; None for one that is not, or is no digest."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self._folder / "blobs" / digest.replace(":", "/")
        return path if path.is_file() else None

    def tagged(self, tag: str) -> str:
        """The digest that has a tag; "" when nothing has it."""
        for found in self._manifests():
            if _annotations(found).get(_TAG) == tag:
                return str(found.get("digest") or "")
        return ""

    def only_one(self) -> str:
        """The digest of the index's only entry; "" when it has none, or several."""
        found = self._manifests()
        return str(found[0].get("digest") or "") if len(found) == 1 else ""

    def put(self, descriptor: dict[str, Any], tag: str, name: str = "") -> None:
        """Give a tag, or the name of an image with that tag, to what a descriptor describes.

        Nothing else has it then. Raises OSError.
        """
        key, value = (_NAME, name) if name else (_TAG, tag)
        annotations = {**_annotations(descriptor), _TAG: tag, key: value}
        others = [found for found in self._manifests() if _annotations(found).get(key) != value]
        index = {
            "schemaVersion": 2,
            "mediaType": _INDEX,
            "manifests": [*others, {**descriptor, "annotations": annotations}],
        }
        self._write("oci-layout", {"imageLayoutVersion": "1.0.0"})
        self._write("index.json", index)

    def new_blob(self) -> NewBlob:
        """A blob to be written. Raises OSError."""
        blobs = self._folder / "blobs/sha256"
        blobs.mkdir(parents=True, exist_ok=True)
        return NewBlob(blobs)

    def _manifests(self) -> list[dict[str, Any]]:
        """What the index names; nothing for one that is missing or makes no sense."""
        try:
            found = json.loads((self._folder / "index.json").read_bytes())
        except (OSError, ValueError):
            return []
        manifests = found.get("manifests") if isinstance(found, dict) else None
        if not isinstance(manifests, list):
            return []
        return [one for one in manifests if isinstance(one, dict)]

    def _write(self, name: str, value: Any) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file, part = tempfile.mkstemp(dir=self._folder, prefix=".pydock-")
        with os.fdopen(file, "w") as opened:
            json.dump(value, opened, separators=(",", ":"))
        Path(part).chmod(0o644)
        Path(part).replace(self._folder / name)


def _annotations(descriptor: dict[str, Any]) -> dict[str, Any]:
    found = descriptor.get("annotations")
    return found if isinstance(found, dict) else {}


class NewBlob:
    """A blob that is not there before it is whole."""

    def __init__(self, blobs: Path) -> None:
        self._blobs = blobs
        file, self._part = tempfile.mkstemp(dir=blobs, prefix=".pydock-")
        self._file = os.fdopen(file, "wb")
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def commit(self, total: int, expected: str) -> str:
        """Let it be there; its digest. PydockError when it is another one than expected."""
        digest = f"sha256:{self._hash.hexdigest()}"
        if (total > 0 and total != self.size) or expected not in ("", digest):
            raise PydockError(
                f"the engine sent {digest} of {self.size} bytes in place of {expected}"
            )
        self._file.close()
        part = Path(self._part)
        part.chmod(0o444)
        part.replace(self._blobs / digest.removeprefix("sha256:"))
        return digest

    def drop(self) -> None:
        """Leave nothing of it, unless it has been committed."""
        self._file.close()
        Path(self._part).unlink(missing_ok=True)
