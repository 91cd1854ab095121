"""Archives of `save`, rewritten for another engine while they pass, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import END, REGULAR, Entry, encode, packed, padding, printable
from pydock.archive.tar_reader import ReadInto, TarReader
from pydock.golang.unmarshal import UnmarshalError, load
from pydock.oci.archive_layers import Layers
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


def rewritten(
    readinto: ReadInto, layers: Layers, on_step: Callable[[Step], None], *, for_podman: bool = False
) -> Iterator[bytes]:
    """Yield an archive without the content of layers that the target has.

    Podman gets docker's layout alone, with an empty file in the place of each such layer, and
    full names of images, as it takes short ones for its own. Raises ArchiveError.
    """
    return packed(_pieces(TarReader(readinto), layers, on_step, for_podman), _BLOCK_BYTES)


def learn_layers(readinto: ReadInto, layers: Layers, wanted: set[str]) -> None:
    """Read an archive until these manifests are known, to its end if there are none."""
    reader = TarReader(readinto)
    for entry in reader:
        name, content = _name(entry), _content(reader, entry)
        first = next(content, b"")
        if _is_json(entry, first):
            layers.learn(name, b"".join([first, *content]))
            if wanted and layers.manifests.have(wanted):
                return


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of some small files."""
    pieces = [
        encode(Entry(name.encode(), size=len(data))) + data + padding(len(data))
        for name, data in files.items()
    ]
    return b"".join([*pieces, END])


def _pieces(
    reader: TarReader, layers: Layers, on_step: Callable[[Step], None], for_podman: bool
) -> Iterator[bytes]:
    for entry in reader:
        name, content = _name(entry), _content(reader, entry)
        if for_podman and name in _OCI_FILES:
            continue
        if entry.type == REGULAR and layers.is_there(name):
            on_step(Step(layers.title(name), None, entry.size))
            if for_podman:
                entry.size = 0
                yield encode(entry)
            continue
        first = next(content, b"")
        if _is_json(entry, first):
            data = b"".join([first, *content])
            layers.learn(name, data)
            if for_podman and name == "manifest.json":
                data = _with_full_names(data)
                entry.size = len(data)
            yield encode(entry) + data + padding(len(data))
            continue
        yield encode(entry)
        title = layers.title(name) or _title(name)
        current = 0
        while first:
            yield first
            current += len(first)
            if title:
                on_step(Step(title, current, entry.size))
            first = next(content, b"")
        yield padding(entry.size)
    yield END


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


def _title(name: str) -> str:
    """Return the short id of a layer by its name alone, "" if it is none."""
    if name.endswith(".tar") or name.startswith("blobs/sha256/"):
        return printable(name.removeprefix("blobs/sha256/").encode()).partition(".")[0][:12]
    return ""


def _with_full_names(manifest: bytes) -> bytes:
    """Return manifest.json with full names: docker.io/library/busybox:latest for busybox:latest."""
    try:
        images = load(manifest)
        for image in images:
            image["RepoTags"] = [str(parse(tag)) for tag in image.get("RepoTags") or ()]
    except (UnmarshalError, InvalidReference, TypeError, AttributeError):
        return manifest
    return json.dumps(images, separators=(",", ":")).encode()
