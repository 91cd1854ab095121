"""Archives as engines write them with `save`, of images of any layers."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydock.archive.image_archive import archive
from pydock.oci.archive_layers import chained_layers, legacy_ids

#: an archive of one image of these layers, with this name
Write = Callable[[Sequence[bytes], str], bytes]
Json = Mapping[str, Any]


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def diff_ids(layers: Sequence[bytes]) -> list[str]:
    return [digest(layer) for layer in layers]


def config(layers: Sequence[bytes], more: Json | None = None) -> bytes:
    rootfs = {"type": "layers", "diff_ids": diff_ids(layers)}
    return _json({"os": "linux", "architecture": "amd64", "rootfs": rootfs, **(more or {})})


def layer(files: Mapping[str, bytes | str | None]) -> bytes:
    """A layer's tar: files with content, directories without, symlinks with a target as text."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            if content is None:
                info.type = tarfile.DIRTYPE
            elif isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
            else:
                info.size = len(content)
            tar.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return stream.getvalue()


def graph_driver(layers: Sequence[bytes], name: str, more: Json | None = None) -> bytes:
    """docker 25 and later with a graph driver: uncompressed blobs by the names of their digests."""
    return _oci(layers, layers, name, more)


def containerd_store(layers: Sequence[bytes], name: str, more: Json | None = None) -> bytes:
    """docker with the containerd store: compressed blobs."""
    return _oci(layers, [gzip.compress(layer, mtime=0) for layer in layers], name, more)


def docker_20(layers: Sequence[bytes], name: str, more: Json | None = None) -> bytes:
    """docker 1.10 to 24: a directory for each layer, in the order of their ids."""
    ids = legacy_ids(chained_layers(diff_ids(layers)))
    ids.append(hashlib.sha256(b"top").hexdigest())
    files: dict[str, bytes] = {}
    for id, parent, layer in zip(ids, ["", *ids], layers, strict=False):
        about = {"id": id, **({"parent": parent} if parent else {})}
        files |= {f"{id}/VERSION": b"1.0", f"{id}/json": _json(about), f"{id}/layer.tar": layer}
    files[f"{digest(config(layers, more))[7:]}.json"] = config(layers, more)
    return _with_manifest(
        dict(sorted(files.items())), config(layers, more), name, [f"{i}/layer.tar" for i in ids]
    )


def podman(layers: Sequence[bytes], name: str, more: Json | None = None) -> bytes:
    """Podman 4."""
    names = [f"{id[7:]}.tar" for id in diff_ids(layers)]
    files = dict(zip(names, layers, strict=True))
    files[f"{digest(config(layers, more))[7:]}.json"] = config(layers, more)
    return _with_manifest(files, config(layers, more), f"docker.io/{name}", names)


LAYOUTS = (graph_driver, containerd_store, docker_20, podman)


def _oci(layers: Sequence[bytes], blobs: Sequence[bytes], name: str, more: Json | None) -> bytes:
    manifest = _json(
        {
            "schemaVersion": 2,
            "config": _descriptor(config(layers, more)),
            "layers": [_descriptor(blob) for blob in blobs],
        }
    )
    all_blobs = [*blobs, config(layers, more), manifest]
    files = {f"blobs/sha256/{digest(blob)[7:]}": blob for blob in all_blobs}
    files = dict(sorted(files.items()))
    files["index.json"] = _json({"schemaVersion": 2, "manifests": [_descriptor(manifest)]})
    names = [f"blobs/sha256/{digest(blob)[7:]}" for blob in blobs]
    return _with_manifest(files, config(layers, more), name, names)


def _with_manifest(
    files: dict[str, bytes], config: bytes, name: str, names: Sequence[str]
) -> bytes:
    path = f"{digest(config)[7:]}.json"
    path = path if path in files else f"blobs/sha256/{path[:-5]}"
    manifest = [{"Config": path, "RepoTags": [name], "Layers": names}]
    return archive({**files, "manifest.json": _json(manifest)})


def _descriptor(data: bytes) -> dict[str, Any]:
    return {"digest": digest(data), "size": len(data)}


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
