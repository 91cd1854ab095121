"""What goes wrong with a template."""

from __future__ import annotations

from pydock.errors import PydockError


class TemplateError(PydockError):
    """A template that cannot be read or carried out; the message is worded as Go's."""

    def __init__(self, message: str, output: str = "") -> None:
        super().__init__(message)
        #: what the template had printed when it failed
        self.output = output
