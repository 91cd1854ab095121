"""Compression of streams and back, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple, cast

from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_reader import ReadInto

_PIECE_BYTES = 64 << 10
#: for zlib: the largest window, and gzip's head and checksum
_GZIP_BITS = 31


class Format(NamedTuple):
    """A format of compression, and what makes its decompressor."""

    name: str
    magic: bytes
    new: Callable[[], Any]


def format_of(head: bytes) -> Format | None:
    """Return the format of a stream that begins with these bytes; None for another one."""
    return next((one for one in _FORMATS if head.startswith(one.magic)), None)


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces as one gzip stream."""
    import zlib

    packer = zlib.compressobj(wbits=_GZIP_BITS)
    yield from filter(None, map(packer.compress, pieces))
    yield packer.flush()


def uncompressed(readinto: ReadInto) -> ReadInto:
    """Return what reads a stream, uncompressed if it is compressed. ArchiveError if it is empty."""
    head = bytearray()
    buffer = memoryview(bytearray(_PIECE_BYTES))
    while len(head) < _LONGEST_MAGIC and (count := readinto(buffer)):
        head += buffer[:count]
    if not head:
        raise ArchiveError("the archive is empty")
    format = format_of(bytes(head))
    whole = _PrependedStream(bytes(head), readinto).readinto
    return DecompressedStream(whole, format).readinto if format else whole


class DecompressedStream:
    """A compressed stream, uncompressed; several one after the other count as one."""

    def __init__(self, readinto: ReadInto, format: Format) -> None:
        self._readinto, self._format = readinto, format
        self._buffer = memoryview(bytearray(_PIECE_BYTES))
        self._current = format.new()

    def readinto(self, view: memoryview) -> int:
        data = b""
        while True:
            if self._current.eof:
                rest = self._current.unused_data or self._more()
                if not rest.strip(b"\0"):
                    return 0
                self._current, data = self._format.new(), rest
            try:
                unpacked = self._current.decompress(data, len(view))
            except Exception as error:
                raise ArchiveError(f"invalid {self._format.name}: {error}") from None
            if unpacked:
                view[: len(unpacked)] = unpacked
                return len(unpacked)
            if not self._current.eof and not (data := self._more()):
                raise ArchiveError(f"unexpected end of the {self._format.name} data")

    def _more(self) -> bytes:
        return bytes(self._buffer[: self._readinto(self._buffer)])


class _PrependedStream:
    """A stream whose first bytes have been read."""

    def __init__(self, head: bytes, readinto: ReadInto) -> None:
        self._head, self._readinto = head, readinto

    def readinto(self, view: memoryview) -> int:
        if not self._head:
            return self._readinto(view)
        data, self._head = self._head[: len(view)], self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


class _Gzip:
    """zlib's decompressor with the interface of the others, which keep their input themselves."""

    def __init__(self) -> None:
        import zlib

        self._object = zlib.decompressobj(_GZIP_BITS)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def decompress(self, data: bytes, most_bytes: int) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + data, most_bytes)


def _bzip2() -> Any:
    import bz2

    return bz2.BZ2Decompressor()


def _xz() -> Any:
    import lzma

    return lzma.LZMADecompressor()


def _zstd() -> Any:
    try:
        module = cast(Any, import_module("compression.zstd"))
    except ImportError:
        raise ArchiveError("it is compressed with zstd, which needs Python 3.14 or later") from None
    return module.ZstdDecompressor()


_FORMATS = (
    Format("gzip", b"\x1f\x8b", _Gzip),
    Format("zstd", b"\x28\xb5\x2f\xfd", _zstd),
    Format("bzip2", b"BZh", _bzip2),
    Format("xz", b"\xfd7zXZ\0", _xz),
)
_LONGEST_MAGIC = max(len(one.magic) for one in _FORMATS)
