"""Files that a command sends to the engine."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason


def read_file(path: str) -> bytes:
    """All of a small file. Raises OSError, also for "", which is not taken for the folder."""
    if not path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return Path(path).read_bytes()


def input_file(path: str) -> BinaryIO:
    """The file, open for reading; PydockError in docker's words when that is impossible."""
    try:
        return Path(path).open("rb")
    except IsADirectoryError:
        raise PydockError(f"read {path}: is a directory") from None
    except OSError as error:
        raise PydockError(f"open {path}: {os_reason(error)}") from None
