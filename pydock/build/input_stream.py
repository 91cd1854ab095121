"""A context or Dockerfile that arrives as a stream, such as standard input or a download."""

from collections.abc import Callable, Iterator

from pydock.archive import tar_headers
from pydock.errors import PydockError

#: the argument that stands for standard input
STDIN = "-"
#: more than any Dockerfile has, so that an endless stream does not fill the memory
DOCKERFILE_LIMIT_BYTES = 16 * 1024 * 1024
BLOCK_BYTES = 128 * 1024

Read = Callable[[int], bytes]


class InputStream:
    """A stream whose first bytes can be examined before it is read."""

    def __init__(self, read: Read) -> None:
        """`read(n)` returns up to n bytes, and none at the end."""
        self._read = read
        self._ahead = b""

    def peek(self, size_bytes: int) -> bytes:
        """Return the next bytes without consuming them; fewer only where the stream ends."""
        while len(self._ahead) < size_bytes and (data := self._read(BLOCK_BYTES)):
            self._ahead += data
        return self._ahead[:size_bytes]

    def read(self, size_bytes: int) -> bytes:
        """Return up to that many bytes, none at the end."""
        if not self._ahead:
            return self._read(size_bytes)
        data, self._ahead = self._ahead[:size_bytes], self._ahead[size_bytes:]
        return data

    def readinto(self, buffer: memoryview) -> int:
        """Fill a part of the buffer and return its length; 0 at the end."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def blocks(self) -> Iterator[bytes]:
        """Yield the rest of the stream."""
        while data := self.read(BLOCK_BYTES):
            yield data

    def is_archive(self) -> bool:
        """Return whether the stream begins like a tar or a compressed file."""
        from pydock.archive.compression import format_of

        start = self.peek(tar_headers.BLOCK_BYTES)
        if format_of(start):
            return True
        if len(start) < tar_headers.BLOCK_BYTES or not any(start):
            return False
        from pydock.archive.header_fields import ArchiveError, checksum_is_right

        try:
            return checksum_is_right(start)
        except ArchiveError:
            return False


def read_limited(read: Read) -> bytes:
    """Return a whole Dockerfile; PydockError when it exceeds the limit."""
    pieces = []
    size_bytes = 0
    while data := read(BLOCK_BYTES):
        size_bytes += len(data)
        if size_bytes > DOCKERFILE_LIMIT_BYTES:
            raise PydockError(f"the Dockerfile is larger than {DOCKERFILE_LIMIT_BYTES >> 20} MiB")
        pieces.append(data)
    return b"".join(pieces)
