"""Go's text/template, with docker's functions.

    Template("{{.Name}}").render({"Name": "web"})

Nothing of Python can be reached from a template: it sees JSON values and, of objects, only
the names they declare. What a template may use of time and memory is limited.
"""

from __future__ import annotations

from pydock.golang.template.errors import TemplateError
from pydock.golang.template.evaluator import Template

__all__ = ["Template", "TemplateError"]
