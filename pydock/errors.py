"""Errors that pydock reports to the user, each with a message and an exit status.

All layers raise these; `pydock.__main__` prints the message on standard error and exits with
`exit_status`.
"""

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit statuses of the program; commands also return those of containers and builds."""

    SUCCESS = 0
    FAILURE = 1
    #: `outdated`: an image is behind its registry
    OUTDATED = 3
    #: an invalid template of --format
    INVALID_TEMPLATE = 64
    #: usage errors, and errors of `run` before the container starts
    NOT_RUN = 125
    #: the program in the container cannot be executed, or does not exist
    NOT_EXECUTABLE = 126
    NOT_FOUND = 127
    #: SIGINT
    INTERRUPTED = 130
    #: `exec`: the connection to the engine is lost
    CONNECTION_LOST = 255


def without_password(address: str) -> str:
    """Return an address, of a proxy for example, with all that may be a password replaced.

    A password may contain any character, so that everything before the last "@" counts.
    """
    user, at, host = address.rpartition("@")
    if not at:
        return address
    scheme, slashes, _ = user.partition("://")
    is_scheme = bool(slashes) and not set(scheme) & set(":@/?#")
    return f"{f'{scheme}://' if is_scheme else ''}xxxxx:xxxxx@{host}"


class PydockError(Exception):
    """An error with a message for the user and an exit status."""

    exit_status: int = ExitStatus.FAILURE

    def __init__(self, message: str, exit_status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        if exit_status is not None:
            self.exit_status = exit_status


class reported_value_errors:
    """Raise a ValueError of the block as a PydockError, its message after `failure`."""

    def __init__(self, failure: str = "") -> None:
        self._failure = failure

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError):
            raise PydockError(f"{self._failure}{error}") from None


class CannotConnect(PydockError):
    """A connection to the engine failed: refused, missing, not permitted, timed out."""


class ConnectionLost(PydockError):
    """The engine closed the connection in the middle of a response or stream."""


class ProtocolError(PydockError):
    """The response is not valid HTTP, or not that of an engine."""


class ApiError(PydockError):
    """The engine refused a request; `status` is the HTTP status, `reason` the engine's message."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"Error response from daemon: {reason}")
        self.status = status
        self.reason = reason


class NotFound(ApiError):
    """The engine has no such object (404)."""


class Conflict(ApiError):
    """The state of the object does not allow it (409)."""


class NotSupported(PydockError):
    """The engine lacks a feature; the message names the feature and both versions."""


def requirement(required: str, negotiated: str) -> str:
    """Return docker's message, after the name of a feature, for the API version it requires."""
    return f"requires API version {required}, but the Docker daemon API version is {negotiated}"


class ConfigError(PydockError):
    """A configuration file or environment variable is invalid or unreadable."""


class Reported(PydockError):
    """Exit with a status and without a message: the error has been reported."""

    def __init__(self, exit_status: int) -> None:
        super().__init__("", exit_status)
