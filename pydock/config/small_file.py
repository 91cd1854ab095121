"""Reads whole small files: bounded in size, and without waiting for a named pipe."""

import errno
import os
import stat

LIMIT_BYTES = 16 << 20


def read_small_file(path: str, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Read a file, or a pipe with a writer such as `<(command)`. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123
        data = file.read(1)  # None: there is a writer, and no data yet
        if data == b"" and stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENXIO, "named pipe without a writer", path)
        os.set_blocking(descriptor, True)
        blocks = [data or b""]
        size_bytes = len(blocks[0])
        while size_bytes <= limit_bytes and (block := file.read(256 << 10)):
            blocks.append(block)
            size_bytes += len(block)
    if size_bytes > limit_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    return b"".join(blocks)
