"""Read the data of secrets and configs."""

from __future__ import annotations

from typing import BinaryIO

from pydock.cli.app import App
from pydock.commands.shared.input_file import input_file
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.spec.secret_config import MAX_READ_BYTES


def read_data(app: App, kind: str, path: str) -> bytes:
    """Read a file, or standard input for "-", up to the size limit.

    PydockError for empty data, or data over the limit of engines for this `kind`.
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
        reason = os_reason(error)
        raise PydockError(f"error reading from {source}: {reason}") from None
    except PydockError as error:
        raise PydockError(f"error reading from {source}: {error.message}") from None


def _checked(kind: str, file: BinaryIO) -> bytes:
    data = file.read(MAX_READ_BYTES + 1)
    if not data:
        raise PydockError("data is empty")
    if len(data) > MAX_READ_BYTES:
        raise PydockError(f"{kind} data exceeds the limit of {MAX_READ_BYTES} bytes")
    return data
