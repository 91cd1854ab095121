"""Every error that pydock reports to a person.

The layers raise these and nothing else on purpose; `pydock.__main__` prints
the message on standard error and ends with `exit_status`.
"""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit statuses of the program; commands also return those of containers and builds."""

    SUCCESS = 0
    FAILURE = 1
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


class PydockError(Exception):
    """An error with a message made for people and the exit status that goes with it."""

    exit_status: int = ExitStatus.FAILURE

    def __init__(self, message: str, exit_status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        if exit_status is not None:
            self.exit_status = exit_status


class CannotConnect(PydockError):
    """The engine's address does not answer: refused, missing, not permitted, too slow."""


class ConnectionLost(PydockError):
    """The engine closed the connection in the middle of an answer or a stream."""


class ProtocolError(PydockError):
    """What answers there does not speak HTTP as an engine does."""


class ApiError(PydockError):
    """The engine refused a request: `status` is the HTTP status, `reason` its own words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"Error response from daemon: {reason}")
        self.status = status
        self.reason = reason


class NotSupported(PydockError):
    """The engine is too old for something; the message names it and both versions."""


def requirement(needs: str, there_is: str) -> str:
    """The words, after the name of a thing, for the version of the API that it needs."""
    return f"requires API version {needs}, but the Docker daemon API version is {there_is}"


class ConfigError(PydockError):
    """A file or variable of the person's configuration cannot be used."""


class Reported(PydockError):
    """Ends the command with a status when everything to say has been said already."""

    def __init__(self, exit_status: int) -> None:
        super().__init__("", exit_status)
