"""Open and read local files for requests to the engine."""

from pathlib import Path
from typing import BinaryIO

from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason


def input_file(path: str) -> BinaryIO:
    """Open a file for reading; PydockError if that fails."""
    try:
        return Path(path).open("rb")
    except IsADirectoryError:
        raise PydockError(f"read {path}: is a directory") from None
    except OSError as error:
        raise PydockError(f"open {path}: {os_reason(error)}") from None
