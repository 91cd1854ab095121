"""Reads an untrusted tar stream entry by entry, in constant memory.

It reads what docker reads: v7, ustar, PAX and GNU headers, long names, base-256 numbers and
sparse files (GNU's old format and the three of PAX). Global PAX headers are passed over,
as docker does. What contradicts itself is an ArchiveError; so is an archive without its
end marker, since that is what a copy cut short looks like.
"""

from collections.abc import Callable, Iterator
from itertools import chain

from pydock.archive import sparse
from pydock.archive.header_fields import (
    ArchiveError,
    checksum_is_right,
    number,
    pax_records,
    pax_time_ns,
    text,
    whole_number,
)
from pydock.archive.tar_headers import (
    BLOCK_BYTES,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    FIFO,
    HARD_LINK,
    PAX_XATTR,
    REGULAR,
    SYMLINK,
    Entry,
    printable,
)

ReadInto = Callable[[memoryview], int]

_PAX_NEXT = b"x"
_PAX_GLOBAL = b"g"
_GNU_LONG_NAME = b"L"
_GNU_LONG_LINK = b"K"
_GNU_SPARSE = b"S"
_V7_REGULAR = b"\0"
_WITHOUT_CONTENT = frozenset((HARD_LINK, SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, DIRECTORY, FIFO))

_BUFFER_BYTES = 256 * 1024
_LONGEST_EXTENSION_BYTES = 1024 * 1024  # of a PAX header or a long name; Go's limit too
_ZERO_BLOCK = bytes(BLOCK_BYTES)
_ZEROS = bytes(_BUFFER_BYTES)


class TarReader:
    """The entries of the archive that `readinto` (0 at its end) delivers.

    for entry in reader:
        for offset, data in reader.content():
            ...

    `content` may be left out or left early; what remains is passed over.
    """

    def __init__(self, readinto: ReadInto) -> None:
        self._readinto = readinto
        self._buffer = memoryview(bytearray(_BUFFER_BYTES))
        self._start = 0
        self._end = 0
        self._name = b""
        self._content_left = 0
        self._padding_left = 0
        #: of the current entry's content, with holes
        self._size = 0
        self._fragments: list[sparse.Fragment] = []
        self._begun = self._ended = False
        self._peeked: Entry | None = None

    def __iter__(self) -> Iterator[Entry]:
        while (entry := self._peeked or self._advance()) is not None:
            self._peeked = None
            yield entry

    def peek(self) -> Entry | None:
        """Return the entry that iterating yields next; None at the end."""
        self._peeked = self._peeked or self._advance()
        return self._peeked

    def content(self) -> Iterator[tuple[int, memoryview]]:
        """Yield offset and piece of the current entry's content, valid until the next one."""
        for offset, length in self._fragments:
            end = offset + length
            while offset < end:
                data = self._some(end - offset)
                self._content_left -= len(data)
                yield offset, data
                offset += len(data)

    def whole_content(self) -> Iterator[bytes]:
        """Yield the current entry's content with zeros for the holes of a sparse file."""
        end = 0
        for offset, data in chain(self.content(), ((self._size, memoryview(b"")),)):
            while end < offset:
                yield _ZEROS[: offset - end]
                end += min(offset - end, len(_ZEROS))
            if data:
                yield bytes(data)
            end = offset + len(data)

    @property
    def has_holes(self) -> bool:
        """Whether the current entry is a file with holes."""
        return sum(length for _, length in self._fragments) < self._size

    # Headers

    def _advance(self) -> Entry | None:
        if self._ended:
            return None
        self._skip(self._content_left + self._padding_left)
        self._content_left = self._padding_left = 0
        entry = self._next_entry()
        self._ended = entry is None
        return entry

    def _next_entry(self) -> Entry | None:
        records: dict[bytes, bytes] = {}
        sparse_records: list[tuple[bytes, bytes]] = []
        long_name = long_link = b""
        while True:
            block = self._header_block()
            if block is None:
                return None
            type = block[156:157]
            if type == _PAX_NEXT:
                all_records = pax_records(self._extension(block))
                records = dict(all_records)
                sparse_records = [r for r in all_records if r[0].startswith(sparse.PAX_PREFIX)]
            elif type == _PAX_GLOBAL:
                self._extension(block)
            elif type == _GNU_LONG_NAME:
                long_name = text(self._extension(block))
            elif type == _GNU_LONG_LINK:
                long_link = text(self._extension(block))
            else:
                break
        entry = _entry(block)
        _apply_pax(entry, records)
        entry.name = long_name or entry.name
        entry.link_name = long_link or entry.link_name
        if entry.type == _V7_REGULAR:
            entry.type = DIRECTORY if entry.name.endswith(b"/") else REGULAR
        self._name = entry.name
        self._begin_content(entry, block, sparse_records)
        return entry

    def _header_block(self) -> bytes | None:
        """Return the next header, checked; None at the end marker."""
        block = self._read_block()
        if block is None and not self._begun:  # Podman's archive of nothing
            return None
        if block is None:
            raise ArchiveError("the archive ends before its end marker")
        self._begun = True
        if block == _ZERO_BLOCK:
            if self._read_block() not in (None, _ZERO_BLOCK):
                raise ArchiveError("unexpected data after the end marker of the archive")
            return None
        if not checksum_is_right(block):
            raise ArchiveError(f"a header after {printable(self._name)!r} has a wrong checksum")
        return block

    def _extension(self, block: bytes) -> bytes:
        """Return the content of a header that only describes the next one."""
        size = number(block[124:136])
        if not 0 <= size <= _LONGEST_EXTENSION_BYTES:
            raise ArchiveError(f"a header after {printable(self._name)!r} is too long")
        data = self._exactly(size)
        self._skip(-size % BLOCK_BYTES)
        return data

    # Content

    def _begin_content(
        self, entry: Entry, block: bytes, sparse_records: list[tuple[bytes, bytes]]
    ) -> None:
        stored = 0 if entry.type in _WITHOUT_CONTENT else entry.size
        if stored < 0:
            raise ArchiveError(f"{printable(entry.name)} has a negative size")
        self._content_left = self._size = stored
        self._padding_left = -stored % BLOCK_BYTES
        self._fragments = [(0, stored)]
        if entry.type == _GNU_SPARSE:
            entry.type = REGULAR
            self._fragments, entry.size = sparse.old_gnu(block, self._map_block)
        elif sparse_records and entry.type == REGULAR:
            sparse_map = sparse.SparseMap(sparse_records)
            entry.name = self._name = sparse_map.name or entry.name
            if sparse_map.map_is_in_content:
                sparse_map.read_map(self._sparse_map_block)
            self._fragments = sparse_map.fragments
            entry.size = stored if sparse_map.size is None else sparse_map.size
        else:
            return
        self._size = entry.size
        sparse.check(self._fragments, entry.size, self._content_left, entry.name)

    def _map_block(self) -> bytes:
        """Return the next block of a sparse map between header and content."""
        return self._exactly(BLOCK_BYTES)

    def _sparse_map_block(self) -> bytes:
        """Return the next block of a sparse map that counts as content."""
        if self._content_left < BLOCK_BYTES:
            raise ArchiveError(f"{printable(self._name)} has a sparse map that is cut short")
        self._content_left -= BLOCK_BYTES
        return self._exactly(BLOCK_BYTES)

    # Bytes

    def _read_block(self) -> bytes | None:
        """Return the next 512 bytes; None when the stream ends here."""
        if self._start == self._end and not self._fill():
            return None
        return self._exactly(BLOCK_BYTES)

    def _exactly(self, size_bytes: int) -> bytes:
        if self._end - self._start >= size_bytes:
            self._start += size_bytes
            return bytes(self._buffer[self._start - size_bytes : self._start])
        pieces = []
        while size_bytes:
            piece = bytes(self._some(size_bytes))
            size_bytes -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def _skip(self, size_bytes: int) -> None:
        while size_bytes:
            size_bytes -= len(self._some(size_bytes))

    def _some(self, most_bytes: int) -> memoryview:
        """Return at least one of the next bytes; they stay in the buffer until the next call."""
        if self._start == self._end and not self._fill():
            raise ArchiveError(f"unexpected EOF: the archive ends in {printable(self._name)!r}")
        start = self._start
        self._start = min(self._end, start + most_bytes)
        return self._buffer[start : self._start]

    def _fill(self) -> bool:
        self._start = 0
        self._end = self._readinto(self._buffer)
        return self._end > 0


