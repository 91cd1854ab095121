"""The layers in archives of `save`, and which of them another engine has.

Where `save` writes them, by engine:

- docker 25 and later with a graph driver: `blobs/sha256/DIFFID`, uncompressed; Podman: `DIFFID.tar`
- docker with the containerd store: `blobs/sha256/DIGEST`, compressed; manifests among the blobs
  say which diff id each has, and may follow them, as the blobs are in the order of their names
- docker before 25: `ID/layer.tar`, where ID is that of docker before 1.10, derived of the chain

`manifest.json` and `index.json`, the only entries that name the others, are the last ones.

Which layers `load` does not need in the archive (dockerd 20.10 to 29.7, Podman 4.3):

- a graph driver: those whose chain it has, in every layout
- the containerd store: those whose blob it has, by digest, in the OCI layout, into which docker's
  older ones are therefore translated; otherwise it reports success and the image cannot run
- Podman: those whose diff id it has, in docker's layout, where an empty file must stand for them;
  in the OCI layout it looks for the compressed blobs, which it may not know
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from pydock.golang.unmarshal import UnmarshalError, load
from pydock.oci.blobs import digest_of

_BLOBS = "blobs/sha256/"
_SHA256 = "sha256:"

#: the configuration in every layer's `json` but the top one's, as docker 1.10 to 24 write it
_EMPTY_CONFIG = (
    '{"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,'
    '"AttachStderr":false,"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":null,'
    '"Image":"","Volumes":null,"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":null}'
)


class ChainedLayer(NamedTuple):
    """A layer of an image, by DiffID and ChainID of the OCI image specification."""

    diff_id: str
    chain_id: str


class Blob(NamedTuple):
    """A layer as a manifest describes it."""

    digest: str
    size: int


def chained_layers(diff_ids: Iterable[str]) -> list[ChainedLayer]:
    """Return the layers of an image, lowest first, with the chain ID of each."""
    found: list[ChainedLayer] = []
    for diff_id in diff_ids:
        chain_id = _sha256(f"{found[-1].chain_id} {diff_id}") if found else diff_id
        found.append(ChainedLayer(diff_id, chain_id))
    return found


def legacy_ids(image: Sequence[ChainedLayer]) -> list[str]:
    """Return the ids of all layers but the top one in archives of docker 1.10 to 24."""
    found: list[str] = []
    for layer in image[:-1]:
        parent = f',"parent":"{_SHA256}{found[-1]}"' if found else ""
        text = (
            f'{{"container_config":{_EMPTY_CONFIG},"created":"1970-01-01T00:00:00Z",'
            f'"layer_id":"{layer.chain_id}"{parent}}}'
        )
        found.append(_sha256(text).removeprefix(_SHA256))
    return found


class Layers:
    """Which entries of an archive are layers, and which of these the target has.

    It learns more from the JSON of the archive, entry by entry.
    """

    def __init__(
        self, images: Iterable[Sequence[str]], has: Callable[[str, ChainedLayer], bool]
    ) -> None:
        """`images` are the diff ids of each; `has(blob digest, layer)` is about the target.

        An uncompressed blob's digest is the diff id.
        """
        self._has = has
        #: name of an entry -> blob digest and layer, more than one if it is in more
        self._known: dict[str, list[tuple[str, ChainedLayer]]] = {}
        self._legacy: set[str] = set()
        #: legacy id of the parent -> the top layers on it
        self._tops: dict[str, list[ChainedLayer]] = {}
        self.manifests = Manifests()
        for diff_ids in images:
            image = chained_layers(diff_ids)
            for layer in image:
                self._add(_BLOBS + layer.diff_id.removeprefix(_SHA256), layer.diff_id, layer)
                self._add(f"{layer.diff_id.removeprefix(_SHA256)}.tar", layer.diff_id, layer)
            ids = legacy_ids(image)
            self._legacy.update(ids)
            for id, layer in zip(ids, image, strict=False):
                self._add(f"{id}/layer.tar", layer.diff_id, layer)
            if image:
                self._tops.setdefault(ids[-1] if ids else "", []).append(image[-1])

    def read_json(self, name: str, data: bytes) -> None:
        """Read a JSON entry: a manifest, an image's configuration or a legacy layer's."""
        if name.startswith(_BLOBS):
            self.manifests.add(_SHA256 + name.removeprefix(_BLOBS), data)
            for blob, layer in self.manifests.new_layers():
                self._add(_BLOBS + blob.digest.removeprefix(_SHA256), blob.digest, layer)
        elif name.endswith("/json"):
            id = name.removesuffix("/json")
            found = _object(data)
            if id not in self._legacy:
                for layer in self._tops.get(_text(found, "parent"), ()):
                    self._add(f"{id}/layer.tar", layer.diff_id, layer)

    def is_on_target(self, name: str) -> bool:
        """Return whether the target has this layer in all images of the archive."""
        known = self._known.get(name)
        return known is not None and all(self._has(*one) for one in known)

    def digest(self, name: str) -> str:
        """Return the digest of the blob that an entry is, "" if it is not known to be a layer."""
        return self._known[name][0][0] if name in self._known else ""

    def _add(self, name: str, digest: str, layer: ChainedLayer) -> None:
        known = self._known.setdefault(name, [])
        if (digest, layer) not in known:
            known.append((digest, layer))


class Manifests:
    """The manifests and configurations among the blobs of an archive, in any order."""

    def __init__(self) -> None:
        self._diff_ids: dict[str, list[str]] = {}
        self._layers: dict[str, list[Blob]] = {}
        self._configs: dict[str, str] = {}
        self._paired: set[str] = set()
        #: every layer of a manifest whose configuration is here as well
        self.blobs: dict[str, Blob] = {}

    def add(self, digest: str, data: bytes) -> None:
        """Add a blob if it is a manifest or a configuration."""
        found = _object(data)
        layers, rootfs = found.get("layers"), found.get("rootfs")
        if isinstance(layers, list) and isinstance(config := found.get("config"), dict):
            self._layers[digest] = [_blob(one) for one in layers]
            self._configs[digest] = _text(config, "digest")
        elif isinstance(rootfs, dict) and isinstance(ids := rootfs.get("diff_ids"), list):
            self._diff_ids[digest] = [str(one) for one in ids]

    def new_layers(self) -> list[tuple[Blob, ChainedLayer]]:
        """Return the layers that have become known since the last call, with their blobs."""
        found: list[tuple[Blob, ChainedLayer]] = []
        for manifest in self._layers.keys() - self._paired:
            diff_ids = self._diff_ids.get(self._configs[manifest])
            if diff_ids is not None:
                self._paired.add(manifest)
                blobs = self._layers[manifest]
                self.blobs.update({blob.digest: blob for blob in blobs})
                if len(blobs) == len(diff_ids):
                    found += zip(blobs, chained_layers(diff_ids), strict=True)
        return found

    def has_all(self, manifests: Iterable[str]) -> bool:
        """Return whether all these manifests are known, with their configurations."""
        return self._paired.issuperset(manifests)


def _blob(layer: Any) -> Blob:
    layer = layer if isinstance(layer, dict) else {}
    size = layer.get("size")
    return Blob(_text(layer, "digest"), size if isinstance(size, int) else 0)


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = load(data)
    except UnmarshalError:
        return {}
    return found if isinstance(found, dict) else {}


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _sha256(text: str) -> str:
    return digest_of(text.encode("utf-8", "surrogateescape"))
