"""Errors of templates."""


class TemplateError(Exception):
    """A template that cannot be parsed or executed; `message` is Go's."""

    def __init__(self, message: str, output: str = "") -> None:
        super().__init__(message)
        self.message = message
        #: what the template printed before it failed
        self.output = output
