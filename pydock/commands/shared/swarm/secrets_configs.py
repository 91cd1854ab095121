"""Read the data of secrets and configs."""

from pydock.cli.app import App
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason, path_error
from pydock.spec.secrets_configs import MAX_READ_BYTES


def read_data(app: App, kind: str, path: str) -> bytes:
    """Read a file, or standard input for "-"; PydockError for empty or excessive data."""
    if not path:
        raise PydockError(f"{kind} file is required")
    source = "STDIN" if path == "-" else path
    try:
        data = app.stdin.buffer.read(MAX_READ_BYTES + 1) if path == "-" else read_small_file(path)
        return _checked(kind, data)
    except OSError as error:
        reason = os_reason(error) if path == "-" else path_error(error, path)
        raise PydockError(f"error reading from {source}: {reason}") from None
    except PydockError as error:
        raise PydockError(f"error reading from {source}: {error.message}") from None


def _checked(kind: str, data: bytes) -> bytes:
    if not data:
        raise PydockError("data is empty")
    if len(data) > MAX_READ_BYTES:
        raise PydockError(f"{kind} data exceeds the limit of {MAX_READ_BYTES} bytes")
    return data
