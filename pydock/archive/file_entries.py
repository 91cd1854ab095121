"""Entries of an archive as files that are compared: attributes and digests of content."""

from __future__ import annotations

import hashlib

from pydock.archive.tar_headers import (
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    FIFO,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
)
from pydock.archive.tar_reader import TarReader
from pydock.oci.layer_files import File

_TYPES = {
    REGULAR: "file",
    HARD_LINK: "hard link",
    SYMLINK: "symlink",
    DIRECTORY: "directory",
    CHARACTER_DEVICE: "device",
    BLOCK_DEVICE: "device",
    FIFO: "fifo",
}


def file_of(entry: Entry, digest: bytes = b"", secret: str = "") -> File:
    """Return the file of an entry; the target of a device is its numbers."""
    type = _TYPES.get(entry.type, "other")
    target = entry.link_name
    if type == "device":
        kind = b"c" if entry.type == CHARACTER_DEVICE else b"b"
        target = b"%b %d:%d" % (kind, entry.device_major, entry.device_minor)
    size = content_bytes(entry)
    return File(type, entry.mode, entry.uid, entry.gid, size, target, digest, secret)


def content_bytes(entry: Entry) -> int:
    """Return the size of a regular file, 0 for all else."""
    return max(0, entry.size) if entry.type == REGULAR else 0


def content_digest(reader: TarReader, kept: list[bytes] | None = None) -> bytes:
    """Return the digest of an entry's content, which is appended to `kept` if that is a list.

    Holes of sparse files count by their places.
    """
    found, end = hashlib.sha256(), 0
    for offset, data in reader.content():
        if offset != end:
            found.update(b"%d" % offset)
        found.update(data)
        end = offset + len(data)
        if kept is not None:
            kept.append(bytes(data))
    return found.digest()
