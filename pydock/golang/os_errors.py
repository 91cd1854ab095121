"""Errors of the operating system as Go's package os formats them."""


def os_reason(error: OSError) -> str:
    """Return the reason: "no such file or directory"."""
    return (error.strerror or str(error)).lower()


def path_error(error: OSError, path: str, operation: str = "") -> str:
    """Return operation (by default of reading), path and reason: "open a/b: permission denied"."""
    if not operation:
        operation = "read" if isinstance(error, IsADirectoryError) else "open"
    return f"{operation} {path}: {os_reason(error)}"
