"""`--iidfile FILE` of a build."""

import stat
from pathlib import Path

from pydock.golang.os_errors import path_error


def remove_id_file(path: str) -> None:
    """Remove the ID file of an earlier build, "" for none; a device or FIFO stays. ValueError."""
    if not path:
        return
    file = Path(path)
    try:
        if stat.S_IFMT(file.lstat().st_mode) in (stat.S_IFREG, stat.S_IFLNK, stat.S_IFDIR):
            file.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise ValueError(f"removing image ID file: {path_error(error, path, 'remove')}") from None
