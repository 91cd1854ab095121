"""Print the objects of `inspect` as JSON or with a template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydock.errors import ExitStatus, PydockError
from pydock.golang import gojson
from pydock.golang.reflect import Number

if TYPE_CHECKING:
    from pydock.golang.template import Template


class Inspection:
    """Collects objects; `text` is the output for all of them."""

    def __init__(
        self, format: str, invalid_template: ExitStatus = ExitStatus.INVALID_TEMPLATE
    ) -> None:
        """Raises PydockError with the status `invalid_template` if it cannot be parsed."""
        self.format = format
        self.invalid_template = invalid_template
        self.found: list[str] = []
        if self.has_template:
            self.template  # noqa: B018  (an invalid template fails before any request)

    @property
    def has_template(self) -> bool:
        return self.format not in ("", "json")

    @cached_property
    def template(self) -> Template:
        from pydock.golang.template import Template, TemplateError

        try:
            return Template(self.format)
        except TemplateError as error:
            raise PydockError(
                f"template parsing error: {error.message}", self.invalid_template
            ) from None

    def add(self, kind: str, value: Mapping[str, Any]) -> None:
        """Add an object; raises PydockError when the template fails on it."""
        if self.format == "":
            self.found.append(self.encoded([value], 4)[2:-2])
        elif self.format == "json":
            self.found.append(self.encoded(value))
        else:
            self.found.append(self.rendered(kind, value) + "\n")

    def encoded(self, value: Any, indent: int = 0) -> str:
        return gojson.encode(value, indent, html=False, sort_keys=False)

    def rendered(self, kind: str, value: Mapping[str, Any]) -> str:
        """Execute the template on the typed object, and on the raw JSON if that fails.

        A context has no raw JSON in docker, whose error is that of the struct.
        """
        from pydock.golang.template import TemplateError
        from pydock.views.structs import KINDS, typed

        problem = ""
        if kind in KINDS:
            try:
                return self.template.render(typed(kind, value))
            except TemplateError as error:
                problem = error.message if kind == "context" else ""
        try:
            return self.template.render(raw(value), missing_key_fails=True)
        except TemplateError as error:
            raise PydockError(f"template parsing error: {problem or error.message}") from None

    def text(self) -> str:
        """Return the output for all objects, with a newline at the end."""
        if self.has_template:
            return "".join(self.found) or "\n"
        if not self.found:
            return "[]\n"
        if self.format == "json":
            return f"[{','.join(self.found)}]\n"
        return "[\n" + ",\n".join(self.found) + "\n]\n"


def raw(value: Any) -> Any:
    """Return JSON with numbers kept as their texts, as untyped values have them in Go."""
    if isinstance(value, dict):
        return {key: raw(item) for key, item in value.items()}
    if isinstance(value, list):
        return [raw(item) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Number(gojson.encode(value))
    return value
