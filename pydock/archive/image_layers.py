"""The configuration and the files of an image's layers out of an archive of `save`.

Entry by entry in constant memory: of files, their paths and attributes are kept, no content. The
layers are tars within the tar, in a containerd store compressed. `manifest.json`, which names them,
may be the last entry; `pydock.oci.archive_layers` has the layouts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydock.archive.compression import DecompressedStream, Format, format_of
from pydock.archive.file_entries import content_bytes, content_digest, file_of
from pydock.archive.header_fields import ArchiveError, checksum_is_right
from pydock.archive.tar_headers import BLOCK_BYTES, HARD_LINK, REGULAR, SYMLINK, Entry, printable
from pydock.archive.tar_reader import ReadInto, TarReader
from pydock.golang.unmarshal import UnmarshalError, load
from pydock.oci.blobs import blob_path
from pydock.oci.layer_files import Layer
from pydock.oci.packages import listed, manager_of
from pydock.oci.secrets import content_reason, name_reason

_MANIFEST = "manifest.json"
#: lists of packages that are larger are not read
_LIST_LIMIT_BYTES = 64 << 20
#: larger files are not searched for secrets
_SEARCHED_BYTES = 64 << 10
#: manifests and configurations are a few kilobytes
_JSON_LIMIT_BYTES = 4 << 20
_ALL_JSON_LIMIT_BYTES = 64 << 20
#: about what is spent on paths: an image of a million files needs this much
_PATHS_LIMIT_BYTES = 2 << 30
_MOST_LAYERS = 1000
_MOST_LINKS = 40


class ImageLayers(NamedTuple):
    """An image: its configuration, and its layers, lowest first."""

    config: dict[str, Any]
    layers: list[Layer]


def read_image(
    readinto: ReadInto, diff_ids: Sequence[str], *, for_diff: bool = False
) -> ImageLayers:
    """Return the image with these layers, or the first one, of an archive. Raises ArchiveError.

    `for_diff` adds the digests of the content of files, and the packages that lists of them have;
    without it, content is searched for secrets.
    """
    return _Archive(for_diff).read(TarReader(readinto), diff_ids)


class _Archive:
    def __init__(self, for_diff: bool) -> None:
        self._for_diff = for_diff
        self._layers: dict[str, Layer | ArchiveError] = {}
        self._json: dict[str, Any] = {}
        self._links: dict[str, str] = {}
        self._json_bytes = self._paths_bytes = 0

    def read(self, reader: TarReader, diff_ids: Sequence[str]) -> ImageLayers:
        for entry in reader:
            name = _normal(entry.name)
            if entry.type in (SYMLINK, HARD_LINK):
                start = b"" if entry.type == HARD_LINK else posixpath.dirname(entry.name)
                self._add_link(name, _normal(posixpath.join(start, entry.link_name)))
            elif entry.type == REGULAR:
                self._add_file(name, entry, _EntryStream(reader.content()))
        config, names = self._image(diff_ids)
        return ImageLayers(config, [self._layer(name) for name in names])

    def _add_link(self, name: str, target: str) -> None:
        self._spend(len(name) + len(target))
        self._links[name] = target

    def _add_file(self, name: str, entry: Entry, content: _EntryStream) -> None:
        head = content.peek(BLOCK_BYTES)
        if _is_tar(head):
            self._add_layer(name, content.readinto)
        elif format := format_of(head):
            self._add_layer(name, content.readinto, format)
        elif head[:1] in (b"{", b"[") and entry.size <= _JSON_LIMIT_BYTES:
            self._add_json(name, content.all())

    def _add_json(self, name: str, data: bytes) -> None:
        """Keep a manifest or a configuration."""
        try:
            found = load(data)
        except UnmarshalError:
            return
        is_used = isinstance(found, dict) and ("rootfs" in found or "layers" in found)
        if is_used or name == _MANIFEST:
            self._json_bytes += len(data)
            if self._json_bytes > _ALL_JSON_LIMIT_BYTES:
                raise ArchiveError("the archive has too many configurations")
            self._json[name] = found

    def _add_layer(self, name: str, readinto: ReadInto, compressed: Format | None = None) -> None:
        layer = Layer()
        try:
            if compressed:
                readinto = DecompressedStream(readinto, compressed).readinto
            reader = TarReader(readinto)
            for entry in reader:
                self._add_entry(layer, entry, reader)
            self._layers[name] = layer
        except _TooLarge:
            raise
        except ArchiveError as error:  # if the image has this layer
            self._layers[name] = ArchiveError(f"layer {_title(name)}: {error.message}")

    def _add_entry(self, layer: Layer, entry: Entry, reader: TarReader) -> None:
        depth = entry.name.count(b"/") + 1
        self._spend(len(entry.name) * (1 + depth // 2) + 200 * depth + len(entry.link_name))
        digest, secret = b"", ""
        size = content_bytes(entry)
        if size and self._for_diff:
            manager = manager_of(path := Layer.path(entry.name))
            kept: list[bytes] | None = [] if manager and size <= _LIST_LIMIT_BYTES else None
            digest = content_digest(reader, kept)
            if kept:
                layer.packages[path] = listed(manager, b"".join(kept))
        elif size:
            secret = name_reason(entry.name)
            if not secret and size <= _SEARCHED_BYTES:
                secret = content_reason(b"".join(bytes(data) for _, data in reader.content()))
        layer.add(entry.name, file_of(entry, digest, secret))

    def _spend(self, size_bytes: int) -> None:
        self._paths_bytes += size_bytes
        if self._paths_bytes > _PATHS_LIMIT_BYTES:
            raise _TooLarge("the image has too many files")

    def _image(self, diff_ids: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
        """Return the configuration, and the names of the layers' entries."""
        found = list(self._images())
        if not found:
            raise ArchiveError("the archive has no image in a layout of docker 1.10 or later")
        config, names = next((one for one in found if _diff_ids(one[0]) == diff_ids), found[0])
        if len(names) > _MOST_LAYERS:
            raise ArchiveError(f"the image has more than {_MOST_LAYERS} layers")
        return config, names

    def _images(self) -> Iterator[tuple[dict[str, Any], list[str]]]:
        """Yield the images of docker's manifest.json, then those of manifests among the blobs."""
        listed = self._json.get(_MANIFEST)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and isinstance(names := one.get("Layers") or [], list):
                yield from self._image_of(one.get("Config"), names)
        for one in self._json.values():
            if isinstance(one, dict) and isinstance(one.get("layers"), list):
                yield from self._image_of(_blob(one.get("config")), map(_blob, one["layers"]))

    def _image_of(
        self, config_name: Any, names: Iterable[Any]
    ) -> Iterator[tuple[dict[str, Any], list[str]]]:
        config = self._json.get(_normal_text(str(config_name)))
        if isinstance(config, dict) and "rootfs" in config:
            yield config, [_normal_text(str(name)) for name in names]

    def _layer(self, name: str) -> Layer:
        target = name
        for _ in range(_MOST_LINKS):
            layer = self._layers.get(target)
            if isinstance(layer, ArchiveError):
                raise layer
            if layer is not None:
                return layer
            target = self._links.get(target, "")
        raise ArchiveError(f"the archive has no layer {_title(name)}")


