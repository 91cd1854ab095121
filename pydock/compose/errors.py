"""Errors of Compose files."""

from collections.abc import Sequence

from pydock.errors import PydockError


class ComposeError(PydockError):
    """Invalid Compose file; the message has the path and the reason."""

    def __init__(self, message: str, location: Sequence[str] = ()) -> None:
        """`location` is the path of the invalid value: keys, and indexes of lists."""
        super().__init__(message)
        self.location = location


class YamlError(ComposeError):
    """Invalid YAML."""

    def __init__(self, reason: str, line: int = 0) -> None:
        """`line` counts from 1; 0 is unknown."""
        super().__init__(f"yaml: line {line}: {reason}" if line else f"yaml: {reason}")
