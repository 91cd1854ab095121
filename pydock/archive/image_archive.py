"""Archives of `save`, rewritten for another engine while they pass, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain
from typing import NamedTuple

from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import (
    END,
    REGULAR,
    Entry,
    encode,
    packed,
    padding,
    printable,
    with_content,
)
from pydock.archive.tar_reader import ReadInto, TarReader
from pydock.golang.unmarshal import UnmarshalError, load
from pydock.oci.archive_layers import Layers
from pydock.oci.blobs import blob_path, compact_json, digest_of
from pydock.oci.docker_layout import oci_files
from pydock.oci.reference import InvalidReference, parse

#: manifests and configurations are a few kilobytes; what is larger is passed on unread
_JSON_LIMIT_BYTES = 4 << 20
_BLOCK_BYTES = 128 << 10
#: without them the archive is not in the OCI layout
_OCI_FILES = ("index.json", "oci-layout")


class Step(NamedTuple):
    """The progress of a layer; `current` is None for one that is left out."""

    title: str
    current: int | None
    total: int


class Target(Enum):
    """Who reads an archive, which decides on its layout."""

    GRAPH_DRIVER = "docker with a graph driver"
    CONTAINERD_STORE = "docker with the containerd store"
    PODMAN = "Podman"


def rewritten(
    readinto: ReadInto, layers: Layers, on_step: Callable[[Step], None], target: Target
) -> Iterator[bytes]:
    """Yield an archive without the content of layers that the target has.

    A containerd store gets the OCI layout, into which docker's older ones are translated. Podman
    gets docker's layout alone, with an empty file in the place of each such layer, and full names
    of images, as it takes short ones for its own. Raises ArchiveError.
    """
    reader = TarReader(readinto)
    first = reader.peek()
    if target is Target.CONTAINERD_STORE and first and not first.name.startswith(b"blobs"):
        pieces = _translated(reader, layers, on_step)
    else:
        pieces = _pieces(reader, layers, on_step, for_podman=target is Target.PODMAN)
    return packed(pieces, _BLOCK_BYTES)


def read_layers(readinto: ReadInto, layers: Layers, digests: set[str]) -> None:
    """Read an archive until it has had these manifests; to its end if there are none."""
    reader = TarReader(readinto)
    for entry in reader:
        name, content = _name(entry), _content(reader, entry)
        first = next(content, b"")
        if _is_json(entry, first):
            layers.read_json(name, b"".join([first, *content]))
            if digests and layers.manifests.has_all(digests):
                return


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of some small files."""
    return b"".join(
        [*(with_content(Entry(name.encode()), data) for name, data in files.items()), END]
    )


def _pieces(
    reader: TarReader, layers: Layers, on_step: Callable[[Step], None], *, for_podman: bool
) -> Iterator[bytes]:
    for entry in reader:
        name, content = _name(entry), _content(reader, entry)
        if for_podman and name in _OCI_FILES:
            continue
        if entry.type == REGULAR and layers.is_on_target(name):
            on_step(Step(_title(layers, name), None, entry.size))
            if for_podman:
                entry.size = 0
                yield encode(entry)
            continue
        first = next(content, b"")
        if _is_json(entry, first):
            data = b"".join([first, *content])
            layers.read_json(name, data)
            if for_podman and name == "manifest.json":
                data = _with_full_names(data)
            yield with_content(entry, data)
            continue
        yield from _sent(entry, chain((first,), content), _title(layers, name), on_step)
    yield END


def _translated(
    reader: TarReader, layers: Layers, on_step: Callable[[Step], None]
) -> Iterator[bytes]:
    """Yield the OCI layout of an archive in docker's layout."""
    digests: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for entry in reader:
        name, content = _name(entry), _content(reader, entry)
        if digest := layers.digest(name):
            digests[name] = digest
            if entry.type != REGULAR or digest in sizes:
                continue  # a link to the same layer
            sizes[digest] = entry.size
            if layers.is_on_target(name):
                on_step(Step(_title(layers, name), None, entry.size))
                continue
            entry.name = blob_path(digest).encode()
            yield from _sent(entry, content, _title(layers, name), on_step)
        elif _is_json(entry, first := next(content, b"")):
            data = b"".join([first, *content])
            layers.read_json(name, data)
            if name == "manifest.json":
                yield from _translated_manifest(data, digests, sizes)
            elif name.endswith(".json"):
                digests[name] = digest_of(data)
                sizes[digests[name]] = len(data)
                entry.name = blob_path(digests[name]).encode()
                yield with_content(entry, data)
    yield END


def _translated_manifest(
    manifest: bytes, digests: Mapping[str, str], sizes: Mapping[str, int]
) -> Iterator[bytes]:
    try:
        files = oci_files(manifest, digests.__getitem__, sizes)
    except ValueError as error:
        raise ArchiveError(str(error)) from None
    for name, data in files.items():
        yield with_content(Entry(name.encode()), data)


def _sent(
    entry: Entry, content: Iterable[bytes], title: str, on_step: Callable[[Step], None]
) -> Iterator[bytes]:
    """Yield an entry, with steps if it has a title, that is if it is a layer."""
    yield encode(entry)
    current = 0
    for piece in content:
        yield piece
        current += len(piece)
        if title and piece:
            on_step(Step(title, current, entry.size))
    yield padding(entry.size)


def _content(reader: TarReader, entry: Entry) -> Iterator[bytes]:
    """Yield the content of a file. ArchiveError for a sparse one, which `save` never writes."""
    end = 0
    if entry.type == REGULAR:
        for offset, piece in reader.content():
            if offset != end:
                break
            end += len(piece)
            yield bytes(piece)
        if end != entry.size:
            raise ArchiveError(f"{printable(entry.name)} is sparse")


def _name(entry: Entry) -> str:
    return entry.name.decode("utf-8", "surrogateescape")


def _is_json(entry: Entry, first: bytes) -> bool:
    return entry.size <= _JSON_LIMIT_BYTES and first[:1] in (b"{", b"[")


def _title(layers: Layers, name: str) -> str:
    """Return the short id of a layer, of an unknown one by its name alone; "" if it is none."""
    if not (id := layers.digest(name).removeprefix("sha256:")) and (
        name.endswith(".tar") or name.startswith("blobs/sha256/")
    ):
        id = printable(name.removeprefix("blobs/sha256/").encode()).partition(".")[0]
    return id[:12]


def _with_full_names(manifest: bytes) -> bytes:
    """Return manifest.json with full names: docker.io/library/busybox:latest for busybox:latest."""
    try:
        images = load(manifest)
        for image in images:
            image["RepoTags"] = [str(parse(tag)) for tag in image.get("RepoTags") or ()]
    except (UnmarshalError, InvalidReference, TypeError, AttributeError):
        return manifest
    return compact_json(images)