class _TooLarge(ArchiveError):
    """An archive with more files than memory is spent on."""


class _EntryStream:
    """The content of an entry, as a stream."""

    def __init__(self, content: Iterator[tuple[int, memoryview]]) -> None:
        self._content = content
        self._pending = b""

    def peek(self, size_bytes: int) -> bytes:
        """Return the first bytes, less only at the end."""
        while len(self._pending) < size_bytes:
            _, data = next(self._content, (0, memoryview(b"")))
            if not data:
                break
            self._pending += data
        return self._pending[:size_bytes]

    def all(self) -> bytes:
        return b"".join([self._pending, *(bytes(data) for _, data in self._content)])

    def readinto(self, view: memoryview) -> int:
        data: bytes | memoryview = self._pending
        if not data:
            _, data = next(self._content, (0, memoryview(b"")))
        size = min(len(data), len(view))
        view[:size] = data[:size]
        self._pending = bytes(data[size:])
        return size


def _is_tar(head: bytes) -> bool:
    try:
        return len(head) == BLOCK_BYTES and (not head.strip(b"\0") or checksum_is_right(head))
    except ArchiveError:
        return False


def _diff_ids(config: dict[str, Any]) -> list[str]:
    rootfs = config.get("rootfs")
    found = rootfs.get("diff_ids") if isinstance(rootfs, dict) else None
    return found if isinstance(found, list) else []


def _blob(descriptor: Any) -> str:
    """Return the name of a blob's entry."""
    digest = descriptor.get("digest") if isinstance(descriptor, dict) else ""
    return blob_path(str(digest))


def _normal(name: bytes) -> str:
    return _normal_text(name.decode("utf-8", "surrogateescape"))


def _normal_text(name: str) -> str:
    return posixpath.normpath("/" + name).lstrip("/")


def _title(name: str) -> str:
    """Return the short id of a layer for a message."""
    id = name.removeprefix("blobs/sha256/").removesuffix("/layer.tar").removesuffix(".tar")
    return printable(id.encode("utf-8", "surrogateescape"))[:12]
