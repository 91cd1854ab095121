"""Errors of the operating system as Go's package os formats them."""


def os_reason(error: object) -> str:
    """Return the reason of an OSError, "no such file or directory", or the text of another one."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def path_error(error: OSError, path: str, operation: str = "") -> str:
    """Return operation (by default of reading), path and reason: "open a/b: permission denied"."""
    if not operation:
        operation = "read" if isinstance(error, IsADirectoryError) else "open"
    return f"{operation} {path}: {os_reason(error)}"
