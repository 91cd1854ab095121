"""What is wrong with a Compose file."""

from __future__ import annotations

from collections.abc import Sequence

from pydock.errors import PydockError


class ComposeError(PydockError):
    """A Compose file that cannot be used, in docker's words; place and reason are in them."""

    def __init__(self, message: str, place: Sequence[str] = ()) -> None:
        """`place` is the way to what is wrong: keys, and numbers of the items of lists."""
        super().__init__(message)
        self.place = place


class YamlError(ComposeError):
    """A text that is no YAML."""

    def __init__(self, reason: str, line: int = 0) -> None:
        """`line` counts from 1; 0 stands for no line in particular."""
        super().__init__(f"yaml: line {line}: {reason}" if line else f"yaml: {reason}")
