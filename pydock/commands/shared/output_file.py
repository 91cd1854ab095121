"""`--output FILE`: write a file atomically."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

_HOLE_BYTES = 64 << 10
_ZEROS = bytes(_HOLE_BYTES)
_NOT_FILES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISLNK, "a symbolic link directly"),
    (stat.S_ISFIFO, "a named pipe (FIFO)"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a block device file"),
    (stat.S_ISCHR, "a character device file"),
)


@contextmanager
def output_file(path: str, failure: str, *, private: bool = True) -> Iterator[BinaryIO]:
    """A temporary file, renamed to `path` on success (0600 if `private`). PydockError."""
    target = Path(path)
    _check(target, failure)
    from pydock.terminal.unwinding import unwinding_signals

    with unwinding_signals():
        yield from _temporary_file(target, failure, private=private)


def write_with_holes(file: BinaryIO, pieces: Iterable[bytes]) -> None:
    """Write pieces to a new file; those of zeros alone become holes, which take no space."""
    for piece in pieces:
        for start in range(0, len(piece), _HOLE_BYTES):
            block = piece[start : start + _HOLE_BYTES]
            if block == _ZEROS[: len(block)]:
                file.seek(len(block), os.SEEK_CUR)
            else:
                file.write(block)
    file.truncate()


def _temporary_file(target: Path, failure: str, *, private: bool) -> Iterator[BinaryIO]:
    import tempfile

    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".tmp-{target.name}-")
    except OSError as error:
        raise PydockError(f"{failure}: {os_reason(error)}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        if not private:
            Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(target)
    except BaseException as error:
        with suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, OSError):
            raise PydockError(f"{failure}: write {target}: {os_reason(error)}") from None
        raise


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


def _check(target: Path, failure: str) -> None:
    try:
        target.parent.stat()
        mode = target.lstat().st_mode
    except FileNotFoundError as error:
        if error.filename == str(target):
            return
        raise PydockError(_invalid(target, failure, error)) from None
    except OSError as error:
        raise PydockError(_invalid(target, failure, error)) from None
    for is_kind, description in _NOT_FILES:
        if is_kind(mode):
            raise PydockError(f"{failure}: cannot write to {description}")


def _invalid(target: Path, failure: str, error: OSError) -> str:
    return f"{failure}: invalid output path: stat {target.parent}: {os_reason(error)}"
