"""The data of a secret or config: a file or standard input, read no further than makes sense."""

from __future__ import annotations

from typing import BinaryIO

from pydock.cli.app import App
from pydock.cli.input_file import input_file
from pydock.errors import PydockError
from pydock.options.stored import MAX_READ_BYTES


def read_data(app: App, kind: str, path: str) -> bytes:
    """All that is in the file, or on standard input for "-".

    PydockError where there is nothing, or more than any engine takes of this `kind`.
    """
    if not path:
        raise PydockError(f"{kind} file is required")
    source = "STDIN" if path == "-" else path
    try:
        if path == "-":
            return _checked(kind, app.stdin.buffer)
        with input_file(path) as file:
            return _checked(kind, file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PydockError(f"error reading from {source}: {reason}") from None
    except PydockError as error:
        raise PydockError(f"error reading from {source}: {error.message}") from None


def _checked(kind: str, file: BinaryIO) -> bytes:
    data = file.read(MAX_READ_BYTES + 1)
    if not data:
        raise PydockError("data is empty")
    if len(data) > MAX_READ_BYTES:
        raise PydockError(f"more than {MAX_READ_BYTES} bytes, which no engine takes as a {kind}")
    return data
