"""A tar that arrives as a stream, with another Dockerfile or compressed on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, cast

from pydock.archive import tar_headers
from pydock.build.classic.directory_tar import generated_file
from pydock.build.dockerfile import DEFAULT_NAME, IGNORE_FILE
from pydock.build.input_stream import (
    BLOCK_BYTES,
    BZIP2,
    COMPRESSED,
    GZIP,
    XZ,
    ZSTANDARD,
    InputStream,
)
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.archive.tar_reader import TarReader

_GZIP_FORMAT = 16  # added to the window size that zlib gets

ReadInto = Callable[[memoryview], int]


def only_dockerfile(content: bytes) -> Iterator[bytes]:
    """Yield the tar of a context that has a Dockerfile and no other file."""
    yield generated_file(DEFAULT_NAME.encode(), content, mode=0o644) + tar_headers.END


def compressed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same archive compressed with gzip, unless it is compressed already."""
    import zlib

    first = next(blocks, b"")
    if first.startswith(COMPRESSED):
        yield first
        yield from blocks
        return
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | _GZIP_FORMAT)
    for block in chain([first], blocks):
        if packed := packer.compress(block):
            yield packed
    yield packer.flush()


def with_dockerfile(stream: InputStream, name: str, content: bytes) -> Iterator[bytes]:
    """Yield the uncompressed archive with a Dockerfile that images lack. Raises PydockError."""
    return tar_headers.packed(_with_dockerfile(stream, name.encode(), content))


def ignore_file_with(name: bytes, content: bytes | None) -> bytes:
    """Return the content of a `.dockerignore` that also keeps a file of that name out."""
    if content is None:
        content = IGNORE_FILE.encode()
    return content + b"\n" + name + b"\n"


def _with_dockerfile(stream: InputStream, name: bytes, content: bytes) -> Iterator[bytes]:
    from pydock.archive.tar_reader import TarReader

    reader = TarReader(_decompressed(stream))
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
        yield generated_file(ignore_file, ignore_file_with(name, None))
    yield generated_file(name, content)
    yield tar_headers.END


def _decompressed(stream: InputStream) -> ReadInto:
    """Return a function that reads the uncompressed archive."""
    start = stream.peek(len(XZ))
    packed = cast(BinaryIO, stream)  # these readers use nothing but `read`
    readinto: ReadInto
    if start.startswith(GZIP):
        import gzip

        readinto = gzip.GzipFile(fileobj=packed).readinto
    elif start.startswith(BZIP2):
        import bz2

        readinto = bz2.BZ2File(packed).readinto
    elif start.startswith(XZ):
        import lzma

        readinto = lzma.LZMAFile(packed).readinto  # noqa: SIM115 (nothing of its own to close)
    elif start.startswith(ZSTANDARD):
        raise PydockError("unsupported compression of the context: zstd with another Dockerfile")
    else:
        return stream.readinto
    return _checked(readinto)


def _checked(readinto: ReadInto) -> ReadInto:
    """Return the same function with PydockError for every error in compressed data."""

    def checked(buffer: memoryview) -> int:
        try:
            return readinto(buffer)
        except PydockError:
            raise
        except Exception as error:  # each format has errors of its own
            raise PydockError(f"invalid compressed context: {error}") from None

    return checked


def _content(reader: TarReader, size_bytes: int) -> Iterator[bytes]:
    """Yield the content of a member with the holes of a sparse file filled."""
    position = 0
    for offset, data in reader.content():
        yield from _zeros(offset - position)
        yield bytes(data)
        position = offset + len(data)
    yield from _zeros(size_bytes - position)


def _zeros(size_bytes: int) -> Iterator[bytes]:
    while size_bytes > 0:
        yield bytes(min(size_bytes, BLOCK_BYTES))
        size_bytes -= BLOCK_BYTES
