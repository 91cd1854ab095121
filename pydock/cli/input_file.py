"""Files that a command sends to the engine."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from pydock.errors import PydockError


def input_file(path: str) -> BinaryIO:
    """The file, open for reading; PydockError in docker's words when that is impossible."""
    try:
        return Path(path).open("rb")
    except IsADirectoryError:
        raise PydockError(f"read {path}: is a directory") from None
    except OSError as error:
        raise PydockError(f"open {path}: {(error.strerror or str(error)).lower()}") from None
