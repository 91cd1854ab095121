"""A context that comes as a stream: a tar, compressed or not, or nothing but a Dockerfile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, cast

from pydock.archive import tar_headers
from pydock.build.context_tar import made_file
from pydock.build.dockerfile import DEFAULT_NAME, IGNORE_FILE
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.archive.tar_reader import TarReader

#: More than any Dockerfile has, so that a stream that never ends does not fill the memory.
DOCKERFILE_LIMIT_BYTES = 16 * 1024 * 1024
_BLOCK_BYTES = 128 * 1024
_GZIP, _BZIP2, _XZ, _ZSTANDARD = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
_PACKED = (_GZIP, _BZIP2, _XZ, _ZSTANDARD)
_GZIP_FORMAT = 16  # what zlib wants added to the window's size

Read = Callable[[int], bytes]
ReadInto = Callable[[memoryview], int]


class Stream:
    """A stream whose beginning can be looked at before it is read."""

    def __init__(self, read: Read) -> None:
        """`read(n)` returns up to n bytes, and none at the end."""
        self._read = read
        self._ahead = b""

    def peek(self, size_bytes: int) -> bytes:
        """The first bytes that have not been read yet; fewer only where the stream ends."""
        while len(self._ahead) < size_bytes and (data := self._read(_BLOCK_BYTES)):
            self._ahead += data
        return self._ahead[:size_bytes]

    def read(self, size_bytes: int) -> bytes:
        """Up to that many bytes, none at the end."""
        if not self._ahead:
            return self._read(size_bytes)
        data, self._ahead = self._ahead[:size_bytes], self._ahead[size_bytes:]
        return data

    def readinto(self, buffer: memoryview) -> int:
        """Fills a part of the buffer and returns its length; 0 at the end."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def blocks(self) -> Iterator[bytes]:
        """All that is left."""
        while data := self.read(_BLOCK_BYTES):
            yield data

    def is_archive(self) -> bool:
        """Whether the stream begins like a tar or a compressed file."""
        start = self.peek(tar_headers.BLOCK_BYTES)
        if start.startswith(_PACKED):
            return True
        if len(start) < tar_headers.BLOCK_BYTES or not any(start):
            return False
        from pydock.archive.header_fields import ArchiveError, checksum_is_right

        try:
            return checksum_is_right(start)
        except ArchiveError:
            return False


def read_limited(read: Read) -> bytes:
    """A whole Dockerfile; PydockError when it is larger than one can be."""
    pieces = []
    size_bytes = 0
    while data := read(_BLOCK_BYTES):
        size_bytes += len(data)
        if size_bytes > DOCKERFILE_LIMIT_BYTES:
            raise PydockError(
                f"the Dockerfile is larger than {DOCKERFILE_LIMIT_BYTES >> 20} MiB: is it one?"
            )
        pieces.append(data)
    return b"".join(pieces)


def only_dockerfile(content: bytes) -> Iterator[bytes]:
    """A context that holds a Dockerfile and nothing else."""
    yield made_file(DEFAULT_NAME.encode(), content, mode=0o644) + tar_headers.END


def compressed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same archive packed with gzip, unless it is packed already."""
    import zlib

    first = next(blocks, b"")
    if first.startswith(_PACKED):
        yield first
        yield from blocks
        return
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | _GZIP_FORMAT)
    for block in chain([first], blocks):
        if packed := packer.compress(block):
            yield packed
    yield packer.flush()


def with_dockerfile(stream: Stream, name: str, content: bytes) -> Iterator[bytes]:
    """The archive, unpacked, with a Dockerfile more that its `.dockerignore` keeps out of images.

    Raises PydockError for an archive that is broken or compressed in an unknown way.
    """
    return tar_headers.packed(_with_dockerfile(stream, name.encode(), content))


def ignore_file_with(name: bytes, content: bytes | None) -> bytes:
    """The content of `.dockerignore` when a file of that name is to stay out of images."""
    if content is None:
        content = IGNORE_FILE.encode()
    return content + b"\n" + name + b"\n"


def _with_dockerfile(stream: Stream, name: bytes, content: bytes) -> Iterator[bytes]:
    from pydock.archive.tar_reader import TarReader

    reader = TarReader(_unpacked(stream))
    ignore_file = IGNORE_FILE.encode()
    has_ignore_file = False
    for entry in reader:
        if entry.name.removeprefix(b"./") == ignore_file and entry.type == tar_headers.REGULAR:
            has_ignore_file = True
            kept = b"".join(_content(reader, entry.size))
            changed = ignore_file_with(name, kept)
            entry.size = len(changed)
            yield tar_headers.encode(entry) + changed + tar_headers.padding(entry.size)
            continue
        yield tar_headers.encode(entry)
        if entry.type == tar_headers.REGULAR:
            yield from _content(reader, entry.size)
            yield tar_headers.padding(entry.size)
    if not has_ignore_file:
        yield made_file(ignore_file, ignore_file_with(name, None))
    yield made_file(name, content)
    yield tar_headers.END


def _unpacked(stream: Stream) -> ReadInto:
    """The stream without its compression."""
    start = stream.peek(len(_XZ))
    packed = cast(BinaryIO, stream)  # these readers ask for nothing but `read`
    readinto: ReadInto
    if start.startswith(_GZIP):
        import gzip

        readinto = gzip.GzipFile(fileobj=packed).readinto
    elif start.startswith(_BZIP2):
        import bz2

        readinto = bz2.BZ2File(packed).readinto
    elif start.startswith(_XZ):
        import lzma

        readinto = lzma.LZMAFile(packed).readinto  # noqa: SIM115 (nothing of its own to close)
    elif start.startswith(_ZSTANDARD):
        raise PydockError("a context packed with zstd cannot be given another Dockerfile")
    else:
        return stream.readinto
    return _readable(readinto)


def _readable(readinto: ReadInto) -> ReadInto:
    """The same, with one kind of error for everything that is wrong with packed data."""

    def checked(buffer: memoryview) -> int:
        try:
            return readinto(buffer)
        except PydockError:
            raise
        except Exception as error:  # each format has errors of its own
            raise PydockError(f"the context cannot be unpacked: {error}") from None

    return checked


def _content(reader: TarReader, size_bytes: int) -> Iterator[bytes]:
    """The content of a member with the holes of a sparse file filled."""
    position = 0
    for offset, data in reader.content():
        yield from _zeros(offset - position)
        yield bytes(data)
        position = offset + len(data)
    yield from _zeros(size_bytes - position)


def _zeros(size_bytes: int) -> Iterator[bytes]:
    while size_bytes > 0:
        yield bytes(min(size_bytes, _BLOCK_BYTES))
        size_bytes -= _BLOCK_BYTES
