"""Go's text/template, with docker's functions.

    Template("{{.Name}}").render({"Name": "web"})

A template can access JSON values and the declared members of objects, nothing else of Python.
Its time and memory are limited.
"""

from pydock.golang.template.compiler import Template
from pydock.golang.template.errors import TemplateError

__all__ = ["Template", "TemplateError"]
