"""The file of `build --iidfile`."""

import os
from pathlib import Path


def remove_id_file(path: str) -> None:
    """Remove the ID file of an earlier build; no device, such as /dev/null. OSError."""
    if path and not os.path.abspath(path).startswith("/dev/"):  # noqa: PTH100 (keeps links)
        Path(path).unlink(missing_ok=True)
