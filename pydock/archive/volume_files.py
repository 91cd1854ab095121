"""The files of a volume as an archive: checked, counted and passed on, in constant memory."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterator
from copy import copy
from typing import NamedTuple

from pydock.archive.file_entries import content_bytes, content_digest, file_of
from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import (
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    END,
    FIFO,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
    encode,
    packed,
    padding,
    printable,
)
from pydock.archive.tar_reader import TarReader
from pydock.oci.layer_files import File, Layer, Tree

#: the path of the top directory in a tree
TOP = b"."
_KNOWN_TYPES = frozenset(
    (REGULAR, HARD_LINK, SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, DIRECTORY, FIFO)
)
_CAPABILITY = b"SCHILY.xattr.security.capability"
_DIGEST_BITS = 256


class ReportedFields(NamedTuple):
    """Whether an engine reports the owners of files, and the top directory, of a volume."""

    owners: bool = True
    #: mode and owner of the top directory
    top: bool = True

    def both(self, other: ReportedFields) -> ReportedFields:
        """Return what two engines report."""
        return ReportedFields(self.owners and other.owners, self.top and other.top)

    def file(self, entry: Entry, content: bytes) -> File:
        """Return the file of an entry without an owner that is not reported."""
        file = file_of(entry, content)
        return file if self.owners else file._replace(uid=0, gid=0)


class ContentSummary:
    """The files of an archive: count, total size, and a digest that ignores their order."""

    def __init__(self, reported: ReportedFields) -> None:
        self.reported = reported
        #: without the top directory
        self.files = 0
        self.size = 0
        #: files with holes, which engines write in full
        self.sparse_files = 0
        self.digest = 0

    def add(self, path: bytes, entry: Entry, content: bytes, *, is_sparse: bool = False) -> None:
        """Add an entry by its path, "" for the top directory, with the digest of its content."""
        if path:
            self.files += 1
            self.size += content_bytes(entry)
            self.sparse_files += is_sparse
        elif not self.reported.top:
            return
        file = self.reported.file(entry, content)
        capability = (entry.pax or {}).get(_CAPABILITY, b"")
        found = hashlib.sha256(repr((path, file, capability)).encode()).digest()
        self.digest = (self.digest + int.from_bytes(found, "big")) % (1 << _DIGEST_BITS)


def entries(reader: TarReader) -> Iterator[tuple[bytes, Entry]]:
    """Yield the entries of a volume's archive by their paths, "" for its top directory.

    Targets of hard links are paths as well. Raises ArchiveError for an entry outside.
    """
    for entry in reader:
        if entry.type not in _KNOWN_TYPES:
            raise ArchiveError(f"{printable(entry.name)} has an unknown type: {entry.type!r}")
        if entry.type == HARD_LINK:
            entry.link_name = _path(entry.link_name)
        yield _path(entry.name), entry


def tree(reader: TarReader, reported: ReportedFields) -> Tree:
    """Return the files of a volume with the digests of their content. Raises TooManyFiles."""
    layer = Layer()
    for path, entry in entries(reader):
        if path or reported.top:
            digest = content_digest(reader) if content_bytes(entry) else b""
            # names that mean removed files in a layer mean nothing in a volume
            layer.files[path or TOP] = reported.file(entry, digest)
    found = Tree()
    found.apply(layer)
    return found


class Transfer:
    """The archive of a volume in transfer; its entries are added to a summary."""

    def __init__(
        self,
        reader: TarReader,
        summary: ContentSummary,
        on_progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """`on_progress` gets the bytes of content so far."""
        self._reader, self._summary, self._on_progress = reader, summary, on_progress
        self._bytes = 0
        #: the entry of the top directory, if the archive has one
        self.top: Entry | None = None

    def archive(self, prefix: bytes) -> Iterator[bytes]:
        """Yield the archive with `prefix`, such as "./", before each path, in larger blocks."""
        return packed(self._pieces(prefix))

    def count(self) -> None:
        """Read the archive to its end."""
        for path, entry in entries(self._reader):
            for _ in self._content(path, entry):
                pass

    def _pieces(self, prefix: bytes) -> Iterator[bytes]:
        for path, entry in entries(self._reader):
            if not path:
                self.top = entry
            yield header(prefix, path, entry)
            yield from self._content(path, entry)
            if entry.type == REGULAR:
                yield padding(entry.size)
        yield END

    def _content(self, path: bytes, entry: Entry) -> Iterator[bytes]:
        """Yield the content of a regular file, zeros for its holes."""
        digest, is_regular = hashlib.sha256(), entry.type == REGULAR
        for piece in self._reader.whole_content() if is_regular else ():
            digest.update(piece)
            self._bytes += len(piece)
            self._on_progress(self._bytes)
            yield piece
        is_sparse = is_regular and self._reader.has_holes
        self._summary.add(path, entry, digest.digest(), is_sparse=is_sparse)


def header(prefix: bytes, path: bytes, entry: Entry) -> bytes:
    """Return the header of an entry with a prefix before its path and that of its hard link."""
    named = copy(entry)
    named.name = prefix + path + (b"/" if path and entry.type == DIRECTORY else b"")
    if entry.type == HARD_LINK:
        named.link_name = prefix + entry.link_name
    return encode(named)


def _path(name: bytes) -> bytes:
    """Return the path below the top directory. ArchiveError for one that leads out of it."""
    path = posixpath.normpath(b"./" + name)
    if path == b".." or path.startswith(b"../"):
        raise ArchiveError(f"{printable(name)} is outside the volume")
    return b"" if path == b"." else path
