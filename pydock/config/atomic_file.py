"""Replace a small file atomically, also from several processes at once."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydock.errors import ConfigError

_LOCK_LIMIT_SECONDS = 30.0
_LOCK_PAUSE_SECONDS = 0.02


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file by `content` atomically: readers get the old or the new, complete.

    The new file is readable by its owner alone (0600), who stays the same. OSError when the
    directory cannot be written; nothing is left behind then.
    """
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            _keep_owner(path, file.fileno())
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Lock a directory against other pydocks, whose changes would be lost otherwise.

    The directory itself is locked, so that nothing is left behind. Where a file system cannot
    lock, the work goes on without. Raises ConfigError when another process keeps the lock.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    import time

    handle = os.open(directory, os.O_RDONLY)
    try:
        deadline = time.monotonic() + _LOCK_LIMIT_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES):
                    break
            if time.monotonic() >= deadline:
                raise ConfigError(f"{directory} is locked by another process")
            time.sleep(_LOCK_PAUSE_SECONDS)
        yield
    finally:
        os.close(handle)


def _keep_owner(path: Path, handle: int) -> None:
    """Keep the owner of a file that root writes; other users own it already."""
    with suppress(FileNotFoundError, PermissionError):
        old = path.stat()
        os.fchown(handle, old.st_uid, old.st_gid)