def _entry(block: bytes) -> Entry:
    """Return the entry as the header block alone describes it."""
    name = text(block[:100])
    type = block[156:157]
    major = minor = 0
    if block[257:265] == b"ustar\x0000" and block[345]:
        # Star's own format keeps two times in the last bytes of the prefix.
        prefix = text(block[345:476] if block[508:512] == b"tar\0" else block[345:500])
        name = prefix + b"/" + name
    if type in (CHARACTER_DEVICE, BLOCK_DEVICE):
        major, minor = number(block[329:337]), number(block[337:345])
    return Entry(
        name,
        type,
        mode=number(block[100:108]) & 0o7777,
        uid=number(block[108:116]),
        gid=number(block[116:124]),
        size=number(block[124:136]),
        mtime_ns=number(block[136:148]) * 1_000_000_000,
        link_name=text(block[157:257]),
        device_major=major,
        device_minor=minor,
    )


def _apply_pax(entry: Entry, records: dict[bytes, bytes]) -> None:
    """Apply the records of a PAX header. An empty value keeps that of the header block."""
    for key, value in records.items():
        if key.startswith(PAX_XATTR):
            entry.pax = {**(entry.pax or {}), key: value}
        elif not value:
            continue
        elif key == b"path":
            entry.name = value
        elif key == b"linkpath":
            entry.link_name = value
        elif key == b"size":
            entry.size = whole_number(value)
        elif key == b"uid":
            entry.uid = whole_number(value)
        elif key == b"gid":
            entry.gid = whole_number(value)
        elif key == b"mtime":
            entry.mtime_ns = pax_time_ns(value)
